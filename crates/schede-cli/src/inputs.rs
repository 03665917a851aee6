//! Which inputs a command reads.

use anyhow::{Context, Result, bail};
use std::io::Read;
use std::path::PathBuf;

use schede_batch::{Discovery, discover};

/// Inputs on the command line.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// Files, folders (.txt, .pdf, .p7m and .zip in them, at any depth), zip
    /// archives, globs, or "-" for standard input
    #[arg(value_name = "INPUT", required_unless_present = "inputs_from")]
    pub inputs: Vec<PathBuf>,
    /// Read more names of inputs from this file, one a line or parted by NULs as
    /// `find -print0` does ("-": standard input)
    #[arg(long, value_name = "FILE")]
    pub inputs_from: Option<PathBuf>,
}

impl InputArgs {
    /// The inputs; folders in `avoid` are not entered.
    pub fn discover(&self, avoid: &[PathBuf]) -> Result<Discovery> {
        let mut arguments = self.inputs.clone();
        if let Some(list) = &self.inputs_from {
            arguments.extend(read_list(list)?);
        }
        let named = arguments.iter().chain(&self.inputs_from);
        if named.filter(|a| a.as_os_str() == "-").count() > 1 {
            bail!("\"-\" can be read once, but is named several times");
        }
        if arguments.is_empty() {
            bail!("the list of inputs is empty");
        }
        Ok(discover(&arguments, avoid))
    }
}

fn read_list(list: &PathBuf) -> Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    let read = if list.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read the list {list:?}"))?;
    Ok(names(&bytes).into_iter().map(path).collect())
}

/// The names in a list: one a line, or parted by NULs where there are any (as
/// `find -print0` does), since a name may hold a line end.
fn names(list: &[u8]) -> Vec<Vec<u8>> {
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
    let parted: Vec<&[u8]> = if list.contains(&0) {
        list.split(|b| *b == 0).collect()
    } else {
        let lines = list.split(|b| *b == b'\n');
        lines.map(|l| l.strip_suffix(b"\r").unwrap_or(l)).collect()
    };
    let names = parted.into_iter().filter(|name| !name.is_empty());
    names.map(<[u8]>::to_vec).collect()
}

#[cfg(unix)]
fn path(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_list_is_read_as_other_programs_write_it() {
        assert_eq!(names(b"a b.txt\nc.pdf\n"), [&b"a b.txt"[..], b"c.pdf"]);
        assert_eq!(names(b"\xef\xbb\xbfa\r\n\r\nb"), [b"a", b"b"]);
        assert_eq!(names(b"a\nb\0c\r\0"), [&b"a\nb"[..], b"c\r"]);
        assert!(names(b"\n\n").is_empty());
    }
}
