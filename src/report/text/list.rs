//! `list` and `log`: one checkpoint, or one save, a line.

use crate::model::{ObjectId, Progress};
use crate::report::text::{View, cut};
use crate::report::{age, minute, one_line};
use chrono::{DateTime, FixedOffset};
use unicode_width::UnicodeWidthStr;

/// One checkpoint of a list.
pub struct ListRow {
    /// What to type for it: `auth`, `ID:auth`; `None` for the current one.
    pub name: Option<String>,
    /// Its task, if the document has one.
    pub task: Option<String>,
    /// How far it is.
    pub progress: Option<Progress>,
    /// When it was saved, if it was.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// The branch it was saved on.
    pub branch: Option<String>,
    /// Whether it was cleared, and only its history is left.
    pub cleared: bool,
    /// Whether its file is gone though nobody cleared it.
    pub gone: bool,
}

/// One save of a history.
pub struct LogRow {
    /// Its number, as `restore` takes it.
    pub id: u64,
    /// Whether nobody put it into words.
    pub is_automatic: bool,
    /// When it was saved; nothing for a document that was kept without being
    /// saved, and has no record.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// Its task.
    pub task: Option<String>,
    /// How far it was.
    pub progress: Option<Progress>,
    /// HEAD at the save.
    pub head: Option<ObjectId>,
    /// The branch at the save.
    pub branch: Option<String>,
}

/// The checkpoints as a table: name, progress, age, branch, task.
pub fn list(rows: &[ListRow], view: &View) -> String {
    table(
        rows.iter().map(|row| {
            let state = match (row.cleared, row.gone) {
                (true, _) => " (cleared)",
                (_, true) => " (its file is gone)",
                _ => "",
            };
            [
                row.name.as_deref().unwrap_or("(current)").to_owned(),
                percent(row.progress.as_ref()),
                row.saved_at
                    .map_or("never saved".to_owned(), |saved_at| age(saved_at, view.now)),
                row.branch.clone().unwrap_or_default(),
                format!("{}{state}", row.task.as_deref().unwrap_or("(no task)")),
            ]
        }),
        view,
    )
}

/// HEAD at a save; nothing where nobody saved.
fn head(row: &LogRow) -> String {
    let head = row.head.as_ref().map(ObjectId::short);
    let none = row.saved_at.map_or("", |_| "unborn");
    head.unwrap_or(none).to_owned()
}

/// The saves as a table: number, time, age, progress, HEAD, branch, task.
pub fn log(rows: &[LogRow], view: &View) -> String {
    table(
        rows.iter().map(|row| {
            let state = if row.is_automatic { " (automatic)" } else { "" };
            [
                row.id.to_string(),
                row.saved_at.map(minute).unwrap_or_default(),
                row.saved_at
                    .map_or("never saved".to_owned(), |at| age(at, view.now)),
                percent(row.progress.as_ref()),
                head(row),
                row.branch.clone().unwrap_or_default(),
                format!("{}{state}", row.task.as_deref().unwrap_or("(no task)")),
            ]
        }),
        view,
    )
}

fn percent(progress: Option<&Progress>) -> String {
    progress.map_or_else(String::new, |progress| format!("{}%", progress.number()))
}

/// Columns as wide as their widest cell, two spaces between them; one that
/// nobody fills is left out, and the last one takes what the width leaves.
fn table<const N: usize>(rows: impl Iterator<Item = [String; N]>, view: &View) -> String {
    let rows: Vec<[String; N]> = rows
        .map(|row| row.map(|cell| one_line(&cell).into_owned()))
        .collect();
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter()
            .map(|row| row[column].width())
            .max()
            .unwrap_or(0)
    });
    rows.iter().map(|row| line(row, &widths, view)).collect()
}

fn line(row: &[String], widths: &[usize], view: &View) -> String {
    let mut out = String::new();
    let mut used = 0;
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        if *width == 0 {
            continue;
        }
        if column + 1 == row.len() {
            out.push_str(&match view.width {
                Some(all) => cut(cell, all.saturating_sub(used).max(12)),
                None => cell.clone(),
            });
            break;
        }
        let pad = " ".repeat(width - cell.width() + 2);
        let cell = if column == 0 {
            view.style.path(cell)
        } else {
            cell.clone()
        };
        out.push_str(&cell);
        out.push_str(&pad);
        used += width + 2;
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
