//! Room of `schede`: export.
