//! Prints the records and findings of a text file as JSON: the parser alone,
//! without the program around it.

use schede_layout::decode::decode;
use schede_parser::{Given, parse};
use schede_profile::Profiles;

fn main() {
    let name = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::read(&name).expect("readable");
    let decoded = decode(&bytes).expect("text");
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("one");
    let flow = schede_layout::read_text(&decoded.text, profile);
    let parsed = parse(&flow, profile, &Given::default());
    eprintln!("{:?}", parsed.account);
    let out = serde_json::json!({ "objectives": parsed.objectives, "findings": parsed.findings, "provenance": parsed.provenance });
    println!("{}", serde_json::to_string_pretty(&out).expect("json"));
}
