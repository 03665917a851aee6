//! The tree of evidence beside the records: which places on paper a value was
//! read from. Same paths as the records, written as JSON Pointers (RFC 6901).

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A range of characters in one line of the input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Page, counted from 1.
    pub page: u32,
    /// Line in the page, counted from 1.
    pub line: u32,
    /// First character of the range in the line as read, counted from 0.
    pub start: u32,
    /// End of the range, not included.
    pub end: u32,
    /// `[x0, y0, x1, y1]` in PDF points from the page's top left; null when the
    /// input is text.
    pub bbox: Option<[f64; 4]>,
    /// How the words came from a picture; left out where they are text of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_by: Option<ReadBy>,
}

/// How words were had from a picture: letters may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadBy {
    /// By OCR, in this reading.
    Ocr,
    /// From the layer of text that an OCR program has laid over the picture before.
    ScanText,
}

/// JSON Pointer of a value in a document ("/objectives/0/title").
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Pointer(pub String);

/// What the pointers of all objectives begin with.
const OBJECTIVES: &str = "/objectives/";

impl Pointer {
    /// The pointer of objective number `index`, counted from 0.
    pub fn objective(index: usize) -> Self {
        let mut path = String::with_capacity(48);
        path.push_str(OBJECTIVES);
        push_number(&mut path, index);
        Self(path)
    }

    /// The position of the objective that this pointer names, if it names a whole one.
    pub fn whole_objective(&self) -> Option<usize> {
        self.0.strip_prefix(OBJECTIVES)?.parse().ok()
    }

    /// This pointer extended by a member name.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        let mut path = String::with_capacity(self.0.len() + name.len() + 1);
        path.push_str(&self.0);
        path.push('/');
        path.push_str(name);
        Self(path)
    }

    /// This pointer extended by a position in an array, counted from 0.
    #[must_use]
    pub fn item(&self, name: &str, index: usize) -> Self {
        let mut item = Self(String::with_capacity(self.0.len() + name.len() + 6));
        item.set_item(self, name, index);
        item
    }

    /// Makes this one, whatever it was, what [`Self::item`] of `root` is.
    pub fn set_item(&mut self, root: &Self, name: &str, index: usize) {
        let path = &mut self.0;
        path.clear();
        path.push_str(&root.0);
        path.push('/');
        path.push_str(name);
        path.push('/');
        push_number(path, index);
    }

    /// Whether this pointer names `other` or something that contains it.
    pub fn covers(&self, other: &str) -> bool {
        let length = self.0.len();
        // Most pointers end in a member's name at another place, which is seen at once.
        matches!(other.as_bytes().get(length), None | Some(b'/'))
            && other.starts_with(self.0.as_str())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn push_number(path: &mut String, n: usize) {
    path.push_str(itoa::Buffer::new().format(n));
}

/// Where each non-null leaf was found, in the order of the records.
///
/// A document has an entry for every thirty of its bytes, so they are kept
/// packed: all pointers in one text, all places in one list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    pointers: String,
    entries: Vec<Entry>,
    places: Vec<Place>,
    boxes: Boxes,
    /// Pages that are pictures, ascending, and how their words were had.
    pictures: Vec<(u32, ReadBy)>,
}

/// Boxes of places: those of whole hundredths of a point, as all are that were read
/// here, and others. A text has none.
#[derive(Debug, Clone, Default, PartialEq)]
struct Boxes {
    /// Where the box of each place stands among the boxes, 0 if it has none. Behind the
    /// last place with a box there are no more.
    of_places: Vec<u32>,
    hundredths: Vec<[i32; 4]>,
    others: Vec<[f64; 4]>,
}

/// Marks the place of a box among the others.
const OTHER: u32 = 1 << 31;

impl Boxes {
    /// Keeps the box of a place.
    fn push(&mut self, place: usize, bbox: [f64; 4]) {
        self.of_places.resize(place, 0);
        let kept = self.keep(bbox);
        self.of_places.push(kept);
    }

    /// Keeps a box; gives where it stands, which is never 0.
    fn keep(&mut self, bbox: [f64; 4]) -> u32 {
        let hundredths = bbox.map(|v| {
            let product = v * 100.0;
            (product + 0.5_f64.copysign(product)) as i32
        });
        let same = |(v, n): (&f64, &i32)| (f64::from(*n) / 100.0).to_bits() == v.to_bits();
        if bbox.iter().zip(&hundredths).all(same) {
            self.hundredths.push(hundredths);
            self.hundredths.len() as u32
        } else {
            self.others.push(bbox);
            self.others.len() as u32 | OTHER
        }
    }

    fn get(&self, place: usize) -> Option<[f64; 4]> {
        let kept = *self.of_places.get(place)?;
        let at = (kept & !OTHER).checked_sub(1)? as usize;
        if kept & OTHER == 0 {
            let bbox = self.hundredths.get(at)?;
            Some(bbox.map(|n| f64::from(n) / 100.0))
        } else {
            self.others.get(at).copied()
        }
    }

    /// Forgets the boxes of all but the first `n` places.
    fn truncate(&mut self, n: usize) {
        self.of_places.truncate(n);
        let boxed = self.of_places.iter().rposition(|kept| *kept > 0);
        self.of_places.truncate(boxed.map_or(0, |last| last + 1));
        let last = |kind: u32| {
            let mut boxed = self.of_places.iter().rev().filter(|kept| **kept > 0);
            boxed.find(|b| *b & OTHER == kind).map_or(0, |b| b & !OTHER) as usize
        };
        let (hundredths, others) = (last(0), last(OTHER));
        self.hundredths.truncate(hundredths);
        self.others.truncate(others);
    }
}

/// Where an entry ends; it begins where the one before it ends.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Entry {
    pointer_end: u32,
    places_end: u32,
}

impl Entry {
    fn pointer_end(self) -> usize {
        self.pointer_end as usize
    }

    fn places_end(self) -> usize {
        self.places_end as usize
    }
}

/// A [`Span`] with its box put away.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    page: u32,
    line: u32,
    start: u32,
    end: u32,
}

/// The spans of one value, in order.
#[derive(Debug, Clone)]
pub struct Spans<'p> {
    /// Those that are left.
    positions: Range<usize>,
    evidence: &'p Provenance,
}

impl Iterator for Spans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let at = self.positions.next()?;
        let place = self.evidence.places[at];
        Some(Span {
            page: place.page,
            line: place.line,
            start: place.start,
            end: place.end,
            bbox: self.evidence.boxes.get(at),
            read_by: self.evidence.read_by(place.page),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.positions.size_hint()
    }
}

impl ExactSizeIterator for Spans<'_> {}

impl Provenance {
    /// Makes room for the values of a text of so many lines: about so many have an
    /// entry.
    pub fn reserve(&mut self, n_lines: usize) {
        const USUAL_POINTER: usize = 32;
        self.entries.reserve(n_lines);
        self.places.reserve(n_lines + n_lines / 4);
        self.pointers.reserve(n_lines * USUAL_POINTER);
    }

    /// Records the spans of the value at `pointer`. Values without a place on
    /// paper (given on the command line) have no entry.
    pub fn record(&mut self, pointer: &str, spans: impl IntoIterator<Item = Span>) {
        self.pointers.push_str(pointer);
        self.finish(spans);
    }

    /// Records the spans of the value `name` of what stands at `pointer`.
    pub fn record_member(
        &mut self,
        pointer: &Pointer,
        name: &str,
        spans: impl IntoIterator<Item = Span>,
    ) {
        self.pointers.push_str(&pointer.0);
        self.pointers.push('/');
        self.pointers.push_str(name);
        self.finish(spans);
    }

    /// The pointer of a new entry has been written.
    fn finish(&mut self, spans: impl IntoIterator<Item = Span>) {
        spans.into_iter().for_each(|span| self.push(span));
        self.end_entry();
    }

    fn push(&mut self, span: Span) {
        if let Some(by) = span.read_by {
            self.read_from_picture(span.page, by);
        }
        if let Some(bbox) = span.bbox {
            self.boxes.push(self.places.len(), bbox);
        }
        self.places.push(Place {
            page: span.page,
            line: span.line,
            start: span.start,
            end: span.end,
        });
    }

    /// Both the pointer and the places of a new entry have been written.
    fn end_entry(&mut self) {
        let before = self.entries.last().copied().unwrap_or_default();
        if self.places.len() == before.places_end() {
            self.pointers.truncate(before.pointer_end());
            return;
        }
        self.entries.push(Entry {
            pointer_end: self.pointers.len() as u32,
            places_end: self.places.len() as u32,
        });
    }

    /// Says how the words of a page that is a picture were had.
    pub fn read_from_picture(&mut self, page: u32, by: ReadBy) {
        match self.pictures.binary_search_by_key(&page, |known| known.0) {
            Ok(at) => self.pictures[at].1 = by,
            Err(at) => self.pictures.insert(at, (page, by)),
        }
    }

    /// How the words of a page were had, if it is a picture.
    pub fn read_by(&self, page: u32) -> Option<ReadBy> {
        let known = self.pictures.binary_search_by_key(&page, |known| known.0);
        known.ok().map(|at| self.pictures[at].1)
    }

    /// How many values have an entry.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no value has an entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets all entries but the first `n`.
    pub fn truncate(&mut self, n: usize) {
        self.entries.truncate(n);
        let end = self.entries.last().copied().unwrap_or_default();
        self.pointers.truncate(end.pointer_end());
        self.places.truncate(end.places_end());
        self.boxes.truncate(end.places_end());
    }

    /// All entries: the pointer of each value and its spans.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Spans<'_>)> {
        self.range(0..self.entries.len())
    }

    /// The entries at some positions.
    pub fn range(&self, positions: Range<usize>) -> impl Iterator<Item = (&str, Spans<'_>)> {
        let first = positions.start.checked_sub(1);
        let mut before = first.map_or_else(Entry::default, |at| self.entries[at]);
        self.entries[positions].iter().map(move |entry| {
            let pointer = &self.pointers[before.pointer_end()..entry.pointer_end()];
            let spans = Spans {
                positions: before.places_end()..entry.places_end(),
                evidence: self,
            };
            before = *entry;
            (pointer, spans)
        })
    }

    /// The spans of those entries at some positions that stand at a pointer or under it, as
    /// [`Pointer::covers`] says.
    pub fn under<'p>(
        &'p self,
        positions: Range<usize>,
        pointer: &'p Pointer,
    ) -> impl Iterator<Item = Spans<'p>> {
        let first = positions.start.checked_sub(1);
        let mut before = first.map_or_else(Entry::default, |at| self.entries[at]);
        // Nearly all entries are others, and bytes need no look for where characters begin.
        let (all, wanted) = (self.pointers.as_bytes(), pointer.0.as_bytes());
        self.entries[positions].iter().filter_map(move |entry| {
            let here = &all[before.pointer_end()..entry.pointer_end()];
            let places = before.places_end()..entry.places_end();
            before = *entry;
            let ends = matches!(here.get(wanted.len()), None | Some(b'/'));
            (ends && here.starts_with(wanted)).then_some(Spans {
                positions: places,
                evidence: self,
            })
        })
    }

    /// The spans of the value at `pointer`.
    pub fn get(&self, pointer: &str) -> Option<Spans<'_>> {
        self.iter()
            .find(|(p, _)| *p == pointer)
            .map(|(_, spans)| spans)
    }
}

impl Serialize for Provenance {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.len()))?;
        for (pointer, spans) in self.iter() {
            map.serialize_entry(pointer, &Listed(spans))?;
        }
        map.end()
    }
}

/// Spans as a JSON array.
struct Listed<'p>(Spans<'p>);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.clone())
    }
}

impl<'de> Deserialize<'de> for Provenance {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Provenance;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of JSON Pointers to arrays of spans")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Provenance, A::Error> {
                let mut provenance = Provenance::default();
                // Straight to where they are kept: there are many.
                while let Some(()) = map.next_key_seed(ToPointers(&mut provenance))? {
                    map.next_value_seed(ToPlaces(&mut provenance))?;
                    provenance.end_entry();
                }
                Ok(provenance)
            }
        }
        input.deserialize_map(Entries)
    }
}

/// Takes the pointer of a new entry.
struct ToPointers<'p>(&'p mut Provenance);

impl<'de> DeserializeSeed<'de> for ToPointers<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for ToPointers<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Pointer")
    }
    fn visit_str<E: Error>(self, pointer: &str) -> Result<(), E> {
        self.0.pointers.push_str(pointer);
        Ok(())
    }
}

/// Takes the places of a new entry.
struct ToPlaces<'p>(&'p mut Provenance);

impl<'de> DeserializeSeed<'de> for ToPlaces<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ToPlaces<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of spans")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut spans: A) -> Result<(), A::Error> {
        while let Some(span) = spans.next_element::<Span>()? {
            self.0.push(span);
        }
        Ok(())
    }
}

impl JsonSchema for Provenance {
    fn schema_name() -> Cow<'static, str> {
        "Provenance".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let spans = generator.subschema_for::<Vec<Span>>();
        schemars::json_schema!({
            "type": "object",
            "description": "JSON Pointer of a value to the places on paper it was read from",
            "propertyNames": { "type": "string", "format": "json-pointer" },
            "additionalProperties": spans
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Pointer, Provenance, ReadBy, Span};

    fn span(line: u32, bbox: Option<[f64; 4]>) -> Span {
        Span {
            page: 1,
            line,
            start: 2,
            end: 7,
            bbox,
            read_by: None,
        }
    }

    #[test]
    fn pages_that_are_pictures_are_told_by_their_spans() {
        let mut evidence = Provenance::default();
        evidence.record("/plan/year", [span(1, None)]);
        let json = serde_json::to_string(&evidence).expect("JSON");
        assert!(!json.contains("read_by"), "{json}");
        evidence.read_from_picture(1, ReadBy::Ocr);
        let json = serde_json::to_string(&evidence).expect("JSON");
        assert!(json.contains(r#""read_by":"ocr""#), "{json}");
        assert_eq!(
            serde_json::from_str::<Provenance>(&json).ok(),
            Some(evidence)
        );
    }

    #[test]
    fn what_stands_under_a_pointer_are_its_members_and_itself() {
        let mut evidence = Provenance::default();
        let pointers = [
            "/a/dup",
            "/a/dup/raw",
            "/a/dup_2",
            "/a",
            "/b/dup",
            "/a/dup/raw/x",
        ];
        for (pointer, line) in pointers.into_iter().zip(0u32..) {
            evidence.record(pointer, [span(line, None)]);
        }
        let under = |from: usize, pointer: &str| {
            let pointer = Pointer(pointer.to_owned());
            let found = evidence.under(from..6, &pointer);
            found
                .flatten()
                .map(|span: Span| span.line)
                .collect::<Vec<u32>>()
        };
        assert_eq!(under(0, "/a/dup"), [0, 1, 5]);
        assert_eq!(under(1, "/a"), [1, 2, 3, 5]);
        assert!(under(0, "/c").is_empty());
    }

    #[test]
    fn what_is_recorded_comes_back() {
        let boxed = span(2, Some([1.0, 2.57, -3.0, 4.0]));
        let finer = span(3, Some([1.0, 2.575, -0.0, 1e12]));
        let mut evidence = Provenance::default();
        evidence.record("/plan/year", [span(1, None), boxed]);
        evidence.record("/given", []);
        evidence.record("/objectives/0/title", [boxed, finer]);
        let entries: Vec<_> = evidence
            .iter()
            .map(|(pointer, spans)| (pointer, spans.collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            entries,
            [
                ("/plan/year", vec![span(1, None), boxed]),
                ("/objectives/0/title", vec![boxed, finer])
            ]
        );
        assert_eq!(evidence.range(1..2).count(), 1);
        let mut first = evidence.clone();
        first.truncate(1);
        let mut again = Provenance::default();
        again.record("/plan/year", [span(1, None), boxed]);
        assert_eq!(first, again);
        assert!(evidence.get("/given").is_none());
        let json = serde_json::to_string(&evidence).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Provenance>(&json).ok(),
            Some(evidence)
        );
    }
}
