//! Streams the library would inflate on opening, measured beforehand.
//!
//! Object streams and cross-reference streams are inflated by the library
//! without a limit and kept. They are found here in the raw bytes, so that
//! damaged files are guarded as well.
//!
//! Not here: page content, forms and fonts (`content`). Pictures and attached
//! files are never decoded, so their size does not matter; encrypted streams
//! cannot be measured.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::{memchr, memmem};

use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Filters of one stream that are looked through, one inside the other.
const MAX_CHAIN: u32 = 4;

/// Refuses a file with a stream of objects that is too large when decoded.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let mut document = 0;
    for data in object_streams(bytes) {
        let size = decoded_size(data, limits.max_stream_bytes + 1);
        if size > limits.max_stream_bytes {
            return Err(ErrorKind::StreamTooLarge {
                limit: limits.max_stream_bytes,
            }
            .into());
        }
        document += size;
        if document > limits.max_document_bytes {
            return Err(ErrorKind::DocumentTooLarge {
                limit: limits.max_document_bytes,
            }
            .into());
        }
    }
    Ok(())
}

/// What follows each `stream` whose dictionary may be that of a stream of
/// objects. Deflated data knows its own end.
fn object_streams(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut marks = memmem::find_iter(bytes, b"stream");
    let mut from = 0;
    let mut holds_objects = false;
    std::iter::from_fn(move || {
        loop {
            let at = marks.next()?;
            let before = &bytes[from..at];
            from = at + b"stream".len();
            if before.ends_with(b"end") {
                holds_objects = false;
                continue;
            }
            holds_objects |= may_hold_objects(before);
            let data = bytes[from..].trim_ascii_start();
            if holds_objects && is_deflated(data) {
                return Some(data);
            }
        }
    })
}

/// Names may be written with `#` and two digits for any letter.
fn may_hold_objects(dictionary: &[u8]) -> bool {
    memmem::find(dictionary, b"/ObjStm").is_some()
        || memmem::find(dictionary, b"/XRef").is_some()
        || memchr(b'#', dictionary).is_some()
}

/// Whether the two bytes of a zlib header come first.
fn is_deflated(data: &[u8]) -> bool {
    matches!(data, [method, check, ..] if method & 0x0F == 8 && (u32::from(*method) << 8 | u32::from(*check)) % 31 == 0)
}

/// The largest size the data has on its way through its filters, `max` at most.
fn decoded_size(data: &[u8], max: u64) -> u64 {
    let mut largest = 0;
    for filters in 1..=MAX_CHAIN {
        let mut reader = inflated(data, filters);
        let mut head = [0; 2];
        let n_head = reader.read(&mut head).unwrap_or(0);
        let rest = std::io::copy(&mut reader.take(max), &mut std::io::sink()).unwrap_or(0);
        largest = largest.max((n_head as u64 + rest).min(max));
        if largest >= max || !is_deflated(&head[..n_head]) {
            break;
        }
    }
    largest
}

fn inflated(data: &[u8], filters: u32) -> Box<dyn Read + '_> {
    (0..filters).fold(Box::new(data) as Box<dyn Read>, |inner, _| {
        Box::new(ZlibDecoder::new(inner))
    })
}
