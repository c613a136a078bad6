//! How the lines of a text then map to those now, as `git diff` would show it.

use crate::drift::{Edit, Hunk, Texts};
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::files::line_ends::lines;
use crate::repo::observe::mapping::{Lines, TooLong};
use gix::bstr::ByteSlice;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Texts of more bytes or lines are not mapped. Measured: two of 8 MiB in 249,000
/// lines each, all other lines now, take 55 MB while they are mapped.
pub(in crate::repo) const MAX_BYTES: usize = 8 << 20;
pub(in crate::repo) const MAX_LINES: usize = 250_000;

/// How much of mapped texts is held, all of one observation together: their
/// bytes, and for each line where it ends, its two numbers and how to find
/// them. More is not mapped, so that a process stays below 100 MB.
const MOST_HELD: usize = 48 << 20;
const HELD_PER_LINE: usize = 32;

/// Texts that weigh less are held in any case: thousands of small files are
/// what somebody asked for.
const LIGHT: usize = 256 << 10;

/// `diff.algorithm=minimal` knows no bound but the square of the lines that
/// differ, and a server would work at it long after nobody waits any more.
const MAX_MINIMAL: usize = 100_000;

/// git looks for a NUL in this many bytes to call a file binary
/// (xdiff-interface.c, buffer_is_binary).
const BINARY_PROBE: usize = 8000;

impl Repo {
    /// From the blob `old` to the bytes `new`; `None` where the blob is not in
    /// this repository, one side is binary, one is too long to map, that takes
    /// too long, or more is held already than there is room for.
    pub(in crate::repo) fn edit<'n>(
        &self,
        old: &ObjectId,
        new: impl Into<Cow<'n, [u8]>>,
    ) -> Option<Edit> {
        let new = new.into();
        if new.len() > MAX_BYTES || is_binary(&new) {
            return None;
        }
        let old = self.blob_within(old, MAX_BYTES).ok()??;
        if is_binary(&old) || self.is_long(&old, &new) || !self.can_hold(&old, &new) {
            return None;
        }
        self.edit_between(old, new.into_owned())
    }

    /// As [`Repo::edit`], from the bytes `old`, for one that is not held.
    pub(in crate::repo) fn edit_from(&self, old: Vec<u8>, new: Vec<u8>) -> Option<Edit> {
        if is_binary(&old) || is_binary(&new) || self.is_long(&old, &new) {
            return None;
        }
        self.edit_between(old, new)
    }

    /// Whether there is room for both texts, which is theirs then.
    fn can_hold(&self, old: &[u8], new: &[u8]) -> bool {
        let all = lines(old) + lines(new);
        let weight = old.len() + new.len() + all * HELD_PER_LINE;
        let held = self.mapping.held.get() + weight;
        let has_room = held <= MOST_HELD;
        if has_room && weight > LIGHT {
            self.mapping.held.set(held);
        }
        has_room || weight <= LIGHT
    }

    /// From one text to another; `None` where that takes too long.
    pub(in crate::repo) fn edit_between(&self, old: Vec<u8>, new: Vec<u8>) -> Option<Edit> {
        let texts = Texts::new(old, new);
        let whole = Lines::whole(&texts);
        let head = head(&texts);
        let hunks = self.hunks(&texts, &whole, false).ok()?;
        let mapped = head.map(|lines| self.hunks(&texts, &whole.head(lines), false));
        let mapped = mapped.transpose().ok()?.filter(|mapped| *mapped != hunks);
        let folded = texts.folded().map(|(lines, kinds)| {
            let lines = Lines::folded(&lines, kinds);
            let head = head.map(|head| lines.head(head));
            self.hunks(&texts, head.as_ref().unwrap_or(&lines), true)
        });
        drop(whole); // as large as the texts
        let exact = mapped.as_ref().unwrap_or(&hunks);
        let folded = folded.transpose().ok()?.filter(|folded| folded != exact);
        let so_far = folded.as_ref().unwrap_or(exact);
        let trimmed = has_come_again(&texts, so_far).then(|| self.mapped(&Lines::trimmed(&texts)));
        let trimmed = trimmed
            .transpose()
            .ok()?
            .filter(|trimmed| trimmed != so_far);
        Some(Edit {
            texts,
            hunks,
            mapped,
            folded,
            trimmed,
        })
    }

    /// The hunks between two texts, with the user's `diff.algorithm` and
    /// `diff.indentHeuristic`; with `folded` a line's ending makes no
    /// difference.
    fn hunks(&self, texts: &Texts, lines: &Lines<'_>, folded: bool) -> Result<Vec<Hunk>, TooLong> {
        if self.wants_patience() && !lines.are_same() {
            let (old, new) = texts.heads(lines.then.len(), lines.now.len());
            let asked = |patience| self.patient_hunks((old, new), folded, patience);
            if let Ok(hunks) = self.asked_for(lines, asked) {
                return Ok(hunks);
            }
        }
        self.mapped(lines)
    }

    /// Whether two texts are too long to map.
    fn is_long(&self, old: &[u8], new: &[u8]) -> bool {
        let all = lines(old).max(lines(new));
        if all <= MAX_MINIMAL || all > MAX_LINES || !self.wants_minimal() {
            return all > MAX_LINES;
        }
        let start = common_start(old, new);
        let (differs, differs_now) = (&old[start..], &new[start..]);
        let end = common_end(differs, differs_now);
        let long = |text: &[u8]| lines(&text[..text.len() - end]) > MAX_MINIMAL;
        long(differs) || long(differs_now)
    }
}

/// How many lines of either are left where git is asked for no lines around a
/// hunk; `None` for all.
fn head(texts: &Texts) -> Option<(usize, usize)> {
    let tail = common_tail(texts.then(), texts.now());
    let (then, now) = (texts.then().len() - tail, texts.now().len() - tail);
    (tail > 0).then(|| texts.lines_within(then, now))
}

/// Whether a line that went came again, white space at its ends aside.
fn has_come_again(texts: &Texts, hunks: &[Hunk]) -> bool {
    let (then, now) = texts.trimmed();
    let went = hunks.iter().flat_map(|hunk| within(then, &hunk.before));
    let went: HashSet<u32> = went.copied().collect();
    let mut came = hunks.iter().flat_map(|hunk| within(now, &hunk.after));
    came.any(|line| Some(*line) != texts.blank() && went.contains(line))
}

fn within<'l>(lines: &'l [u32], run: &Range<u32>) -> &'l [u32] {
    let run = run.start as usize..run.end as usize;
    lines.get(run).unwrap_or_default()
}

/// How many bytes two texts end with that git leaves out where it is asked for
/// no lines around a hunk: whole blocks, up to a line's start
/// (xdiff-interface.c, trim_common_tail). It then finds other hunks at times.
fn common_tail(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 1024;
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let tail = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let start = old[old.len() - tail..].find_byte(b'\n');
    tail - start.map_or(tail, |start| start + 1)
}

pub(in crate::repo) fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(BINARY_PROBE)].contains(&0)
}

/// How many bytes are compared at once.
const BLOCK: usize = 4096;

/// How many bytes both texts begin with.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let same = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let bytes = old[same..].iter().zip(&new[same..]);
    same + bytes.take_while(|(a, b)| a == b).count()
}

/// How many bytes both end with.
fn common_end(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let same = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let (old, new) = (&old[..old.len() - same], &new[..new.len() - same]);
    let bytes = old.iter().rev().zip(new.iter().rev());
    same + bytes.take_while(|(a, b)| a == b).count()
}
