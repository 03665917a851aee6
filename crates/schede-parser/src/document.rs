//! The whole document: sheets in order, keys, what all sheets say together.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use schede_model::{
    Column, Entity, Family, Finding, Flow, Objective, Plan, PlanType, Pointer, Provenance, Segment,
    Severity, Span, Spans, Stage,
};
use schede_profile::Profile;

use crate::account::Account;
use crate::alike;
use crate::assemble::assemble;
use crate::body_above::BodyAbove;
use crate::checks;
use crate::decoded::decoded_wrongly;
use crate::doubts::hyphens::{self, Hyphened};
use crate::doubts::lexicon::Lexicon;
use crate::doubts::narrow;
use crate::doubts::neighbours::{Before, PRINTED_TWICE};
use crate::doubts::order::columns_mixed;
use crate::doubts::parted;
use crate::grammar::bands;
use crate::grammar::bilingual::name_bilingual;
use crate::grammar::blocks::name_blocks;
use crate::grammar::boxes::name_boxes;
use crate::grammar::claims::Claimed;
use crate::grammar::coded_apart::name_apart;
use crate::grammar::criteria::name_criteria;
use crate::grammar::form_lines::name_form_lines;
use crate::grammar::head_rows::name_head_rows;
use crate::grammar::items::{Class, Item, items};
use crate::grammar::label_cells::name_cells;
use crate::grammar::labels_behind::{self, labels_in_front};
use crate::grammar::measures::split_rows;
use crate::grammar::numbered_cells::name_numbered;
use crate::grammar::rounds::{doubt as doubt_arranged, in_form_order};
use crate::grammar::section_bars::name_bars;
use crate::grammar::series::{LEAST_SIGNS_OF_SERIES, named_in_series};
use crate::grammar::sheets::{LEAST_SIGNS, Sheet, sheets};
use crate::grammar::stacked_labels::in_pairs;
use crate::grammar::strange_labels::name_strange_labels;
use crate::grammar::stream_rows::name_rows;
use crate::grammar::tables_apart::tables_in_place;
use crate::grammar::uncoded::uncoded_lines;
use crate::grammar::value_cells::name_values;
use crate::grammar::walk::{Room, walk};
use crate::grammar::wrapped_cells::name_wrapped_units;
use crate::hidden::{beyond_page, hidden_values, overprinted};
use crate::keys::keys;
use crate::late_ends::late_ends;
use crate::ledger::{Keep, Ledger};
use crate::missed::{LEAST_LABELS, SHEET_MISSED, is_sign, labels_again, missed_sheets, no_sheet};
use crate::outside::Outside;
use crate::parted_tables;
use crate::plan_kind::{self, printed_kind};
use crate::plan_year::{Printed, first_of_most, of_several_years, printed_year};
use crate::roster;
use crate::source::Piece;
use crate::swallowed;
use crate::withdrawn::withdrawn;

/// What paper does not say and the caller may give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Year of the plan.
    pub year: Option<i32>,
    /// IPA code of the body.
    pub entity_ipa: Option<String>,
    /// Kind of plan.
    pub plan_type: Option<PlanType>,
    /// Stage of the cycle.
    pub stage: Option<Stage>,
}

/// Everything read from a flow.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The sheets, in document order.
    pub objectives: Vec<Objective>,
    /// What may be wrong.
    pub findings: Vec<Finding>,
    /// Where each value stands.
    pub provenance: Provenance,
    /// The body, as most sheets print it.
    pub entity: Entity,
    /// The plan.
    pub plan: Plan,
    /// How the words were sorted.
    pub account: Account,
    /// What each piece was taken for, if that was asked for.
    pub claims: Vec<Claimed>,
    /// Pages that hold a part of some sheet.
    pub sheet_pages: u32,
    /// Where each objective's entries begin in the provenance.
    pub(crate) evidence_starts: Vec<usize>,
    /// The objectives whose sheets do not name their body, which one above does.
    pub(crate) named_above: Vec<usize>,
    /// Whether its objectives are the rows of tables.
    pub(crate) of_rows: bool,
    /// The objectives whose table may stand in the sheet of another.
    pub(crate) parted: Range<usize>,
}

impl Parsed {
    /// The entries of provenance of one objective.
    pub fn evidence_of(&self, index: usize) -> impl Iterator<Item = (&str, Spans<'_>)> {
        self.provenance.range(self.entries_of(index))
    }

    /// The spans of the values of one objective at a pointer or under it.
    pub(crate) fn evidence_under<'p>(
        &'p self,
        index: usize,
        pointer: &'p Pointer,
    ) -> impl Iterator<Item = Spans<'p>> {
        self.provenance.under(self.entries_of(index), pointer)
    }

    /// Which entries of provenance are one objective's.
    fn entries_of(&self, index: usize) -> Range<usize> {
        let all = self.provenance.len();
        let start_of = |n: usize| self.evidence_starts.get(n).copied().unwrap_or(all);
        start_of(index)..start_of(index + 1)
    }
}

/// Reads a flow.
pub fn parse(flow: &Flow<'_>, profile: &Profile, given: &Given) -> Parsed {
    read(flow, profile, given, Keep::Nothing)
}

/// Reads a flow, and says what each piece was taken for, too.
pub fn parse_with_claims(flow: &Flow<'_>, profile: &Profile, given: &Given) -> Parsed {
    read(flow, profile, given, Keep::Claims)
}

fn read(flow: &Flow<'_>, profile: &Profile, given: &Given, keep: Keep) -> Parsed {
    let sheets = read_sheets(flow, profile, given, keep);
    match flow.rosters.as_slice() {
        [] => sheets,
        _ => roster::read(flow, profile, given, keep, sheets),
    }
}

fn read_sheets(flow: &Flow<'_>, profile: &Profile, given: &Given, keep: Keep) -> Parsed {
    let first = named_items(flow, profile);
    let uncoded = uncoded_lines(flow, &first.items, profile);
    let parsed = read_items(flow, profile, given, keep, first);
    if !flow.geometric && !parsed.parted.is_empty() {
        return read_with_tables(flow, profile, given, keep, parsed);
    }
    // Lines of a second sheet that stand in the first, too, are taken for copies of them.
    let signs = [SHEET_MISSED, PRINTED_TWICE];
    let told = || parsed.findings.iter().any(|f| signs.contains(&&*f.code));
    let parsed = if uncoded.is_empty() || !told() {
        parsed
    } else {
        let mut again = named_items(flow, profile);
        for (at, class) in uncoded {
            again.items[at].class = class;
        }
        read_items(flow, profile, given, keep, again)
    };
    let none_coded = parsed.objectives.iter().all(|o| o.code.is_none());
    match none_coded {
        true => read_series(flow, profile, given, keep, parsed),
        false => parsed,
    }
}

/// Reads a document in which no sheet with a code was found again, with the objectives that
/// lines of one kind name. Where there are none, or fewer, the first reading stands.
fn read_series(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    keep: Keep,
    first: Parsed,
) -> Parsed {
    let named = named_items(flow, profile);
    let Some(items) = named_in_series(flow, &named.items, profile) else {
        return first;
    };
    let named = Named {
        items,
        least_signs: LEAST_SIGNS_OF_SERIES,
        ..named
    };
    let again = read_items(flow, profile, given, keep, named);
    let coded = || again.objectives.iter().all(|o| o.code.is_some());
    let more = match first.objectives.len() {
        0 => !again.objectives.is_empty(),
        n => again.objectives.len() >= n && coded(),
    };
    if more { again } else { first }
}

/// Reads a text again in which tables stand in other sheets than their own. Where they do not
/// fit, the first reading stands, and is in doubt.
fn read_with_tables(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    keep: Keep,
    mut first: Parsed,
) -> Parsed {
    let named = named_items(flow, profile);
    let placed = tables_in_place(flow, profile, &named.items, named.gaps_tell);
    let again = placed.map(|items| {
        let named = Named {
            items,
            in_order: false,
            ..named
        };
        read_items(flow, profile, given, keep, named)
    });
    let same = |again: &Parsed| again.objectives.len() == first.objectives.len();
    match again.filter(|again| same(again) && parted_tables::are_whole(&again.objectives)) {
        Some(again) => again,
        None => {
            parted_tables::doubt(&mut first);
            first
        }
    }
}

/// The items of a flow, those too that only others around them tell.
struct Named {
    items: Vec<Item>,
    /// Empty lines mean something in it.
    gaps_tell: bool,
    /// The items stand as in the flow.
    in_order: bool,
    /// Pages of which bands were put in another order.
    banded: Vec<u32>,
    /// Labels of rows that stood behind their descriptions.
    behind: Vec<Piece>,
    /// So many different signs of the form each sheet has, at least.
    least_signs: usize,
}

fn named_items(flow: &Flow<'_>, profile: &Profile) -> Named {
    let (items, gaps_tell) = items(flow, profile);
    let banded = bands::in_order(flow, profile, &items);
    let in_order = banded.is_none();
    let (items, banded) = banded.unwrap_or((items, Vec::new()));
    let behind = labels_in_front(flow, profile, &items);
    let in_order = behind.is_none() && in_order;
    let (mut items, behind) = behind.unwrap_or((items, Vec::new()));
    let in_order = !in_pairs(flow, &mut items, profile) && in_order;
    name_bars(flow, &mut items, profile);
    name_bilingual(flow, &mut items, profile);
    name_numbered(flow, &mut items, profile);
    name_apart(flow, &mut items, profile);
    name_rows(flow, &mut items, profile);
    name_criteria(flow, &mut items, profile);
    name_wrapped_units(flow, &mut items, profile);
    name_cells(flow, &mut items, profile);
    name_boxes(flow, &mut items, profile);
    name_values(flow, &mut items);
    name_head_rows(flow, &mut items, profile);
    name_strange_labels(flow, &mut items);
    name_form_lines(flow, &mut items);
    name_blocks(flow, &mut items, profile);
    Named {
        items,
        gaps_tell,
        in_order,
        banded,
        behind,
        least_signs: LEAST_SIGNS,
    }
}

fn read_items(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    keep: Keep,
    named: Named,
) -> Parsed {
    let Named {
        mut items,
        gaps_tell,
        in_order,
        banded,
        behind,
        least_signs,
    } = named;
    let (arranged, sheets) = arranged_sheets(flow, profile, &mut items, gaps_tell, least_signs);
    let mut parsed = Parsed {
        findings: flow.findings.clone(),
        ..Parsed::default()
    };
    make_room(&sheets, &mut parsed);
    let (mut before, mut room) = (Before::default(), Room::new(flow));
    let (mut ledger, lexicon) = (Ledger::new(flow, keep), Lexicon::new(flow));
    let hyphened = Hyphened::new(flow, &lexicon);
    let mut mixed = Vec::with_capacity(sheets.len());
    let mut seen = Seen::new(flow);
    let (mut plan_names, mut body) = (Vec::new(), BodyAbove::default());
    for (index, sheet) in sheets.iter().enumerate() {
        seen.note(index, flow, profile, &items[sheet.items.clone()]);
        let mut draft = walk(flow, profile, &items, sheet, gaps_tell, &mut room);
        if flow.geometric {
            split_rows(flow, &items[sheet.items.clone()], &mut draft);
        }
        doubt_arranged(&items, sheet, &arranged, &mut draft);
        bands::doubt(&items, sheet, &banded, &mut draft);
        labels_behind::doubt(&items, sheet, &behind, &mut draft);
        narrow::mend(flow, &profile.vocabulary, &lexicon, &mut draft);
        hyphens::doubt(flow, &profile.vocabulary, &hyphened, &mut draft);
        let here = Before::of(&draft);
        std::mem::replace(&mut before, here).doubt_missing(&mut draft);
        mixed.push(columns_mixed(flow, profile, &draft));
        ledger.add(&draft);
        if let Some(name) = body.of_sheet(flow, draft.entity.as_ref()) {
            draft.entity = Some(name);
            parsed.named_above.push(index);
        }
        plan_names.append(&mut draft.plan_names);
        if in_order && arranged.is_empty() {
            let next = sheets.get(index + 1).map(|next| &items[next.items.start]);
            ledger.settle_before(next, &seen.in_sheet);
        }
        parsed.evidence_starts.push(parsed.provenance.len());
        let (evidence, findings) = (&mut parsed.provenance, &mut parsed.findings);
        let objective = assemble(flow, profile, &mut draft, index, evidence, findings);
        parsed.objectives.push(objective);
        room.take_back(draft);
    }
    parsed.parted = parted_tables::parted(&parsed.objectives, &seen.with_two_tables);
    mixed_tables(flow, &mixed, &mut parsed);
    missed_sheets(
        flow,
        profile,
        &items,
        &sheets,
        &seen.with_more_labels,
        &mut parsed,
    );
    swallowed::findings(&mut parsed, SHEET_MISSED, flow.on_paper());
    parsed.findings.extend(late_ends(flow, &items, &sheets));
    let parted = parted::findings(flow, profile, &items, &sheets, &parsed.objectives);
    parsed.findings.extend(parted);
    if sheets.is_empty() && parsed.findings.is_empty() {
        parsed.findings.push(no_sheet(
            profile,
            items.iter().any(|item| is_sign(item, false)),
        ));
    }
    say_together(
        flow,
        profile,
        given,
        &seen.in_sheet,
        &plan_names,
        &mut parsed,
    );
    ledger.settle(&seen.in_sheet);
    words(flow, &items, &sheets, ledger, &mut parsed);
    parsed.sheet_pages = seen.n_pages();
    alike::findings(&mut parsed);
    alike::named_by_heads(flow, profile, &mut parsed);
    checks::run(&mut parsed, profile);
    parsed
}

/// The body and the plan, the keys of the objectives, and what is odd about the words of
/// which the values are made.
pub(crate) fn say_together(
    flow: &Flow<'_>,
    profile: &Profile,
    given: &Given,
    in_sheet: &[bool],
    plan_names: &[Piece],
    parsed: &mut Parsed,
) {
    let outside = Outside::new(flow, in_sheet);
    plan(parsed, given, |reference| {
        printed_year(&outside, profile, plan_names, reference)
    });
    plan_type(parsed, given, || {
        printed_kind(&outside, profile, plan_names)
    });
    keys(parsed);
    beyond_page(flow, parsed);
    overprinted(flow, parsed);
    hidden_values(flow, parsed);
    withdrawn(flow, parsed);
    decoded_wrongly(flow, parsed);
}

/// Makes room for what the sheets hold, as far as that can be told: where lists need not
/// grow, nothing is moved. What is not used takes no memory.
fn make_room(sheets: &[Sheet], parsed: &mut Parsed) {
    let n_lines = sheets.iter().map(|sheet| sheet.items.len()).sum();
    parsed.objectives.reserve_exact(sheets.len());
    parsed.evidence_starts.reserve_exact(sheets.len());
    parsed.provenance.reserve(n_lines);
}

/// The sheets, and which items stand on pages that were put in the form's order. Where
/// fewer sheets would be found in that order, the text's own stands.
fn arranged_sheets(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &mut Vec<Item>,
    gaps_tell: bool,
    least_signs: usize,
) -> (Vec<Range<usize>>, Vec<Sheet>) {
    if flow.geometric || flow.approximate {
        let found = sheets(flow, items, profile, gaps_tell, least_signs);
        return (Vec::new(), found);
    }
    let unnamed = items.clone();
    let as_printed = sheets(flow, items, profile, gaps_tell, least_signs);
    let Some((mut arranged, pages)) = in_form_order(flow, profile, &unnamed, items) else {
        return (Vec::new(), as_printed);
    };
    let found = sheets(flow, &mut arranged, profile, gaps_tell, least_signs);
    if found.len() < as_printed.len() {
        return (Vec::new(), as_printed);
    }
    *items = arranged;
    (pages, found)
}

/// Doubts the tables of a document in which one shows, where `mixed` says, that its cells
/// were read across or one column after another.
fn mixed_tables(flow: &Flow<'_>, mixed: &[Option<(Piece, bool)>], parsed: &mut Parsed) {
    // A sign that is not sure is no chance where it stands twice.
    let mut signs = mixed.iter().flatten();
    let sure = signs.clone().find(|(_, sure)| *sure);
    let Some((place, _)) = sure.or_else(|| signs.nth(1)) else {
        return;
    };
    let mut doubted = vec![false; parsed.objectives.len()];
    let pointers = parsed.findings.iter().filter_map(|f| f.pointer.as_ref());
    for index in pointers.filter_map(Pointer::whole_objective) {
        doubted[index] = true;
    }
    let may_be_mixed = parsed
        .objectives
        .iter()
        .enumerate()
        .filter(|(index, objective)| {
            mixed[*index].is_none() && !objective.phases.is_empty() && !doubted[*index]
        });
    let findings: Vec<Finding> = may_be_mixed
        .map(|(index, _)| Finding {
            code: "reading-order".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: format!(
                "in another table of this document \"{}\" shows that cells were read across or one column after another: those of this one may be, too",
                place.text(flow).trim()
            ),
            pointer: Some(Pointer::objective(index).member("phases")),
            spans: vec![flow.span(place.line, place.start, place.end)],
            alternatives: Vec::new(),
        })
        .collect();
    parsed.findings.extend(findings);
}

/// What all items of the sheets are asked, noted as each sheet is read: those of a long
/// document are out of the processor's reach when all have been.
struct Seen {
    /// The segments of which a part stands in a sheet.
    in_sheet: Vec<bool>,
    /// The pages of the sheets, some of them several times.
    pages: Vec<u32>,
    /// The sheets in which labels stand a second time.
    with_more_labels: Vec<usize>,
    /// The sheets whose rows are numbered from one twice.
    with_two_tables: Vec<usize>,
}

impl Seen {
    fn new(flow: &Flow<'_>) -> Self {
        Self {
            in_sheet: vec![false; flow.segments.len()],
            pages: Vec::new(),
            with_more_labels: Vec::new(),
            with_two_tables: Vec::new(),
        }
    }

    fn note(&mut self, sheet: usize, flow: &Flow<'_>, profile: &Profile, items: &[Item]) {
        let mut n_tables = 0;
        for item in items {
            self.in_sheet[item.segment as usize] = true;
            n_tables += usize::from(begins_table(item));
            // Items of one page stand together, mostly.
            if self.pages.last() != Some(&item.page) {
                self.pages.push(item.page);
            }
        }
        if labels_again(flow, profile, items).len() >= LEAST_LABELS {
            self.with_more_labels.push(sheet);
        }
        if n_tables > 1 {
            self.with_two_tables.push(sheet);
        }
    }

    fn n_pages(mut self) -> u32 {
        self.pages.sort_unstable();
        self.pages.dedup();
        self.pages.len() as u32
    }
}

/// Whether an item is the label of a table's first row.
fn begins_table(item: &Item) -> bool {
    matches!(item.class, Class::Phase { number: 1, .. })
}

/// The body and the plan, as the sheets say together, and the plan's year as it is printed
/// outside them, where the reference date says another or none.
fn plan(
    parsed: &mut Parsed,
    given: &Given,
    printed_year: impl FnOnce(Option<NaiveDate>) -> (Printed, Option<Finding>),
) {
    let first = |get: fn(&Objective) -> bool| parsed.objectives.iter().position(get);
    let named = first(|o| o.entity.is_some());
    let dated = first_of_most(&parsed.objectives);
    if let Some(at) = named {
        parsed.entity.name = parsed.objectives[at].entity.clone();
        copy_evidence(&mut parsed.provenance, at, "entity", &["/entity/name"]);
    }
    parsed.entity.ipa_code = given.entity_ipa.clone();
    let date = dated.and_then(|at| parsed.objectives[at].reference_date);
    let year = date.map(|date| date.year());
    // What is given stands nowhere on paper.
    let mut year_of_date = false;
    if given.year.is_none() {
        let (printed, mut finding) = printed_year(date);
        if let (Some(finding), Some(at)) = (&mut finding, dated)
            && finding.spans.is_empty()
        {
            let place = Pointer::objective(at).member("reference_date");
            let spans = parsed.provenance.get(&place.0);
            finding.spans = spans.map(|spans| spans.collect()).unwrap_or_default();
        }
        parsed.findings.extend(finding);
        year_of_date = printed.is_none();
        parsed.plan.year = printed.map_or(year, |(year, _)| Some(year));
        let several = of_several_years(&parsed.objectives, parsed.plan.year);
        parsed.findings.extend(several);
        if let Some((_, span)) = printed {
            parsed.provenance.record("/plan/year", [span]);
        }
    }
    if let Some(at) = dated {
        parsed.plan.reference_date = date;
        let mut places = vec!["/plan/reference_date"];
        if year_of_date {
            places.push("/plan/year");
        }
        if given.stage.is_none() {
            // The head says "Monitoraggio al ...": a stage within the year.
            parsed.plan.stage = Some(Stage::Interim);
            places.push("/plan/stage");
        }
        copy_evidence(&mut parsed.provenance, at, "reference_date", &places);
    }
    parsed.plan.year = given.year.or(parsed.plan.year);
    parsed.plan.stage = given.stage.or(parsed.plan.stage);
}

/// The kind of plan: what is given, else what is printed.
fn plan_type(
    parsed: &mut Parsed,
    given: &Given,
    printed: impl FnOnce() -> (plan_kind::Printed, Option<Finding>),
) {
    parsed.plan.kind = given.plan_type;
    if given.plan_type.is_some() {
        return;
    }
    let (printed, finding) = printed();
    parsed.findings.extend(finding);
    if let Some((kind, spans)) = printed {
        parsed.plan.kind = Some(kind);
        parsed.provenance.record("/plan/type", spans);
    }
}

fn copy_evidence(provenance: &mut Provenance, index: usize, member: &str, to: &[&str]) {
    let from = Pointer::objective(index).member(member);
    let Some(spans) = provenance.get(&from.0) else {
        return;
    };
    let spans: Vec<Span> = spans.collect();
    for pointer in to {
        provenance.record(pointer, spans.iter().copied());
    }
}

/// Takes the account of words over and names those that nothing took.
fn words(
    flow: &Flow<'_>,
    items: &[Item],
    sheets: &[Sheet],
    ledger: Ledger<'_, '_>,
    parsed: &mut Parsed,
) {
    let (account, unclaimed, claims) = ledger.closed();
    (parsed.account, parsed.claims) = (account, claims);
    let owners = if unclaimed.is_empty() {
        Vec::new()
    } else {
        owners(flow, items, sheets)
    };
    let strange = match unclaimed.is_empty() {
        true => Vec::new(),
        false => strange_cells(flow),
    };
    for piece in unclaimed {
        let strange = strange.binary_search(&(piece.line, piece.start)).is_ok();
        let column = strange.then_some("the form does not know");
        let owner = owners[piece.line as usize].checked_sub(1);
        parsed
            .findings
            .push(unclaimed_words(flow, piece, owner, column));
    }
}

/// Says of words of a sheet or a row that nothing takes them. Those of a `column` that is
/// strange, in what way is said, are none of its values' words.
pub(crate) fn unclaimed_words(
    flow: &Flow<'_>,
    piece: Piece,
    owner: Option<u32>,
    column: Option<&str>,
) -> Finding {
    let text = piece.text(flow);
    let (severity, place) = match column {
        Some(column) => (Severity::Note, format!(", in a column that {column}")),
        None => (Severity::Warning, String::new()),
    };
    Finding {
        code: "unclaimed-line".into(),
        family: Family::Reading,
        severity,
        message: format!("no field takes \"{text}\"{place}"),
        pointer: owner.map(|index| Pointer::objective(index as usize)),
        spans: vec![flow.span(piece.line, piece.start, piece.end)],
        alternatives: Vec::new(),
    }
}

/// Where the cells of columns begin that the form does not know, ascending.
fn strange_cells(flow: &Flow<'_>) -> Vec<(u32, u32)> {
    let strange = |s: &&Segment| s.place.is_some_and(|place| place.column == Column::Other);
    let cells = flow.segments.iter().filter(strange);
    let mut cells: Vec<_> = cells.map(|s| (s.line, s.start)).collect();
    cells.sort_unstable();
    cells
}

/// The number of the sheet that each line belongs to, counted from 1; 0 if to none.
fn owners(flow: &Flow<'_>, items: &[Item], sheets: &[Sheet]) -> Vec<u32> {
    let mut owners = vec![0; flow.lines.len()];
    for (number, sheet) in (1..).zip(sheets) {
        for item in &items[sheet.items.clone()] {
            owners[item.piece.line as usize] = number;
        }
    }
    owners
}
