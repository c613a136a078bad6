//! How the lines of a text then map to those now, as `git diff` would show it.

use crate::drift::{Edit, Hunk};
use crate::model::ObjectId;
use crate::repo::Repo;
use gix::bstr::ByteSlice;
use gix::diff::blob::{Algorithm, Diff, InternedInput};
use std::collections::BTreeSet;
use std::ops::Range;

/// More lines than this on a side, without those that both texts begin and
/// end with, are not mapped: repetitive input costs seconds from there on.
const MAX_LINES: usize = 100_000;

/// git looks for a NUL in this many bytes to call a file binary
/// (xdiff-interface.c, buffer_is_binary).
const BINARY_PROBE: usize = 8000;

impl Repo {
    /// From the blob `old` to the bytes `new`; `None` where the blob is not in
    /// this repository, one side is binary, or one is too long to map.
    pub(in crate::repo) fn edit(&self, old: &ObjectId, new: &[u8]) -> Option<Edit> {
        let old = self.blob(old).ok()??;
        if is_binary(&old) || is_binary(new) {
            return None;
        }
        let (differs, differs_now) = without_common_ends(&old, new);
        if lines(differs) > MAX_LINES || lines(differs_now) > MAX_LINES {
            return None;
        }
        Some(self.edit_between(old, new))
    }

    /// From one text to another.
    pub(in crate::repo) fn edit_between(&self, old: Vec<u8>, new: &[u8]) -> Edit {
        let hunks = self.hunks(&old, new);
        let (head, head_now) = without_common_tail(&old, new);
        let mapped = (head.len() < old.len()).then(|| self.hunks(head, head_now));
        let mapped = mapped.filter(|mapped| *mapped != hunks);
        let folded = has_odd_ends(&old, new).then(|| self.folded_hunks(head, head_now));
        let exact = mapped.as_ref().unwrap_or(&hunks);
        let folded = folded.filter(|folded| folded != exact);
        let so_far = folded.as_ref().unwrap_or(exact);
        let trimmed = self.trimmed_hunks(&old, new, so_far);
        Edit {
            trimmed: trimmed.filter(|trimmed| trimmed != so_far),
            folded,
            new: new.to_vec(),
            old,
            mapped,
            hunks,
        }
    }

    /// The hunks between two texts, with the user's `diff.algorithm` and
    /// `diff.indentHeuristic`.
    fn hunks(&self, old: &[u8], new: &[u8]) -> Vec<Hunk> {
        if old == new {
            return Vec::new();
        }
        if self.wants_patience()
            && let Ok(hunks) = self.patient_hunks(old, new, false)
        {
            return hunks;
        }
        self.mapped(&InternedInput::new(old, new))
    }

    /// The same where a line's ending makes no difference.
    fn folded_hunks(&self, old: &[u8], new: &[u8]) -> Vec<Hunk> {
        if self.wants_patience()
            && let Ok(hunks) = self.patient_hunks(old, new, true)
        {
            return hunks;
        }
        let mut input = InternedInput::default();
        input.update_before(without_ends(old));
        input.update_after(without_ends(new));
        self.mapped(&input)
    }

    /// The same where white space at a line's ends makes no difference;
    /// `None` where nothing that went came again so.
    fn trimmed_hunks(&self, old: &[u8], new: &[u8], hunks: &[Hunk]) -> Option<Vec<Hunk>> {
        let (then, now) = (trimmed(old), trimmed(new));
        let went = hunks.iter().map(|hunk| within(&then, &hunk.before));
        let went: BTreeSet<&[u8]> = went.flatten().copied().collect();
        let mut came = hunks.iter().flat_map(|hunk| within(&now, &hunk.after));
        if !came.any(|line| !line.is_empty() && went.contains(line)) {
            return None;
        }
        let mut input = InternedInput::default();
        input.update_before(then.into_iter());
        input.update_after(now.into_iter());
        Some(self.mapped(&input))
    }

    fn mapped(&self, input: &InternedInput<&[u8]>) -> Vec<Hunk> {
        let mut diff = Diff::compute(self.algorithm(), input);
        if self.bool_setting("diff.indentHeuristic").unwrap_or(true) {
            diff.postprocess_lines(input);
        } else {
            diff.postprocess_no_heuristic(input);
        }
        diff.hunks()
            .map(|hunk| Hunk {
                before: hunk.before,
                after: hunk.after,
            })
            .collect()
    }

    /// git's default is Myers; its patience is nearest to histogram.
    fn algorithm(&self) -> Algorithm {
        match self.string_setting("diff.algorithm").as_deref() {
            Some("minimal") => Algorithm::MyersMinimal,
            Some("histogram" | "patience") => Algorithm::Histogram,
            _ => Algorithm::Myers,
        }
    }

    /// gix has no such algorithm: git is asked.
    fn wants_patience(&self) -> bool {
        self.string_setting("diff.algorithm").as_deref() == Some("patience")
    }
}

/// Whether some lines may differ in nothing but how they end.
fn has_odd_ends(old: &[u8], new: &[u8]) -> bool {
    old.ends_with(b"\n") != new.ends_with(b"\n")
        || [old, new].iter().any(|text| text.contains_str("\r\n"))
}

/// What is left of two texts where git is asked for no lines around a hunk:
/// it leaves out whole blocks that both end with, up to a line's start
/// (xdiff-interface.c, trim_common_tail), and then finds other hunks at times.
fn without_common_tail<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    const BLOCK: usize = 1024;
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let tail = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let start = old[old.len() - tail..].find_byte(b'\n');
    let tail = tail - start.map_or(tail, |start| start + 1);
    (&old[..old.len() - tail], &new[..new.len() - tail])
}

/// The lines of a text without `\n` or `\r\n`.
fn without_ends(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n')
        .map(|line| match line.strip_suffix(b"\n") {
            Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
            None => line,
        })
}

/// The lines of a text without the white space at their ends.
fn trimmed(text: &[u8]) -> Vec<&[u8]> {
    without_ends(text).map(<[u8]>::trim_ascii).collect()
}

fn within<'l, 'a>(lines: &'l [&'a [u8]], run: &Range<u32>) -> &'l [&'a [u8]] {
    let run = run.start as usize..run.end as usize;
    lines.get(run).unwrap_or_default()
}

pub(in crate::repo) fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(BINARY_PROBE)].contains(&0)
}

/// What is left of two texts without the bytes that both begin and end with.
fn without_common_ends<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let start = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same);
    let end = end.count();
    (&old[..old.len() - end], &new[..new.len() - end])
}

/// How many lines a text has; the last one needs no line ending.
pub(in crate::repo) fn lines(bytes: &[u8]) -> usize {
    let ends = memchr::memchr_iter(b'\n', bytes).count();
    ends + usize::from(bytes.last().is_some_and(|last| *last != b'\n'))
}
