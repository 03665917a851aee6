//! Streams, decoded under a cap.
//!
//! In: a stream of the file. Out: its bytes, never more than the limits allow.
//! The library inflates without a limit and keeps what it inflated for the
//! life of the document, so page content and forms are decoded here.

use std::io::Read;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Object, Stream};
use hayro_syntax::page::Page;

use crate::error::ErrorKind;
use crate::filters;
use crate::limits::Limits;

/// No filter makes more bytes out of one (deflate's best is 1,032).
pub(crate) const MAX_GROWTH: u64 = 1_040;

/// Room for inflated data that is made at once: of a small stream, of a large one.
const LEAST_ROOM: usize = 4 << 10;
const MOST_ROOM: usize = 1 << 20;

/// Decodes streams and keeps the account of decoded bytes.
pub(crate) struct Decoder {
    max_stream: u64,
    max_document: u64,
    document: u64,
    inflater: Decompress,
    /// The first limit that was passed.
    pub passed: Option<ErrorKind>,
}

impl Decoder {
    pub fn new(limits: &Limits) -> Self {
        Decoder {
            max_stream: limits.max_stream_bytes,
            max_document: limits.max_document_bytes,
            document: 0,
            inflater: Decompress::new(true),
            passed: None,
        }
    }

    /// Whether the whole document has been given up.
    pub fn is_spent(&self) -> bool {
        self.document > self.max_document
    }

    /// The content of a page, its streams joined by a blank.
    pub fn page_content(&mut self, page: &Page<'_>, out: &mut Vec<u8>) {
        out.clear();
        match page.raw().get::<Object<'_>>("Contents") {
            Some(Object::Stream(stream)) => self.append(&stream, out),
            Some(Object::Array(streams)) => {
                for stream in streams.iter::<Stream<'_>>() {
                    self.append(&stream, out);
                    out.push(b' ');
                    if self.passed.is_some() {
                        break;
                    }
                }
            }
            _ => {}
        }
    }

    /// Appends the decoded stream; cut short where a limit is passed.
    pub fn append(&mut self, stream: &Stream<'_>, out: &mut Vec<u8>) {
        let before = out.len();
        let room = self.room(before as u64);
        let filters = stream.filters();
        match filters.as_slice() {
            [] => out.extend(stream.raw_data().iter().take(to_usize(room) + 1)),
            _ if has_predictor(stream) => self.append_by_library(stream, out),
            [Filter::FlateDecode] => inflate(&mut self.inflater, &stream.raw_data(), room + 1, out),
            filters => {
                let raw = stream.raw_data();
                if let Some(decoded) = filters::chain(&raw, filters, early_change(stream)) {
                    let _ = decoded.take(room + 1).read_to_end(out);
                }
            }
        }
        self.account(out.len() - before, out.len());
    }

    /// Predictors are for pictures; the library knows them.
    fn append_by_library(&mut self, stream: &Stream<'_>, out: &mut Vec<u8>) {
        if self.fits(stream)
            && let Ok(data) = stream.decoded_data()
        {
            out.extend_from_slice(&data);
        }
    }

    /// Whether the decoded stream stays within the limits. Small streams
    /// cannot but; large ones are decoded once and thrown away.
    pub fn fits(&mut self, stream: &Stream<'_>) -> bool {
        let raw = stream.raw_data();
        let filters = stream.filters();
        let room = self.room(0);
        let most = filters.iter().fold(raw.len() as u64, |size, filter| {
            size.saturating_mul(growth(*filter))
        });
        if most <= room {
            return true;
        }
        let Some(decoded) = filters::chain(&raw, &filters, early_change(stream)) else {
            return true;
        };
        let size = std::io::copy(&mut decoded.take(room + 1), &mut std::io::sink()).unwrap_or(0);
        if size > room {
            self.pass();
        }
        size <= room
    }

    fn room(&self, used: u64) -> u64 {
        let document = self.max_document.saturating_sub(self.document);
        self.max_stream.saturating_sub(used).min(document)
    }

    fn account(&mut self, added: usize, stream: usize) {
        self.document = self.document.saturating_add(added as u64);
        if self.document > self.max_document || stream as u64 > self.max_stream {
            self.pass();
        }
    }

    fn pass(&mut self) {
        let kind = if self.max_document.saturating_sub(self.document) < self.max_stream {
            self.document = self.max_document.saturating_add(1);
            ErrorKind::DocumentTooLarge {
                limit: self.max_document,
            }
        } else {
            ErrorKind::StreamTooLarge {
                limit: self.max_stream,
            }
        };
        self.passed.get_or_insert(kind);
    }
}

/// How many times larger a filter can make its data.
fn growth(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => MAX_GROWTH,
        Filter::LzwDecode => 4_096,
        Filter::RunLengthDecode => 64,
        _ => 4,
    }
}

fn has_predictor(stream: &Stream<'_>) -> bool {
    parameters(stream).any(|p| {
        p.get::<i32>("Predictor")
            .is_some_and(|predictor| predictor > 1)
    })
}

/// LZW codes grow one code early unless the stream says otherwise.
fn early_change(stream: &Stream<'_>) -> bool {
    !parameters(stream).any(|p| p.get::<i32>("EarlyChange") == Some(0))
}

fn parameters<'a>(stream: &Stream<'a>) -> impl Iterator<Item = Dict<'a>> + use<'a> {
    let dict = stream.dict();
    let get = |key| match dict.get::<Object<'a>>(key) {
        Some(Object::Dict(one)) => vec![one],
        Some(Object::Array(many)) => many
            .iter::<Object<'a>>()
            .take(16)
            .filter_map(Object::into_dict)
            .collect(),
        _ => Vec::new(),
    };
    get("DecodeParms").into_iter().chain(get("DP"))
}

/// Appends at most `max` inflated bytes. A damaged tail keeps what came before
/// it, as viewers do.
fn inflate(zlib: &mut Decompress, data: &[u8], max: u64, out: &mut Vec<u8>) {
    let before = out.len();
    zlib.reset(true);
    inflate_with(zlib, data, max, out);
    if out.len() == before && data.len() > 2 {
        // The two header bytes are wrong in files of a few writers.
        inflate_with(&mut Decompress::new(false), &data[2..], max, out);
    }
}

fn inflate_with(inflater: &mut Decompress, data: &[u8], max: u64, out: &mut Vec<u8>) {
    let most = out.len().saturating_add(to_usize(max));
    let mut room = data.len().saturating_mul(3).clamp(LEAST_ROOM, MOST_ROOM);
    while out.len() < most {
        if out.len() == out.capacity() {
            out.reserve(room.min(most - out.len()));
            room = out.len().clamp(room, MOST_ROOM);
        }
        let (read, made) = (inflater.total_in() as usize, out.len());
        let status = inflater.decompress_vec(&data[read..], out, FlushDecompress::None);
        let went_on = out.len() > made || inflater.total_in() as usize > read;
        if !went_on || !matches!(status, Ok(Status::Ok | Status::BufError)) {
            break;
        }
    }
    out.truncate(most);
}

fn to_usize(v: u64) -> usize {
    usize::try_from(v).unwrap_or(usize::MAX - 1)
}
