//! The project's journal, `.shipkit/progress.md`: it is other people's, and
//! only ever grows by what we have to say.

use crate::error::Error;
use crate::store::file::{lay_ready, read_document};
use std::path::Path;

const SHOWN: &str = ".shipkit/progress.md";

/// How often it is begun anew where somebody else writes at the same time.
const TRIES: usize = 8;

/// Appends a finished task's summary to `.shipkit/progress.md`, keeping every
/// byte that is there, and its way to end lines. A link, and what is no UTF-8
/// text, is refused.
pub fn append_progress(work_dir: &Path, summary: &str) -> Result<(), Error> {
    let path = work_dir.join(SHOWN);
    for _ in 0..TRIES {
        let before = read(&path)?;
        let after = appended(before.as_deref().unwrap_or_default(), summary);
        let ready = lay_ready(&path, after.as_bytes(), true, SHOWN.to_owned())?;
        ready.sync()?;
        // What was written meanwhile must not be lost.
        if read(&path)? == before {
            return ready.commit();
        }
    }
    Err(refused("somebody else is writing it"))
}

fn read(path: &Path) -> Result<Option<String>, Error> {
    let bytes = read_document(path, SHOWN).map_err(|error| match error {
        Error::Document { why, .. } => refused(&why),
        other => other,
    })?;
    let text = bytes.map(String::from_utf8).transpose();
    text.map_err(|_| refused("it is not UTF-8 text"))
}

fn refused(why: &str) -> Error {
    Error::Document {
        path: SHOWN.to_owned(),
        line: None,
        why: why.to_owned(),
        hint: Some("nothing was added to it; mend it or move it away".to_owned()),
    }
}

/// The journal with the summary after an empty line.
fn appended(before: &str, summary: &str) -> String {
    let first_end = before.find('\n').unwrap_or(0);
    let end = if before[..first_end].ends_with('\r') {
        "\r\n"
    } else {
        "\n"
    };
    let gap = match before {
        "" | "\u{feff}" => 0,
        text if text.ends_with("\n\n") || text.ends_with("\n\r\n") => 0,
        text if text.ends_with('\n') => 1,
        _ => 2,
    };
    format!("{before}{}{}", end.repeat(gap), summary.replace('\n', end))
}

#[cfg(test)]
mod tests {
    use super::appended;

    #[test]
    fn what_is_added_stands_apart_and_ends_lines_alike() {
        for (before, after) in [
            ("", "## A\n- b\n"),
            ("# P", "# P\n\n## A\n- b\n"),
            ("# P\n", "# P\n\n## A\n- b\n"),
            ("# P\n\n", "# P\n\n## A\n- b\n"),
            ("# P\r\nx", "# P\r\nx\r\n\r\n## A\r\n- b\r\n"),
            ("# P\r\n", "# P\r\n\r\n## A\r\n- b\r\n"),
            ("# P\r\n\r\n", "# P\r\n\r\n## A\r\n- b\r\n"),
            ("a\nb\r\n", "a\nb\r\n\n## A\n- b\n"),
            ("\u{feff}", "\u{feff}## A\n- b\n"),
        ] {
            assert_eq!(appended(before, "## A\n- b\n"), after, "{before:?}");
        }
    }
}
