//! Room of `schede`: profile.
