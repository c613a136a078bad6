//! Reports for people: plain text, with colours where they are wanted. Every
//! report ends with a line feed, or is empty.

mod absent;
mod annotations;
mod assess;
mod choices;
mod claims;
mod draft;
mod edited;
mod examined;
mod files;
mod fixed;
mod head;
mod list;
mod page;
mod positions;
mod progress;
mod remind;
mod resume;
mod saved;
mod status;
mod suggest;
mod summary;
#[cfg(test)]
mod tests;
mod words;
mod world;

pub use absent::{Absent, absent, absent_sentence};
pub use annotations::{Annotation, annotations};
pub use assess::{Assessment, Telling, Told, Way, assessment, ways};
pub use choices::{choice_prompt, choices, resume_question};
pub use draft::{draft, save_question};
pub use examined::{before_examining, examined};
pub(in crate::report) use files::line as file_line;
pub use fixed::{Fixed, LeftOver, fixed};
pub(in crate::report) use head::head as head_moved;
pub use list::{ListRow, LogRow, list, log};
pub(in crate::report) use positions::bare as bare_position;
pub use progress::progress_entry;
pub use remind::{out_of_time, remark};
pub use resume::{Check, Resume, check, resume};
pub use saved::{Saved, cleared, progress_question, saved, work_memory_left};
pub use status::{Status, porcelain, porcelain_absent, prompt, status};
pub use suggest::{Suggest, reason_sentence, save_command, suggest};
pub(in crate::report) use summary::status as status_line;
pub(in crate::report) use world::world_of;

use crate::model::RepoPath;
use crate::report::{Links, Style, harmless, one_line};
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// For whom and where a report is shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Its colours.
    pub style: Style,
    /// The terminal's width in columns; `None` where nothing is cut.
    pub width: Option<usize>,
    /// The time ages are told from.
    pub now: DateTime<FixedOffset>,
    /// A file's path as the reader would type it: relative to where the
    /// command runs, C-quoted as git does.
    pub display: &'a dyn Fn(&RepoPath) -> String,
    /// Where paths lead to, if they are hyperlinks.
    pub links: Option<&'a Links>,
}

impl View<'_> {
    /// A path as it is shown, without a link: there may be no file.
    fn bare_path(&self, path: &RepoPath) -> String {
        self.style.path(&one_line(&(self.display)(path)))
    }

    /// A path as it is shown.
    fn path(&self, path: &RepoPath) -> String {
        self.linked(&self.bare_path(path), path, None)
    }

    /// A text that leads to a file, at this line (1-based), where links are
    /// shown.
    fn linked(&self, text: &str, path: &RepoPath, line: Option<u32>) -> String {
        match self.links {
            Some(links) => links.link(text, path, line),
            None => text.to_owned(),
        }
    }

    /// A line of `label: value`, the value made harmless.
    fn field(&self, label: &str, value: &str) -> String {
        format!(
            "{} {}\n",
            self.style.heading(&format!("{label}:")),
            one_line(value)
        )
    }

    /// `text` cut to what `used` columns leave of the width.
    fn cut(&self, text: &str, used: usize) -> String {
        match self.width {
            Some(width) => cut(text, width.saturating_sub(used).max(12)),
            None => text.to_owned(),
        }
    }
}

/// Cuts a text to `width` columns, the last one an ellipsis.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let mut out = String::new();
    for c in text.chars() {
        let columns = c.width().unwrap_or(0);
        if columns > left {
            break;
        }
        left -= columns;
        out.push(c);
    }
    out + "…"
}

/// The document as it is shown: harmless, also into a pipe, since what reads
/// there often prints it. Its bytes are in the file, and in `show --json`.
pub fn show(document: &str) -> Cow<'_, str> {
    harmless(document)
}
