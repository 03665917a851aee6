//! The program `schede`.

fn main() {}
