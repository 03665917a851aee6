//! Indented JSON, two blanks a level, byte for byte as `serde_json` writes it, with
//! fewer steps: a line's end and its indentation are written at once.
//!
//! In: values, and numbers of evidence. Out: bytes.
//!
//! Not here: which values a form holds (`formats`).

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value that stands `depth` levels deep.
pub(crate) fn write(
    value: &(impl Serialize + ?Sized),
    depth: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let layout = Indented {
        depth,
        has_value: false,
    };
    value.serialize(&mut Serializer::with_formatter(out, layout))?;
    Ok(())
}

/// The form of `serde_json::to_writer_pretty`, from some depth on.
struct Indented {
    depth: usize,
    has_value: bool,
}

/// A separator, the line's end and the indentation of sixteen levels.
const SEPARATED: &[u8; 34] = b",\n                                ";
const LEVELS: usize = 16;

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(mark)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.line(out, true)?;
        }
        out.write_all(mark)
    }

    /// Begins a line, after a comma unless it is the `first`.
    fn line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let levels = self.depth.min(LEVELS);
        out.write_all(&SEPARATED[usize::from(first)..2 + 2 * levels])?;
        (levels..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

/// Appends a text in quotes.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let plain = |b: u8| b >= b' ' && b != b'"' && b != b'\\';
    if !text.bytes().all(plain) {
        serde_json::to_writer(out, text)?;
        return Ok(());
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

/// Appends a whole number.
pub(crate) fn push_whole(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends a number; those of no more than two decimals, as places on paper are, in
/// few steps.
pub(crate) fn push_number(out: &mut Vec<u8>, number: f64) -> io::Result<()> {
    // A number of so few digits is the only one that is printed so.
    const LARGEST: f64 = 10_000_000.0;
    let hundredths = (number * 100.0).round();
    let short = number.abs() < LARGEST && hundredths / 100.0 == number;
    if !short || number == 0.0 {
        serde_json::to_writer(out, &number)?;
        return Ok(());
    }
    if number < 0.0 {
        out.push(b'-');
    }
    let hundredths = hundredths.abs() as u32;
    push_whole(out, hundredths / 100);
    let (tenths, rest) = (hundredths / 10 % 10, hundredths % 10);
    out.push(b'.');
    out.push(b'0' + tenths as u8);
    if rest > 0 {
        out.push(b'0' + rest as u8);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{push_number, push_text, push_whole, write};
    use serde_json::{Value, json};

    fn written(value: &Value, depth: usize) -> String {
        let mut out = Vec::new();
        write(value, depth, &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn values_are_written_as_serde_json_does() {
        let mut deep = json!({"a": [], "b": {}, "c": [1, [2.5, null], {"d": "e\"\n"}]});
        for _ in 0..20 {
            deep = json!([deep, {"x": 1}]);
        }
        let pretty = serde_json::to_string_pretty(&deep).expect("JSON");
        assert_eq!(written(&deep, 0), pretty);
        assert_eq!(written(&deep, 1), pretty.replace('\n', "\n  "));
    }

    #[test]
    fn numbers_are_written_as_serde_json_does() {
        let mut numbers = vec![0.0, -0.0, 0.1, -12.25, 1.0 / 3.0, 1e15, -7.0, 99_999.999];
        numbers.extend([f64::NAN, f64::INFINITY, 0.015, 9_999_999.99, 10_000_000.01]);
        numbers.extend((0..100_000).map(|n| (f64::from(n) * 7.3).round() / 100.0));
        for number in numbers {
            let mut out = Vec::new();
            push_number(&mut out, number).expect("memory");
            let expected = serde_json::to_string(&number).expect("JSON");
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
        for number in [0, 7, 10, 4_294_967_295] {
            let mut out = Vec::new();
            push_whole(&mut out, number);
            assert_eq!(out, number.to_string().into_bytes());
        }
    }

    #[test]
    fn text_is_written_as_serde_json_does() {
        for text in ["", "/objectives/0/title", "è", "a\"b\\c", "\u{1}\u{7f}"] {
            let mut out = Vec::new();
            push_text(&mut out, text).expect("memory");
            assert_eq!(out, serde_json::to_vec(text).expect("JSON"));
        }
    }
}
