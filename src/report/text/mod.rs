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
mod excerpt;
mod files;
mod fixed;
mod head;
mod list;
mod order;
mod page;
mod positions;
mod progress;
mod question;
mod remind;
mod resume;
mod saved;
mod spans;
mod status;
mod suggest;
mod summary;
#[cfg(test)]
mod tests;
mod who;
mod words;
mod world;
mod wrap;

pub use absent::{Absent, absent, absent_or_meant, absent_sentence};
pub use annotations::{Annotation, annotations};
pub use assess::{Assessment, Telling, Told, Way, assessment, ways};
pub use choices::choices;
pub use draft::{draft, save_question};
pub use examined::{before_examining, examined};
pub use excerpt::Excerpt;
pub(in crate::report) use files::line as file_line;
pub use fixed::{Fixed, LeftOver, fixed};
pub(in crate::report) use head::head as head_moved;
pub use list::{ListRow, LogRow, list, log};
pub(in crate::report) use positions::bare as bare_position;
pub use progress::progress_entry;
pub use question::{Question, place_to_go_on, resume_question};
pub use remind::{out_of_time, remark};
pub use resume::{Check, Resume, check, resume};
pub use saved::{Saved, cleared, progress_question, saved, work_memory_left};
pub use status::{Status, porcelain, porcelain_absent, prompt, status};
pub use suggest::{Suggest, reason_sentence, save_command, suggest};
pub(in crate::report) use summary::status as status_line;
pub(in crate::report) use world::world_of;
pub(crate) use wrap::cut;

use crate::model::RepoPath;
use crate::report::{Links, Style, harmless, one_line};
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

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
        let label = format!("{label}:");
        let value = one_line(value);
        let value = match self.width {
            Some(_) => {
                let shown = cut(&value, FIELD * self.room().min(PROSE));
                self.wrapped(&shown, label.width() + 1, 2)
            }
            None => value.into_owned(),
        };
        format!("{} {value}\n", self.style.heading(&label))
    }

    /// Text wrapped to the width; `used` columns stand before it on its first
    /// line, and every other one is indented by `hanging`.
    fn wrapped(&self, text: &str, used: usize, hanging: usize) -> String {
        self.wrapped_in(text, (used, hanging), str::to_owned)
    }

    /// The same, each line in a colour.
    fn wrapped_in(
        &self,
        text: &str,
        (used, hanging): (usize, usize),
        paint: impl Fn(&str) -> String,
    ) -> String {
        if self.width.is_none() {
            return paint(text);
        }
        let room = self.room().min(PROSE);
        let lines = wrap::wrap(
            text,
            room.saturating_sub(used),
            room.saturating_sub(hanging),
        );
        let lines: Vec<String> = lines.iter().map(|line| paint(line)).collect();
        lines.join(&format!("\n{}", " ".repeat(hanging)))
    }

    /// The columns that a line may take; as many as it wants where nothing
    /// cuts lines.
    fn room(&self) -> usize {
        self.width.map_or(usize::MAX, |width| width.max(NARROW))
    }

    /// `text` cut to what `used` columns leave of the width.
    fn cut(&self, text: &str, used: usize) -> String {
        match self.width {
            Some(_) => cut(text, self.room().saturating_sub(used).max(12)),
            None => text.to_owned(),
        }
    }
}

/// A sentence in lines of at most `width` columns; in one where nothing cuts it.
pub fn wrapped(sentence: &str, width: Option<usize>) -> String {
    match width {
        Some(width) => wrap::wrap(sentence, width, width).join("\n"),
        None => sentence.to_owned(),
    }
}

/// A terminal that is narrower is written to as if it had that many columns.
const NARROW: usize = 40;

/// Prose in wider lines is hard to read.
const PROSE: usize = 100;

/// How many lines of a field are shown on a terminal: what follows is to be
/// seen too.
const FIELD: usize = 12;

/// The document as it is shown: harmless, also into a pipe, since what reads
/// there often prints it. Its bytes are in the file, and in `show --json`.
pub fn show(document: &str) -> Cow<'_, str> {
    harmless(document)
}
