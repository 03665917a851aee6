//! Room of `schede`: pdf.
