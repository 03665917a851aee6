//! Which inputs a command reads.

use anyhow::{Context, Result, bail};
use std::io::BufRead;
use std::path::PathBuf;

use schede_batch::{Discovery, discover};

/// Inputs on the command line.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// Files, folders (.txt, .pdf, .p7m and .zip in them, at any depth), zip
    /// archives, globs, or "-" for standard input
    #[arg(value_name = "INPUT", required_unless_present = "inputs_from")]
    pub inputs: Vec<PathBuf>,
    /// Read more names of inputs from this file, one a line ("-": standard input)
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
        if arguments.iter().filter(|a| a.as_os_str() == "-").count() > 1 {
            bail!("\"-\" can be read once, but is named several times");
        }
        Ok(discover(&arguments, avoid))
    }
}

fn read_list(list: &PathBuf) -> Result<Vec<PathBuf>> {
    let lines: Vec<Vec<u8>> = if list.as_os_str() == "-" {
        split_lines(std::io::stdin().lock())
    } else {
        let file = std::fs::File::open(list);
        let file = file.with_context(|| format!("cannot read the list {list:?}"))?;
        split_lines(std::io::BufReader::new(file))
    }
    .with_context(|| format!("cannot read the list {list:?}"))?;
    Ok(lines
        .into_iter()
        .filter(|l| !l.is_empty())
        .map(path)
        .collect())
}

fn split_lines(stream: impl BufRead) -> std::io::Result<Vec<Vec<u8>>> {
    let lines: Result<Vec<_>, _> = stream.split(b'\n').collect();
    let strip = |line: Vec<u8>| {
        line.strip_suffix(b"\r")
            .map_or(line.clone(), <[u8]>::to_vec)
    };
    Ok(lines?.into_iter().map(strip).collect())
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
