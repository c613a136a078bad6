//! `diff`: then against now, the way git shows it.

mod drawn;
mod left_out;
mod marks;
mod whose;

use crate::cli::args::DiffArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::drift::{FileDrift, FileVerdict};
use crate::error::Error;
use crate::model::{Pin, RepoPath, nearest};
use crate::platform::lent;
use crate::repo::{Diff, DiffFile, DiffRequest, Paging, Shows};
use crate::report;
use crate::route::{self, Comparison};
use crate::store::Address;

pub(crate) fn run(desk: &Desk<'_>, args: &DiffArgs) -> Result<u8, Stop> {
    desk.repo.run_its_programs();
    let (name, paths) = meant(desk, args)?;
    let (compared, only) = asked(desk, name, &paths)?;
    let files = files(&compared, &only);
    let shows = if desk.ui.json {
        Shows::Plain
    } else {
        whose::shows(desk, &files)?
    };
    let columns = desk.ui.width().filter(|_| shows == Shows::Us);
    let request = DiffRequest {
        form: args.form.form(columns),
        context: args.context,
        ignores_space: args.ignore_all_space,
        ..DiffRequest::patch(files, shows)
    };
    show(desk, &compared, request)?;
    Ok(0)
}

/// The checkpoint `name` against now, and the `paths` that are asked for.
pub(crate) fn asked(
    desk: &Desk<'_>,
    name: Option<&str>,
    paths: &[&String],
) -> Result<(Comparison, Vec<RepoPath>), Stop> {
    let address = desk.address(name)?;
    let loaded = desk.load(&address)?;
    let compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
    let mut only = Vec::new();
    for path in paths {
        let wanted = desk.repo.repo_path(&desk.world.cwd, path);
        let wanted = wanted.map_err(|why| refused(path, why))?;
        if !compared
            .drift
            .files
            .iter()
            .any(|file| is_within(&file.path, &wanted))
        {
            let known = compared.drift.files.iter().map(|file| file.path.as_str());
            let like = nearest(wanted.as_str(), known).and_then(|like| RepoPath::new(like).ok());
            let like = like.map(|like| format!("; did you mean '{}'?", desk.shown(&like)));
            let like = like.unwrap_or_default();
            let why = format!("is not referenced by the checkpoint{like}");
            return Err(Stop::from(refused(path, why)));
        }
        only.push(wanted);
    }
    Ok((compared, only))
}

fn refused(path: &str, why: String) -> Error {
    Error::Path {
        path: path.to_owned(),
        why,
    }
}

/// A word that names no checkpoint but a file is a path, as in `git diff`.
fn meant<'a>(
    desk: &Desk<'_>,
    args: &'a DiffArgs,
) -> Result<(Option<&'a str>, Vec<&'a String>), Error> {
    let mut paths: Vec<&String> = args.paths.iter().collect();
    let Some(word) = &args.name else {
        return Ok((None, paths));
    };
    let is_file = desk.world.cwd.join(word).symlink_metadata().is_ok();
    let is_checkpoint = match Address::parse(word) {
        Ok(address) => desk.store().load(&address)?.is_some(),
        Err(_) => false,
    };
    if is_file && !is_checkpoint {
        paths.insert(0, word);
        return Ok((None, paths));
    }
    Ok((Some(word), paths))
}

/// Shows the diff as part of a report. Where nobody sits at a terminal, no
/// program of the user's configuration runs and nothing can draw.
pub(crate) fn report(desk: &Desk<'_>, compared: &Comparison) -> Result<(), Error> {
    let files = files(compared, &[]);
    let shows = if desk.world.terminal.stdout {
        whose::shows(desk, &files)?
    } else {
        Shows::Plain
    };
    show(desk, compared, DiffRequest::patch(files, shows))
}

/// Shows what is asked for.
fn show(desk: &Desk<'_>, compared: &Comparison, request: DiffRequest) -> Result<(), Error> {
    if request.files.is_empty() && !desk.ui.json {
        return Ok(());
    }
    let request = DiffRequest {
        colour: desk.ui.colour_said,
        paging: whose::paging(desk),
        by_program: request.shows == Shows::Git && whose::has_program(desk),
        ..request
    };
    let mut diff = if request.shows == Shows::Git {
        lent(|| desk.repo.show_diff(&request))?
    } else {
        desk.repo.show_diff(&request)?
    };
    if diff.is_for_git {
        let request = DiffRequest {
            shows: Shows::Git,
            ..request
        };
        let diff = lent(|| desk.repo.show_diff(&request))?;
        tell(desk, &diff);
        return Ok(());
    }
    if request.shows == Shows::Us {
        let text = drawn::drawn(desk, compared, &request, &diff)?;
        if request.paging == Paging::Never {
            desk.ui.answer(&text);
        } else {
            desk.ui.page(&text);
        }
        diff.text.clear();
    }
    tell(desk, &diff);
    Ok(())
}

/// The files that have changed, or those of them within `only`.
pub(crate) fn files(compared: &Comparison, only: &[RepoPath]) -> Vec<DiffFile> {
    let wanted =
        |file: &&FileDrift| only.is_empty() || only.iter().any(|o| is_within(&file.path, o));
    let files = compared.drift.files.iter().filter(wanted);
    files.filter_map(|file| diff_file(compared, file)).collect()
}

/// The diff of `files` for a program.
#[cfg(feature = "mcp")]
pub(crate) fn made(desk: &Desk<'_>, files: Vec<DiffFile>) -> Result<Diff, Error> {
    let request = DiffRequest::patch(files, Shows::Plain);
    desk.repo.show_diff(&request)
}

/// What git did not show itself, and what it cannot show.
pub(crate) fn tell(desk: &Desk<'_>, diff: &Diff) {
    let text = String::from_utf8_lossy(&diff.text);
    if desk.ui.json {
        let names = |paths: &'_ [RepoPath]| -> Vec<String> {
            let names = paths.iter().map(|path| path.as_str().to_owned());
            names.collect()
        };
        let (not_kept, pointers) = (names(&diff.not_kept), names(&diff.pointers));
        let left_out = left_out::told(desk, &diff.left_out);
        let answer = report::json::diff(&text, not_kept, pointers, &left_out);
        desk.ui.object(answer);
        return;
    }
    desk.ui.answer(&report::harmless(&text));
    for path in &diff.not_kept {
        let path = desk.shown(path);
        desk.ui.answer(&format!(
            "{path}: saved content not in this clone; no diff to show\n"
        ));
    }
    for path in &diff.pointers {
        let path = desk.shown(path);
        desk.ui.answer(&format!(
            "{path}: its content is with Git LFS; what differs is its pointer\n"
        ));
    }
    for file in left_out::told(desk, &diff.left_out) {
        let command = desk.ui.style.hint(&file.command);
        desk.ui.answer(&format!(
            "{}: {}; to see it:\n  {command}\n",
            file.shown, file.why
        ));
    }
}

/// Then and now of one file; `None` where there is nothing to compare.
fn diff_file(compared: &Comparison, file: &FileDrift) -> Option<DiffFile> {
    if !file.verdict.is_drift() {
        return None;
    }
    let Pin::Blob { mode, blob } = &compared.record.files.get(&file.path)?.pin else {
        return None;
    };
    let now = match &file.verdict {
        FileVerdict::Renamed { to } => to.clone(),
        _ => file.path.clone(),
    };
    Some(DiffFile {
        then: file.path.clone(),
        mode: *mode,
        blob: blob.clone(),
        now,
    })
}

fn is_within(path: &RepoPath, dir: &RepoPath) -> bool {
    let rest = path.as_str().strip_prefix(dir.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
