//! What `checkpoint` was given: the flags, and the file they name.

use crate::cli::args::CheckpointArgs;
use crate::cli::desk::Desk;
use crate::cli::paths::PathReader;
use crate::cli::said;
use crate::document::State;
use crate::error::Error;
use crate::model::Change;
use crate::route::Whole;
use crate::store;
use clap::ArgMatches;

/// What the flags say.
pub(crate) struct Said {
    pub(crate) changes: Vec<Change>,
    pub(crate) problems: Vec<String>,
}

impl Said {
    pub(crate) fn read(desk: &Desk<'_>, matches: &ArgMatches) -> Result<Said, Error> {
        let reader = PathReader::new(desk);
        let changes = said::changes(matches, &|arg| reader.read(arg))?;
        Ok(Said {
            changes,
            problems: reader.problems(),
        })
    }
}

/// Reads what `--from` or `--state` name.
pub(crate) fn whole(desk: &Desk<'_>, args: &CheckpointArgs) -> Result<Whole, Error> {
    if let Some(file) = &args.from {
        let prose = prose(desk, file, &read_input(desk, file)?)?;
        let source = desk.repo.repo_path(&desk.world.cwd, file).ok();
        return Ok(Whole::Markdown {
            prose,
            source: source.filter(|_| file != "-"),
        });
    }
    let Some(file) = &args.state else {
        return Ok(Whole::Nothing);
    };
    let bytes = read_input(desk, file)?;
    Ok(Whole::State(Box::new(State::from_bytes(&bytes)?)))
}

/// The prose of a document that was read from `file`.
pub(crate) fn prose(desk: &Desk<'_>, file: &str, bytes: &[u8]) -> Result<String, Error> {
    let prose = desk.store().prose_of(file, bytes)?;
    if prose.trim().is_empty() {
        let file = crate::model::quoted(file);
        return Err(Error::Content {
            message: format!("the document '{file}' is empty; nothing was saved"),
            hint: Some("write '**Task:** TEXT' in it, and what you are doing".to_owned()),
        });
    }
    Ok(prose)
}

/// Reads a file, or standard input for `-`.
fn read_input(desk: &Desk<'_>, file: &str) -> Result<Vec<u8>, Error> {
    let read = if file == "-" {
        store::read_bounded(std::io::stdin().lock(), 0)
    } else {
        let file = std::fs::File::open(desk.world.cwd.join(file));
        file.and_then(|file| store::read_bounded(file, 0))
    };
    let read = read.map_err(|cause| Error::io("read", file, &cause))?;
    read.ok_or_else(|| Error::Document {
        path: file.to_owned(),
        line: None,
        why: store::too_large(),
        hint: Some("nothing was saved; give less of it".to_owned()),
    })
}

/// The id that a flag gives the task.
pub(crate) fn task_id(args: &CheckpointArgs) -> Result<Option<&str>, Error> {
    match &args.task_id {
        Some(id) if id.trim().is_empty() => Err(said::empty("task_id")),
        id => Ok(id.as_deref()),
    }
}
