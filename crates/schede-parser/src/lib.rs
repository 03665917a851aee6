//! Room of `schede`: parser.
