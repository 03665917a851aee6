//! Addresses of the web and of mail, and paths of files, that are cut over lines.
//!
//! In: the last word of one piece of a value and what the next begins with. Out: whether they
//! are one address.
//!
//! Not here: all other words that are cut (`text`).

/// Signs that may stand right before an address.
pub(crate) const OPENING: [char; 5] = ['(', '"', '“', '<', '«'];

/// An address of mail whose domain breaks off before its last label ends ("urp@comune"
/// and ".example.it", "urp@com" and "une.example.it", "urp@comune.example." and "it").
pub(crate) fn cut_in_mail(tail: &str, after: &str) -> bool {
    let Some((name, domain)) = tail.rsplit_once('@') else {
        return false;
    };
    let last = |domain: &str| TOP_LABELS.contains(&domain.rsplit('.').next().unwrap_or_default());
    let begun = domain.strip_suffix('.').unwrap_or(domain);
    // ".example", which made-up addresses end with, may be the last label but one.
    let closed = begun == domain || !begun.ends_with(".example");
    let is_whole = begun.contains('.') && last(begun) && closed;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let labels = |text: &str| text.split('.').all(|part| !part.is_empty() && plain(part));
    let rest = after.trim_end_matches(['.', ',', ';', ':', ')']);
    let whole = format!("{domain}{rest}");
    // Whatever the last label: no two ordinary words have a full stop between them.
    let sign = |b: u8| b.is_ascii_lowercase() || b == b'-';
    let named = |part: &str| part.len() > 1 && part.bytes().all(sign);
    let dotted = rest.contains('.') && (plain(domain) || rest.split('.').all(named));
    // A sentence would go on with a capital.
    let next_label = domain.ends_with('.') && named(rest);
    let goes_on = dotted || next_label || whole.contains('.') && last(&whole);
    name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !is_whole
        && !rest.is_empty()
        && labels(&whole)
        && goes_on
}

/// An address of mail that breaks off within its name, so that what follows has none of its
/// own, or one too short ("protocollo" and "@pec.example.it", "protocol" and "lo@...").
pub(crate) fn cut_in_mail_name(tail: &str, after: &str) -> bool {
    const SHORTEST: usize = 3;
    let Some(at) = after.bytes().take(SHORTEST).position(|b| b == b'@') else {
        return false;
    };
    let (name, domain) = (&after[..at], &after[at + 1..]);
    let domain = domain.split_whitespace().next().unwrap_or_default();
    name.bytes().all(|b| b.is_ascii_lowercase())
        && domain.contains('.')
        && domain.starts_with(|c: char| c.is_ascii_alphanumeric())
        && tail.ends_with(|c: char| c.is_ascii_lowercase())
}

/// The name of a host, of at least two labels, that an address without "www." begins with.
pub(crate) fn names_host(word: &str) -> bool {
    let labels = word.trim_start_matches(OPENING).split('.');
    let named =
        |label: &str| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    word.contains('.') && labels.clone().all(named)
}

/// A path of files ("\\\\server\\ufficio"), which goes on behind one of its signs or up to
/// the next.
pub(crate) fn cut_in_path(tail: &str, after: &str) -> bool {
    let begun = tail.trim_start_matches(OPENING);
    let path = begun.starts_with("\\\\") || begun == "\\" || begun.get(1..3) == Some(":\\");
    path && (tail.ends_with('\\') || after.contains('\\'))
}

/// Last labels of addresses of mail.
const TOP_LABELS: [&str; 8] = ["it", "eu", "org", "com", "net", "info", "gov", "example"];

/// A web address goes on if what follows still looks like a part of one: it
/// holds a character that ordinary words do not hold inside, or the address
/// ends in one.
pub(crate) fn cut_in_address(tail: &str, after: &str) -> bool {
    if is_cut_scheme(tail, after) {
        return true;
    }
    // Another address, unless it is a part of this one's query.
    if is_address(after) && !tail.ends_with('=') {
        return false;
    }
    // A full stop and a capital end the sentence, not the address.
    let ended = tail.ends_with('.') && after.starts_with(char::is_uppercase);
    let opened = after.starts_with(OPENING);
    if ended || opened || begins_item(tail, after) || !is_address(tail) {
        return false;
    }
    if ends_address(tail, after) {
        return true;
    }
    // The full stop after the name of a file, or after a path that plain words follow, is the
    // sentence's.
    let inside = after.trim_end_matches(['.', ',', ';', ':', ')', '-']);
    let plain = !KINDS.contains(&inside) && inside.bytes().all(|b| b.is_ascii_alphanumeric());
    if tail
        .strip_suffix('.')
        .is_some_and(|path| names_file(path) || has_path(path) && plain)
    {
        return false;
    }
    let goes_on = after.starts_with(['/', '.', '?', '&', '=', '#']);
    if names_file(tail) && !goes_on {
        return false;
    }
    // A line of an address broken at its hyphen.
    let broken = after.len() > 1 && after.ends_with('-');
    tail.ends_with(['/', '.', '=', '?', '&', '_', '%', '#'])
        || broken && tail.ends_with(char::is_alphanumeric)
        || goes_on
        || inside.contains(['/', '.', '_', '=', '?', '&', '%', '-'])
}

/// Behind the full stop after an address, or behind a whole file's name: the mark of the
/// next item of a list ("-", "2)"). A bullet that no address may hold is one anywhere.
fn begins_item(tail: &str, after: &str) -> bool {
    if after.starts_with(|c: char| !c.is_ascii() && !c.is_alphanumeric() && c != '–') {
        return !after.contains(char::is_alphanumeric);
    }
    let ended = tail.strip_suffix(['.', ';', ',']);
    let mark = after.strip_suffix(')').is_some_and(|m| m.len() <= 2)
        || !after.contains(char::is_alphanumeric) && after.starts_with(['-', '–']);
    mark && (ended.is_some() || names_file(tail))
}

/// Whether an address goes on behind the name of its host.
fn has_path(address: &str) -> bool {
    let host = address.split_once("//").map_or(address, |(_, host)| host);
    host.contains('/')
}

/// Kinds of files that addresses name.
const KINDS: [&str; 8] = ["html", "htm", "php", "aspx", "jsp", "pdf", "xlsx", "docx"];

/// Whether an address ends with the whole name of a file.
fn names_file(address: &str) -> bool {
    let kind = address.rsplit_once('.').map_or("", |(_, kind)| kind);
    KINDS.contains(&kind)
}

/// The rest of a file's name that is cut within its kind ("index.h" and "tml"), or the
/// sign right behind an address.
fn ends_address(tail: &str, after: &str) -> bool {
    let word = after.trim_end_matches(|c: char| !c.is_alphanumeric());
    let begun = tail.rsplit_once('.').map_or("", |(_, kind)| kind);
    let kind = format!("{begun}{word}");
    let cut = !begun.is_empty() && !word.is_empty() && KINDS.contains(&kind.as_str());
    cut || after.starts_with([':', ';', ',', ')'])
}

/// "https:" and "//www...".
fn is_cut_scheme(tail: &str, after: &str) -> bool {
    if begins_scheme(tail) {
        let begun = tail.trim_start_matches(OPENING);
        return is_address(&format!("{begun}{after}"));
    }
    let scheme = tail.trim_end_matches('/');
    let scheme = scheme.trim_start_matches(OPENING);
    let slashes = tail.len() - tail.trim_end_matches('/').len();
    let named = ["http:", "https:", "ftp:"];
    let named = named.iter().any(|name| scheme.eq_ignore_ascii_case(name));
    named && slashes + after.bytes().take_while(|b| *b == b'/').count() == 2
}

/// "http" alone, or what a narrow cell leaves of it: an address only if it goes on
/// with "s://".
pub(crate) fn begins_scheme(word: &str) -> bool {
    let begun = word.trim_start_matches(OPENING);
    let of = |scheme: &str| {
        let head = scheme.get(..begun.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(begun))
    };
    !begun.is_empty() && (of("http") || of("https"))
}

/// Whether a word is (the beginning of) a web address.
pub fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(OPENING);
    let start = |prefix: &str| {
        word.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    start("http://") || start("https://") || start("www.") || start("ftp://")
}
