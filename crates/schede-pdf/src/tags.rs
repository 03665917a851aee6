//! The structure tree of a tagged file: which marked content is which cell.
//!
//! In: the marked-content identifiers of a page. Out: table, row and cell of
//! those that stand in a table. The tree is climbed from the leaves through
//! its parent tree, page by page; it is never read as a whole.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};
use hayro_syntax::page::Page;
use schede_model::page::{TaggedCell, Word};

use crate::limits::Limits;

/// Kids of one element that are looked at.
const MAX_KIDS: usize = 100_000;
/// Nodes of the parent tree that are looked at, and entries that are kept:
/// one a page, and one for each form and annotation.
const MAX_NODES: usize = 100_000;
const MAX_ENTRIES: usize = 1_000_000;
/// Tables whose rows are kept in mind.
const MAX_TABLES: usize = 64;

/// The structure tree.
pub(crate) struct Tags<'a> {
    parents: Option<Dict<'a>>,
    entries: Option<HashMap<i32, Elements<'a>>>,
    max_nesting: u32,
    tables: HashMap<ObjRef, Table>,
    n_tables: u32,
}

/// The elements of one page, by marked-content identifier.
#[derive(Clone)]
enum Elements<'a> {
    At(ObjRef),
    Here(Array<'a>),
}

struct Table {
    number: u32,
    rows: HashMap<ObjRef, u32>,
}

/// A cell, by the objects it stands in.
struct Place {
    table: ObjRef,
    row: ObjRef,
    column: u32,
}

impl<'a> Tags<'a> {
    pub fn new(catalog: &Dict<'a>, limits: &Limits) -> Self {
        let root = catalog.get::<Dict<'a>>("StructTreeRoot");
        Tags {
            parents: root.and_then(|root| root.get::<Dict<'a>>("ParentTree")),
            entries: None,
            max_nesting: limits.max_nesting,
            tables: HashMap::new(),
            n_tables: 0,
        }
    }

    /// The cells that the words of a page stand in, in the order of their
    /// identifiers.
    pub fn cells(&mut self, page: &Page<'a>, words: &[Word], deadline: Instant) -> Vec<TaggedCell> {
        let Some(elements) = self.elements(page) else {
            return Vec::new();
        };
        let mut ids: Vec<u32> = words.iter().filter_map(|word| word.mcid).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut rows = HashMap::new();
        let mut cells = Vec::new();
        let mut wanted = ids.into_iter().peekable();
        for (id, element) in elements.raw_iter().take(MAX_KIDS).enumerate() {
            let Some(next) = wanted.peek() else { break };
            if *next as usize != id {
                continue;
            }
            wanted.next();
            if id % 256 == 0 && Instant::now() > deadline {
                break;
            }
            let MaybeRef::Ref(element) = element else {
                continue;
            };
            let cell = self
                .place(page, element, &mut rows)
                .and_then(|at| self.number(page, &at));
            if let Some((table, row, column)) = cell {
                cells.push(TaggedCell {
                    mcid: id as u32,
                    table,
                    row,
                    column,
                });
            }
        }
        cells
    }

    /// The elements of a page, by marked-content identifier. Writers put all
    /// pages into one long array, so it is read once and not for each page.
    fn elements(&mut self, page: &Page<'a>) -> Option<Array<'a>> {
        let key = page.raw().get::<i32>("StructParents")?;
        let root = self.parents.as_ref()?;
        match self
            .entries
            .get_or_insert_with(|| entries(page, root))
            .get(&key)?
        {
            Elements::At(id) => page.xref().get((*id).into()),
            Elements::Here(array) => Some(array.clone()),
        }
    }

    /// Climbs from an element to its cell, row and table.
    fn place(
        &self,
        page: &Page<'a>,
        element: ObjRef,
        rows: &mut HashMap<ObjRef, HashMap<ObjRef, u32>>,
    ) -> Option<Place> {
        let mut at = element;
        let mut cell = None;
        let mut row = None;
        for _ in 0..self.max_nesting {
            let dict = page.xref().get::<Dict<'a>>(at.into())?;
            match dict.get::<Name<'a>>("S").as_deref() {
                Some(b"TD" | b"TH") if cell.is_none() => cell = Some(at),
                Some(b"TR") if row.is_none() => {
                    rows.entry(at).or_insert_with(|| numbered(&dict));
                    row = Some(at);
                }
                Some(b"Table") => {
                    let (cell, row) = (cell?, row?);
                    let column = *rows.get(&row)?.get(&cell)?;
                    return Some(Place {
                        table: at,
                        row,
                        column,
                    });
                }
                Some(b"Document" | b"StructTreeRoot") => return None,
                _ => {}
            }
            at = dict.get_ref("P")?;
        }
        None
    }

    fn number(&mut self, page: &Page<'a>, at: &Place) -> Option<(u32, u32, u32)> {
        if !self.tables.contains_key(&at.table) {
            if self.tables.len() >= MAX_TABLES {
                let numbers = self.tables.drain().map(|(id, table)| {
                    (
                        id,
                        Table {
                            rows: HashMap::new(),
                            ..table
                        },
                    )
                });
                self.tables = numbers.collect();
            }
            let number = self.n_tables;
            self.n_tables += 1;
            self.tables.insert(
                at.table,
                Table {
                    number,
                    rows: HashMap::new(),
                },
            );
        }
        let max_nesting = self.max_nesting;
        let table = self.tables.get_mut(&at.table)?;
        if table.rows.is_empty() {
            let dict = page.xref().get::<Dict<'a>>(at.table.into())?;
            collect_rows(page, &dict, max_nesting.min(4), &mut table.rows);
        }
        Some((table.number, *table.rows.get(&at.row)?, at.column))
    }
}

/// The kids that are elements of their own.
fn kids<'a>(dict: &Dict<'a>) -> Vec<ObjRef> {
    match dict.get_ref("K") {
        Some(one) if dict.get::<Array<'a>>("K").is_none() => vec![one],
        _ => {
            let array = dict.get::<Array<'a>>("K");
            let all = array.iter().flat_map(|kids| kids.raw_iter().take(MAX_KIDS));
            all.filter_map(|kid| kid.as_obj_ref()).collect()
        }
    }
}

fn numbered(dict: &Dict<'_>) -> HashMap<ObjRef, u32> {
    kids(dict).into_iter().zip(0..).collect()
}

/// The rows of a table, through its head, bodies and foot.
fn collect_rows<'a>(page: &Page<'a>, dict: &Dict<'a>, depth: u32, rows: &mut HashMap<ObjRef, u32>) {
    for kid in kids(dict) {
        let Some(inner) = page.xref().get::<Dict<'a>>(kid.into()) else {
            continue;
        };
        match inner.get::<Name<'a>>("S").as_deref() {
            Some(b"TR") => {
                let number = rows.len() as u32;
                rows.entry(kid).or_insert(number);
            }
            Some(b"THead" | b"TBody" | b"TFoot") if depth > 0 => {
                collect_rows(page, &inner, depth - 1, rows)
            }
            _ => {}
        }
    }
}

/// The entries of a number tree.
fn entries<'a>(page: &Page<'a>, root: &Dict<'a>) -> HashMap<i32, Elements<'a>> {
    let mut found = HashMap::new();
    let mut seen = HashSet::new();
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        if let Some(numbers) = node.get::<Array<'a>>("Nums") {
            add_entries(&numbers, &mut found);
        }
        let Some(kids) = node.get::<Array<'a>>("Kids") else {
            continue;
        };
        for kid in kids.raw_iter().take(MAX_NODES) {
            match kid {
                MaybeRef::Ref(id) if seen.len() < MAX_NODES && seen.insert(id) => {
                    open.extend(page.xref().get::<Dict<'a>>(id.into()));
                }
                MaybeRef::NotRef(Object::Dict(dict)) => open.push(dict),
                MaybeRef::Ref(_) | MaybeRef::NotRef(_) => {}
            }
        }
    }
    found
}

fn add_entries<'a>(numbers: &Array<'a>, found: &mut HashMap<i32, Elements<'a>>) {
    let mut parts = numbers.raw_iter();
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        let MaybeRef::NotRef(Object::Number(key)) = key else {
            continue;
        };
        let elements = match value {
            MaybeRef::Ref(id) => Elements::At(id),
            MaybeRef::NotRef(Object::Array(array)) => Elements::Here(array),
            MaybeRef::NotRef(_) => continue,
        };
        if found.len() >= MAX_ENTRIES {
            return;
        }
        found.entry(key.as_i64() as i32).or_insert(elements);
    }
}
