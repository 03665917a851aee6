//! PostgreSQL (12 or later): a server that many people ask at once.
//!
//! For warehouses of offices. Nothing is lost. The tables are made in the first
//! schema of the connection's search path.
//!
//! Loaders take turns by an advisory lock held for one transaction each, so
//! that no two of them can wait for one another.
//!
//! Not here: encrypted connections. The library is built without TLS; use a
//! local socket, a private network or a tunnel.

use std::io::Write as _;

use postgres::error::SqlState;
use postgres::{Client, NoTls, Transaction};

use super::history::{VERSIONED, change_hash};
use super::packed::Batch;
use super::postgres_sql as sql;
use super::schema;
use super::{LoadOptions, LoadReport, Store};
use crate::generate::ddl::SqlDialect;
use crate::tables::{TABLES, TableName};
use crate::{ExportError, Result};

type Sql<T> = std::result::Result<T, postgres::Error>;

/// Number of the advisory lock: "schede" in ASCII.
const LOCK: i64 = 0x7363_6865_6465;

/// What a server says that ends a connection.
const ENDED: [SqlState; 2] = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN];

/// Bytes of `COPY` text gathered before they are sent.
const COPY_CHUNK: usize = 1 << 20;

/// Staged rows from which on the planner is told of their number.
const WORTH_ANALYZING: usize = 1_000;

pub(super) struct Postgres {
    client: Client,
    name: String,
    history: bool,
}

impl Postgres {
    pub fn open(url: &str, options: LoadOptions) -> Result<Self> {
        let name = shown(url);
        let mut client = connect(url)?;
        let history = migrate(&mut client, &name, options)?;
        client
            .batch_execute(&sql::staging())
            .map_err(|e| failed("stage rows in", &name, e))?;
        Ok(Self {
            client,
            name,
            history,
        })
    }
}

/// Connects with the settings of all our connections.
pub(crate) fn connect(url: &str) -> Result<Client> {
    let name = shown(url);
    let fail = |e| failed("connect to", &name, e);
    let mut client = Client::connect(url, NoTls).map_err(fail)?;
    client
        .batch_execute("SET client_min_messages = warning; SET DateStyle = ISO")
        .map_err(fail)?;
    Ok(client)
}

/// The target without user and password.
pub(crate) fn shown(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let place = rest.split('?').next().unwrap_or_default();
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    format!("postgres://{place}")
}

/// The server's own words, which the library's short form leaves out.
pub(crate) fn failed(action: &str, name: &str, error: postgres::Error) -> ExportError {
    let ended = error.code().is_some_and(|code| ENDED.contains(code));
    if error.is_closed() || ended {
        let said = "the connection was lost; documents loaded before are there whole, \
                    later ones not at all: run the same command again";
        return ExportError::database(action, name, said);
    }
    match error.as_db_error() {
        Some(said) => {
            let said = format!("{} ({})", said.message(), said.code().code());
            ExportError::database(action, name, said)
        }
        None => ExportError::database(action, name, error),
    }
}

fn migrate(client: &mut Client, name: &str, options: LoadOptions) -> Result<bool> {
    let fail = |e| failed("make the tables in", name, e);
    let mut transaction = locked(client).map_err(fail)?;
    transaction
        .batch_execute(schema::VERSION_TABLE)
        .map_err(fail)?;
    let row = transaction
        .query_opt(schema::READ_VERSION, &[])
        .map_err(fail)?;
    let (found, kept) = match row {
        Some(row) => (i64::from(row.get::<_, i32>(0)), row.get::<_, i32>(1) != 0),
        None => (0, false),
    };
    for statements in schema::statements(found, name, SqlDialect::Postgres)? {
        transaction.batch_execute(&statements).map_err(fail)?;
    }
    transaction
        .batch_execute(&schema::note_version(options.history))
        .map_err(fail)?;
    transaction.commit().map_err(fail)?;
    Ok(kept || options.history)
}

fn locked(client: &mut Client) -> Sql<Transaction<'_>> {
    let mut transaction = client.transaction()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    Ok(transaction)
}

impl Store for Postgres {
    fn store(&mut self, batch: &Batch, report: &mut LoadReport) -> Result<()> {
        let mut after = report.clone();
        write(&mut self.client, batch, self.history, &mut after)
            .map_err(|e| failed("load into", &self.name, e))?;
        *report = after;
        Ok(())
    }
}

fn write(client: &mut Client, batch: &Batch, history: bool, report: &mut LoadReport) -> Sql<()> {
    // Dropped without commit, the transaction is rolled back.
    let mut transaction = locked(client)?;
    let (parts, wholes): (Vec<_>, Vec<_>) = TABLES.into_iter().partition(|it| is_part(*it));
    for name in wholes {
        stage(&mut transaction, batch, name, history)?;
    }
    let known: i64 = transaction.query_one(sql::KNOWN, &[])?.get(0);
    let moment = history.then(|| moment(&mut transaction)).transpose()?;
    if known > 0 || history {
        for name in parts {
            stage(&mut transaction, batch, name, history)?;
        }
    }
    if known > 0 {
        replace(&mut transaction, batch, moment.as_deref(), report)?;
    } else {
        add(&mut transaction, batch, history, report)?;
    }
    if let Some(moment) = moment {
        for name in VERSIONED {
            let begun = transaction.execute(&sql::begin_versions(name.table()), &[&moment])?;
            report.versions_begun += begun;
        }
    }
    transaction.commit()
}

/// The server's clock, after the lock: versions follow one another even if a
/// loader has waited.
fn moment(transaction: &mut Transaction<'_>) -> Sql<String> {
    Ok(transaction
        .query_one("SELECT clock_timestamp()::text", &[])?
        .get(0))
}

/// Whether a table's rows hang on documents or objectives, which tell whether
/// any of them can be there already.
fn is_part(name: TableName) -> bool {
    match name {
        TableName::Phases | TableName::Statements | TableName::Findings | TableName::Provenance => {
            true
        }
        TableName::Documents
        | TableName::Objectives
        | TableName::Entities
        | TableName::OrgUnits
        | TableName::Missions
        | TableName::Programmes => false,
    }
}

/// Takes over documents and objectives of which none is there. Their parts go
/// straight into their tables, unless versions are made of the staged rows.
fn add(
    transaction: &mut Transaction<'_>,
    batch: &Batch,
    history: bool,
    report: &mut LoadReport,
) -> Sql<()> {
    let filled = |name: &TableName| batch.table(*name).len() > 0;
    for name in TABLES.into_iter().filter(filled) {
        if name.is_dimension() {
            upsert(transaction, batch, name, report)?;
            continue;
        }
        report.counts(name).inserted += if is_part(name) && !history {
            copy(transaction, batch, name, Place::Table)?
        } else {
            transaction.execute(&sql::insert(name.table()), &[])?
        };
    }
    Ok(())
}

/// Takes over documents and objectives of which some are there.
fn replace(
    transaction: &mut Transaction<'_>,
    batch: &Batch,
    moment: Option<&str>,
    report: &mut LoadReport,
) -> Sql<()> {
    for row in transaction.query(sql::TAKEN_OVER, &[])? {
        let n: i64 = row.get(1);
        report.take_over(row.get(0), u64::try_from(n).unwrap_or_default());
    }
    for name in TABLES {
        upsert(transaction, batch, name, report)?;
        if name == TableName::Objectives {
            transaction.execute(sql::FIND_DROPPED, &[])?;
        }
    }
    if let Some(moment) = moment {
        for statement in VERSIONED.into_iter().filter_map(sql::end_versions) {
            report.versions_ended += transaction.execute(&statement, &[&moment])?;
        }
    }
    // Parts before what they hang on, so that each is counted.
    for name in TABLES.into_iter().rev() {
        if let Some(statement) = sql::delete(name) {
            report.counts(name).deleted += transaction.execute(&statement, &[])?;
        }
    }
    Ok(())
}

fn upsert(
    transaction: &mut Transaction<'_>,
    batch: &Batch,
    name: TableName,
    report: &mut LoadReport,
) -> Sql<()> {
    if batch.table(name).len() == 0 {
        return Ok(());
    }
    let row = transaction.query_one(&sql::upsert(name), &[])?;
    let number = |index| u64::try_from(row.get::<_, i64>(index)).unwrap_or_default();
    let (staged, inserted, updated) = (number(0), number(1), number(2));
    let counts = report.counts(name);
    counts.inserted += inserted;
    counts.updated += updated;
    counts.unchanged += staged.saturating_sub(inserted + updated);
    Ok(())
}

fn stage(
    transaction: &mut Transaction<'_>,
    batch: &Batch,
    name: TableName,
    history: bool,
) -> Sql<()> {
    copy(transaction, batch, name, Place::Staging { history })?;
    if batch.table(name).len() >= WORTH_ANALYZING {
        let table = name.table().name;
        transaction.batch_execute(&format!("ANALYZE pg_temp.new_{table}"))?;
    }
    Ok(())
}

/// Where rows are copied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The staging table, with hashes if versions are kept.
    Staging { history: bool },
    /// The table itself.
    Table,
}

/// Copies the rows of one table; gives their number.
fn copy(
    transaction: &mut Transaction<'_>,
    batch: &Batch,
    name: TableName,
    place: Place,
) -> Sql<u64> {
    let table = name.table();
    let rows = batch.table(name);
    let statement = match place {
        Place::Staging { .. } => sql::copy_to_staging(table),
        Place::Table => sql::copy(table),
    };
    let mut copy = transaction.copy_in(&statement)?;
    let mut text = String::with_capacity(COPY_CHUNK + COPY_CHUNK / 4);
    let mut row = Vec::new();
    let mut dimensions = crate::tables::Dimensions::default();
    for index in 0..rows.len() {
        rows.row(index, &mut row);
        if name.is_dimension() {
            dimensions.add_row(name, &row);
            continue;
        }
        let hash = match place {
            Place::Staging { history: true } if sql::is_versioned(name) => {
                Some(change_hash(table, &row))
            }
            Place::Staging { history: false } if sql::is_versioned(name) => Some("\\N".to_owned()),
            Place::Staging { .. } | Place::Table => None,
        };
        sql::push_row(&mut text, &row, hash.as_deref());
        if text.len() >= COPY_CHUNK {
            send(&mut copy, &mut text)?;
        }
    }
    for row in dimensions.rows(name) {
        sql::push_row(&mut text, row, None);
    }
    send(&mut copy, &mut text)?;
    copy.finish()
}

/// A failure to send is told by the server when the copy ends.
fn send(copy: &mut postgres::CopyInWriter<'_>, text: &mut String) -> Sql<()> {
    let sent = copy.write_all(text.as_bytes());
    text.clear();
    match sent {
        Ok(()) => Ok(()),
        Err(e) => match e.downcast::<postgres::Error>() {
            Ok(e) => Err(e),
            Err(_) => Ok(()),
        },
    }
}
