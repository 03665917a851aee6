//! Room of `schede`: layout.
