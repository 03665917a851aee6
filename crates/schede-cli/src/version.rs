//! The program's version, with commit and features.

/// "0.1.0 (commit 0123abcd, features: parquet, postgres, sqlite, xlsx)".
pub const LONG: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (commit ",
    env!("SCHEDE_COMMIT"),
    ", features: ",
    env!("SCHEDE_FEATURES"),
    ")"
);
