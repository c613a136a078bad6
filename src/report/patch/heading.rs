//! What became of a file and of the positions it does not show, on the line
//! above its hunks.

use crate::model::{Mode, RepoPath, quoted};
use crate::report::one_line;
use crate::report::patch::drawing::Drawing;
use crate::report::patch::moves::moves;
use crate::report::patch::read::{FilePatch, Sign};

/// `src/login.ts: Modified (+2 -1)`; `with` is the other half where a file
/// became another kind of file, which git tells as two patches. `None` where
/// its path cannot be read.
pub(super) fn heading(
    file: &FilePatch,
    with: Option<&FilePatch>,
    drawing: &Drawing,
) -> Option<String> {
    let path = |name: &Option<_>| name.as_deref().map(|bytes| shown(bytes, drawing));
    let (then, now) = (path(&file.then), path(&file.now));
    let mut facts = Vec::new();
    let what = match (&then, &now) {
        (None, None) => return None,
        _ if with.is_some() => {
            let modes = (mode(file, "deleted file mode "), with.and_then(made));
            facts.push(format!("{} -> {}", sort(modes.0), sort(modes.1)));
            "Type changed".to_owned()
        }
        (None, Some(_)) => "Added".to_owned(),
        (Some(_), None) => "Deleted".to_owned(),
        (Some(_), Some(now)) if after(file, "rename to ").is_some() => format!("Renamed to {now}"),
        (Some(_), Some(now)) if after(file, "copy to ").is_some() => format!("Copied to {now}"),
        _ if has_content(file) => "Modified".to_owned(),
        _ => "Mode changed".to_owned(),
    };
    if let (Some(old), Some(new)) = (after(file, "old mode "), after(file, "new mode ")) {
        facts.push(format!("{} -> {}", text(old), text(new)));
    }
    facts.extend(numbers(file, with, drawing));
    facts.extend(moves(file, drawing.moved));
    let path = then.or(now)?;
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!(" ({})", facts.join(", "))
    };
    let path = drawing.style.heading(&path);
    Some(format!("{}: {what}{facts}", linked(path, file, drawing)))
}

/// The path as a hyperlink to the first line shown, where the file is there.
fn linked(path: String, file: &FilePatch, drawing: &Drawing) -> String {
    let now = file
        .now
        .as_deref()
        .and_then(|now| std::str::from_utf8(now).ok());
    let now = now.and_then(|now| RepoPath::new(now).ok());
    match (drawing.links, now) {
        (Some(links), Some(now)) => {
            let line = file.hunks.first().map(|hunk| hunk.now.max(1));
            links.link(&path, &now, line)
        }
        _ => path,
    }
}

/// Whether git shows no lines since the content is binary.
pub(super) fn is_binary(file: &FilePatch) -> bool {
    after(file, "Binary files ").is_some()
}

fn has_content(file: &FilePatch) -> bool {
    !file.hunks.is_empty() || after(file, "index ").is_some() || is_binary(file)
}

/// `+2 -1`.
fn numbers(file: &FilePatch, with: Option<&FilePatch>, drawing: &Drawing) -> Option<String> {
    let lines = || {
        let hunks = file.hunks.iter().chain(with.iter().flat_map(|w| &w.hunks));
        hunks.flat_map(|hunk| &hunk.lines)
    };
    let count = |sign| lines().filter(|line| line.sign == sign).count();
    let (new, gone) = (count(Sign::New), count(Sign::Gone));
    let style = drawing.style;
    (new + gone > 0).then(|| {
        let new = style.added(&format!("+{new}"));
        format!("{new} {}", style.removed(&format!("-{gone}")))
    })
}

fn after<'a>(file: &FilePatch<'a>, word: &str) -> Option<&'a [u8]> {
    let mut header = file.header.iter();
    header.find_map(|line| line.strip_prefix(word.as_bytes()))
}

fn mode(file: &FilePatch, word: &str) -> Option<Mode> {
    Mode::parse(&text(after(file, word)?))
}

fn made(file: &FilePatch) -> Option<Mode> {
    mode(file, "new file mode ")
}

fn sort(mode: Option<Mode>) -> &'static str {
    match mode {
        Some(Mode::Symlink) => "symbolic link",
        Some(Mode::Gitlink) => "submodule",
        Some(Mode::File | Mode::Executable) => "file",
        None => "something else",
    }
}

fn text(bytes: &[u8]) -> String {
    one_line(&String::from_utf8_lossy(bytes)).into_owned()
}

/// A path as the reader would type it; one that is no text as it can be shown.
fn shown(bytes: &[u8], drawing: &Drawing) -> String {
    let path = String::from_utf8_lossy(bytes);
    let path = match RepoPath::new(path.clone()) {
        Ok(path) => (drawing.display)(&path),
        Err(_) => quoted(&path).into_owned(),
    };
    one_line(&path).into_owned()
}
