//! Inputs that can be read only once (standard input, pipes) are kept as files
//! for the time of the run, so that a worker process can read them.

use std::fs;
use std::path::Path;

use crate::input::{Input, Origin};
use crate::run::{RunError, RunKind, RunSettings};
use crate::store::STATE_FOLDER;

/// The inputs, those that can be read only once replaced by files.
pub(crate) fn inputs(
    mut inputs: Vec<Input>,
    settings: &RunSettings,
) -> Result<Vec<Input>, RunError> {
    for (index, input) in inputs.iter_mut().enumerate() {
        match input.origin {
            Origin::Stdin | Origin::Stream(_) => keep(index, input, settings)?,
            Origin::File(_) | Origin::Zip { .. } => {}
        }
    }
    Ok(inputs)
}

fn keep(index: usize, input: &mut Input, settings: &RunSettings) -> Result<(), RunError> {
    let fail = |reason: String| RunError::from(RunKind::Spool(input.name.clone(), reason));
    let limit = settings.read.limits.input_bytes;
    let bytes = input.bytes(limit).map_err(|e| fail(e.reason()))?;
    let folder = settings.output.join(STATE_FOLDER).join("spool");
    let path = folder.join(index.to_string());
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, bytes.as_slice()))
        .map_err(|e| fail(e.to_string()))?;
    input.size = bytes.len() as u64;
    input.origin = Origin::File(path);
    Ok(())
}

/// Removes the files. What cannot be removed is overwritten by the next run.
pub(crate) fn clear(output: &Path) {
    let _ = fs::remove_dir_all(output.join(STATE_FOLDER).join("spool"));
}
