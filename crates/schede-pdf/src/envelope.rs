//! Signature envelopes (.p7m): the PDF inside a CAdES PKCS#7 container.
//!
//! In: bytes, BER or DER, bare or in base64, armoured or not; envelopes in
//! envelopes. Out: the signed content. The signatures are not verified.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Envelopes inside envelopes.
const MAX_ENVELOPES: u32 = 8;
/// Levels of a constructed octet string.
const MAX_DEPTH: u32 = 8;

/// Object identifiers, as encoded.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const TIMESTAMPED_DATA: &[u8] = &[
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x1F,
];

const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const EXPLICIT_0: u8 = 0xA0;
const CONSTRUCTED: u8 = 0x20;

/// Whether the bytes begin like an envelope.
pub(crate) fn looks_like_one(bytes: &[u8]) -> bool {
    der_of(bytes).is_some()
}

/// The content, and how many envelopes it came out of.
pub(crate) fn unwrap(bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, u32), Error> {
    let mut content = opened(bytes, limits)?;
    let mut n_envelopes = 1;
    while looks_like_one(&content) {
        if n_envelopes == MAX_ENVELOPES {
            let why = format!("more than {MAX_ENVELOPES} envelopes lie in one another");
            return Err(ErrorKind::Envelope(why).into());
        }
        content = opened(&content, limits)?;
        n_envelopes += 1;
    }
    Ok((content, n_envelopes))
}

fn opened(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    let broken = |why: &str| Error::from(ErrorKind::Envelope(why.to_owned()));
    let der = der_of(bytes)
        .ok_or_else(|| broken("expected a PKCS#7 structure, but found something else"))?;
    let mut content = Vec::new();
    read_content(&der, limits.max_document_bytes, &mut content).ok_or_else(|| {
        broken("its content cannot be found, or is signed apart from it (detached)")
    })?;
    if content.is_empty() {
        return Err(broken(
            "it has no content: the signature is detached from the document",
        ));
    }
    Ok(content)
}

/// The binary form: as it is, or out of base64.
fn der_of(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if is_content_info(bytes) {
        return Some(Cow::Borrowed(bytes));
    }
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let armoured = text.starts_with(b"-----BEGIN");
    // "MI" is how a sequence of any length worth signing begins in base64.
    if !armoured && !text.starts_with(b"MI") {
        return None;
    }
    let decoded = base64(text)?;
    is_content_info(&decoded).then_some(Cow::Owned(decoded))
}

fn is_content_info(bytes: &[u8]) -> bool {
    let kind = || {
        let outer = Element::read(bytes)?.with_tag(SEQUENCE)?;
        Some(Element::read(outer.body)?.with_tag(OBJECT_IDENTIFIER)?.body)
    };
    matches!(kind(), Some(oid) if oid == SIGNED_DATA || oid == TIMESTAMPED_DATA)
}

fn read_content(der: &[u8], max: u64, out: &mut Vec<u8>) -> Option<()> {
    let outer = Element::read(der)?.with_tag(SEQUENCE)?;
    let kind = Element::read(outer.body)?.with_tag(OBJECT_IDENTIFIER)?;
    let explicit = Element::read(kind.rest)?.with_tag(EXPLICIT_0)?;
    let data = Element::read(explicit.body)?.with_tag(SEQUENCE)?;
    if kind.body == TIMESTAMPED_DATA {
        return timestamped_content(data.body, max, out);
    }
    // version, digest algorithms, then what was signed.
    let version = Element::read(data.body)?;
    let algorithms = Element::read(version.rest)?;
    let signed = Element::read(algorithms.rest)?.with_tag(SEQUENCE)?;
    let content_kind = Element::read(signed.body)?.with_tag(OBJECT_IDENTIFIER)?;
    let content = Element::read(content_kind.rest)?.with_tag(EXPLICIT_0)?;
    octets(content.body, max, MAX_DEPTH, out)
}

/// RFC 5544: the first octet string is the content.
fn timestamped_content(mut body: &[u8], max: u64, out: &mut Vec<u8>) -> Option<()> {
    loop {
        let element = Element::read(body)?;
        if element.tag & !CONSTRUCTED == OCTET_STRING {
            return octets(body, max, MAX_DEPTH, out);
        }
        body = element.rest;
    }
}

/// An octet string, in one piece or in pieces.
fn octets(bytes: &[u8], max: u64, depth: u32, out: &mut Vec<u8>) -> Option<()> {
    let element = Element::read(bytes)?;
    match element.tag {
        OCTET_STRING => {
            if out.len() as u64 + element.body.len() as u64 > max {
                return None;
            }
            out.extend_from_slice(element.body);
        }
        tag if tag == OCTET_STRING | CONSTRUCTED && depth > 0 => {
            let mut pieces = element.body;
            while !pieces.is_empty() && !pieces.starts_with(&[0, 0]) {
                octets(pieces, max, depth - 1, out)?;
                pieces = Element::read(pieces)?.rest;
            }
        }
        _ => return None,
    }
    Some(())
}

/// One element of BER. A body of indefinite length reaches to the end of what
/// holds it; its reader stops at the end mark.
struct Element<'b> {
    tag: u8,
    body: &'b [u8],
    rest: &'b [u8],
}

impl<'b> Element<'b> {
    fn read(bytes: &'b [u8]) -> Option<Element<'b>> {
        let (&tag, after) = bytes.split_first()?;
        let (&first, after) = after.split_first()?;
        // A tag of more than one byte stands nowhere on our way.
        if tag & 0x1F == 0x1F {
            return None;
        }
        let length = match first {
            0x80 => return Self::indefinite(tag, after),
            0..0x80 => usize::from(first),
            _ => return Self::long(tag, usize::from(first & 0x7F), after),
        };
        Self::cut(tag, after, length)
    }

    fn long(tag: u8, n_bytes: usize, after: &'b [u8]) -> Option<Element<'b>> {
        if n_bytes > 8 || after.len() < n_bytes {
            return None;
        }
        let (digits, after) = after.split_at(n_bytes);
        let length = digits
            .iter()
            .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        Self::cut(tag, after, usize::try_from(length).ok()?)
    }

    fn cut(tag: u8, after: &'b [u8], length: usize) -> Option<Element<'b>> {
        // A file cut short still gives what is there of its last element.
        let (body, rest) = after.split_at(length.min(after.len()));
        Some(Element { tag, body, rest })
    }

    /// The body ends at the end mark of its own level.
    fn indefinite(tag: u8, after: &'b [u8]) -> Option<Element<'b>> {
        let end = end_mark(after)?;
        Some(Element {
            tag,
            body: &after[..end],
            rest: after.get(end + 2..).unwrap_or_default(),
        })
    }

    fn with_tag(self, tag: u8) -> Option<Element<'b>> {
        (self.tag == tag).then_some(self)
    }
}

/// Where the end mark of an indefinite body stands; counts levels instead of
/// calling itself, so that nesting costs nothing.
fn end_mark(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut open = 1u32;
    loop {
        let rest = bytes.get(at..)?;
        if rest.is_empty() {
            return Some(bytes.len());
        }
        if rest.starts_with(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Some(at);
            }
            at += 2;
            continue;
        }
        let first = *rest.get(1)?;
        if first == 0x80 {
            open += 1;
            at += 2;
            continue;
        }
        let n_bytes = if first < 0x80 {
            0
        } else {
            usize::from(first & 0x7F)
        };
        let digits = rest.get(2..2 + n_bytes).filter(|_| n_bytes <= 8)?;
        let length = match first {
            0..0x80 => u64::from(first),
            _ => digits
                .iter()
                .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)),
        };
        at = at
            .checked_add(2 + n_bytes)?
            .checked_add(usize::try_from(length).ok()?)?;
        if at > bytes.len() {
            return Some(bytes.len());
        }
    }
}

/// Base64 with any line breaks, between armour lines if there are any.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits = 0u32;
    let mut n_bits = 0;
    for line in text.split(|b| *b == b'\n') {
        if line.starts_with(b"-----END") {
            break;
        }
        if line.starts_with(b"-----") || line.contains(&b':') {
            continue;
        }
        for byte in line {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                b'=' | b' ' | b'\t' | b'\r' => continue,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
            n_bits += 6;
            if n_bits >= 8 {
                n_bits -= 8;
                out.push((bits >> n_bits) as u8);
                bits &= (1 << n_bits) - 1;
            }
        }
    }
    Some(out)
}
