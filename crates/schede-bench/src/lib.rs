//! Room of `schede`: bench.
