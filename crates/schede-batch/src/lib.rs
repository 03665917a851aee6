//! Room of `schede`: batch.
