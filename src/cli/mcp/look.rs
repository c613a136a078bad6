//! The tools that only look, `check` and `diff`, and `clear`.

use crate::cli::args::{CheckArgs, FormatArg};
use crate::cli::desk::Desk;
use crate::cli::mcp::answer::Answer;
use crate::cli::mcp::arguments::Arguments;
use crate::cli::stop::Stop;
use crate::cli::{check, clear, diff, tell};
use crate::route;
use serde_json::Value;

/// How many bytes of a diff are given: more than an agent can make use of.
const MAX_DIFF: usize = 60_000;

/// What has changed since the checkpoint, or since documents were written.
pub(super) fn check(desk: &mut Desk<'_>, arguments: &mut Arguments) -> Result<Answer, Stop> {
    let name = arguments.text("name")?;
    let files = arguments.texts("files")?;
    if !files.is_empty() {
        return documents(desk, files);
    }
    let address = desk.address(name.as_deref())?;
    let loaded = desk.load(&address)?;
    tell::warn_of_damage(desk, &loaded);
    let mut compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
    route::seek(&desk.repo, &mut compared, &|key| {
        desk.world.env(key).cloned()
    });
    let answer = Answer::told(desk, |desk| {
        if desk.ui.json {
            tell::resume_json(desk, &loaded, &compared)
        } else {
            tell::check(desk, &loaded, &compared);
            Ok(())
        }
    })?;
    Ok(answer)
}

fn documents(desk: &mut Desk<'_>, files: Vec<String>) -> Result<Answer, Stop> {
    // A dash would be standard input, where the client speaks.
    let named = |file: String| if file == "-" { "./-".to_owned() } else { file };
    let args = CheckArgs {
        files: files.into_iter().map(named).collect(),
        severity: None,
        format: FormatArg::Text,
        fix: false,
        dry_run: false,
    };
    let all = check::examined(desk, &args)?;
    Ok(Answer::told(desk, |desk| {
        check::tell(desk, &all);
        Ok(())
    })?)
}

/// The pinned content against the files now.
pub(super) fn diff(desk: &mut Desk<'_>, arguments: &mut Arguments) -> Result<Answer, Stop> {
    desk.repo.run_its_programs();
    let name = arguments.text("name")?;
    let paths = arguments.texts("paths")?;
    let paths: Vec<&String> = paths.iter().collect();
    let (compared, only) = diff::asked(desk, name.as_deref(), &paths)?;
    let mut diff = diff::made(desk, diff::files(&compared, &only))?;
    let is_cut = cut(&mut diff.text);
    let mut answer = Answer::told(desk, |desk| {
        diff::tell(desk, &diff);
        Ok(())
    })?;
    if is_cut {
        answer
            .text
            .push_str("The diff goes on: ask for some of the paths alone.\n");
        if let Value::Object(fields) = &mut answer.object {
            fields.insert("cut".to_owned(), true.into());
        }
    } else if answer.text.is_empty() {
        answer.text.push_str("Nothing differs.\n");
    }
    Ok(answer)
}

/// Cuts a diff after the last line that fits. Whether it was too long.
fn cut(text: &mut Vec<u8>) -> bool {
    let Some(kept) = text.get(..MAX_DIFF) else {
        return false;
    };
    let end = kept.iter().rposition(|byte| *byte == b'\n');
    text.truncate(end.map_or(0, |end| end + 1));
    true
}

/// Is done with a checkpoint.
pub(super) fn clear(desk: &mut Desk<'_>, arguments: &mut Arguments) -> Result<Answer, Stop> {
    let name = arguments.text("name")?;
    let name = desk.name(name.as_deref())?;
    let summary = arguments.switch("summary")?;
    let (loaded, cleared) = clear::clear(desk, &name, summary)?;
    Ok(Answer::told(desk, |desk| {
        tell::cleared(desk, &loaded, &cleared);
        if summary {
            tell::summed_up(desk);
        }
        Ok(())
    })?)
}
