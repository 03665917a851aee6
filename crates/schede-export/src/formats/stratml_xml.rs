//! The little of XML that StratML needs: elements, attributes of our own, text.
//!
//! In: names from our code and texts from anyone. Out: well-formed XML 1.0,
//! indented, in UTF-8. Characters that XML 1.0 forbids become U+FFFD.

use std::io::{self, Write};

/// An XML document being written.
pub(super) struct Xml<'o> {
    out: &'o mut dyn Write,
    depth: usize,
    begun: bool,
}

impl<'o> Xml<'o> {
    pub fn new(out: &'o mut dyn Write) -> Self {
        Self {
            out,
            depth: 0,
            begun: false,
        }
    }

    pub fn open(&mut self, name: &str) -> io::Result<()> {
        self.open_with(name, &[])
    }

    pub fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            self.out
                .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        }
        self.indent()?;
        write!(self.out, "<{name}")?;
        for (attribute, value) in attributes {
            write!(self.out, " {attribute}=\"{}\"", escaped(value))?;
        }
        self.out.write_all(b">\n")?;
        self.depth += 1;
        Ok(())
    }

    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.depth -= 1;
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// An element with nothing but text.
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.indent()?;
        writeln!(self.out, "<{name}>{}</{name}>", escaped(text))
    }

    /// The same, or nothing for null.
    pub fn opt_text(&mut self, name: &str, text: Option<&str>) -> io::Result<()> {
        match text {
            Some(text) => self.text(name, text),
            None => Ok(()),
        }
    }

    fn indent(&mut self) -> io::Result<()> {
        write!(self.out, "{:1$}", "", 2 * self.depth)
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Readers would turn a bare one into a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c < ' ' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_can_break_the_document() {
        assert_eq!(escaped("]]><a \"b\"&"), "]]&gt;&lt;a &quot;b&quot;&amp;");
        assert_eq!(escaped("a\0b\u{1b}\r\n"), "a\u{fffd}b\u{fffd}&#13;\n");
    }
}
