//! Inputs that can be read only once (standard input, pipes) are kept as files
//! for the time of the run, so that a worker process can read them.

use std::fs;
use std::io;

use crate::discovery::Discovery;
use crate::error::Failure;
use crate::input::{Bytes, Input, Origin};
use crate::run::{RunError, RunKind, RunSettings};
use crate::store::STATE_FOLDER;
use std::path::Path;

/// Replaces inputs that can be read only once by files. One that cannot be read
/// is a failure of its own.
pub(crate) fn keep_streams(found: &mut Discovery, settings: &RunSettings) -> Result<(), RunError> {
    let mut kept = Vec::with_capacity(found.inputs.len());
    for (index, input) in std::mem::take(&mut found.inputs).into_iter().enumerate() {
        match input.origin {
            Origin::File(_) | Origin::Zip { .. } => kept.push(input),
            Origin::Stdin | Origin::Stream(_) => {
                match input.bytes(settings.read.limits.input_bytes) {
                    Ok(bytes) => kept.push(keep(index, input, &bytes, settings)?),
                    Err(error) => found.failures.push((input.name, Failure::from(&error))),
                }
            }
        }
    }
    found.inputs = kept;
    Ok(())
}

fn keep(
    index: usize,
    input: Input,
    bytes: &Bytes,
    settings: &RunSettings,
) -> Result<Input, RunError> {
    let folder = settings.output.join(STATE_FOLDER).join("spool");
    let path = folder.join(index.to_string());
    let fail = |e: io::Error| RunKind::Output(folder.clone(), e);
    fs::create_dir_all(&folder).map_err(fail)?;
    fs::write(&path, bytes.as_slice()).map_err(fail)?;
    Ok(Input {
        name: input.name,
        size: bytes.len() as u64,
        origin: Origin::File(path),
    })
}

/// Removes the files. What cannot be removed is overwritten by the next run.
pub(crate) fn clear(output: &Path) {
    let _ = fs::remove_dir_all(output.join(STATE_FOLDER).join("spool"));
}
