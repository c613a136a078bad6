//! One file of a story, and what can happen to its lines.

use super::super::measure::Random;
use super::{Line, Story};
use std::collections::BTreeSet;
use std::ops::Range;

/// One file that something happens to. Whatever would put in what was taken
/// out, or take out what was put in, does not happen: nobody could tell.
pub(super) struct File<'a> {
    pub(super) story: &'a mut Story,
    pub(super) path: &'a str,
}

impl File<'_> {
    pub(super) fn lines(&mut self) -> &mut Vec<Line> {
        self.story.files.get_mut(self.path).expect("it is there")
    }

    pub(super) fn texts(lines: &[Line]) -> BTreeSet<String> {
        lines
            .iter()
            .map(|line| line.text.trim().to_owned())
            .collect()
    }

    pub(super) fn comes(&mut self, path: &str, texts: &BTreeSet<String>) -> Option<()> {
        let went = self.story.went.entry(path.to_owned()).or_default();
        went.is_disjoint(texts).then_some(())?;
        let came = self.story.came.entry(path.to_owned()).or_default();
        came.extend(texts.iter().cloned());
        Some(())
    }

    pub(super) fn goes(&mut self, texts: &BTreeSet<String>) -> Option<()> {
        let came = self.story.came.entry(self.path.to_owned()).or_default();
        came.is_disjoint(texts).then_some(())?;
        let went = self.story.went.entry(self.path.to_owned()).or_default();
        went.extend(texts.iter().cloned());
        Some(())
    }

    /// Whether no line like this one was put in or taken out yet.
    pub(super) fn is_quiet(&mut self, at: usize) -> bool {
        let text = self.lines()[at].text.trim().to_owned();
        let both = [&self.story.came, &self.story.went];
        let mut texts = both.iter().filter_map(|texts| texts.get(self.path));
        !texts.any(|texts| texts.contains(&text))
    }

    /// Lets no such line be put in any more.
    pub(super) fn forbid(&mut self, texts: BTreeSet<String>) {
        let went = self.story.went.entry(self.path.to_owned()).or_default();
        went.extend(texts);
    }

    pub(super) fn edit(&mut self, at: usize, random: &mut Random) -> Option<()> {
        let old = self.lines()[at].text.clone();
        (!old.is_empty()).then_some(())?;
        let mut new = old.clone();
        match random.below(3) {
            0 => new = new.replace("let ", "const "),
            1 => new = new.replace('(', "(ctx, "),
            _ => {}
        }
        if new == old {
            new = format!("{old} // {}", random.below(1_000_000));
        }
        let is_new = self
            .story
            .files
            .values()
            .flatten()
            .all(|line| line.text.trim() != new.trim());
        is_new.then_some(())?;
        self.comes(self.path, &BTreeSet::from([new.trim().to_owned()]))?;
        self.lines()[at].text = new;
        Some(())
    }

    pub(super) fn insert(&mut self, random: &mut Random) -> Option<()> {
        let block: Vec<Line> = (0..=random.below(5))
            .map(|_| {
                let text = if random.percent(50) {
                    Story::common(random)
                } else {
                    self.story.fresh(random)
                };
                self.story.line(text)
            })
            .collect();
        self.comes(self.path, &File::texts(&block))?;
        let at = random.below(self.lines().len() + 1);
        self.lines().splice(at..at, block);
        Some(())
    }

    pub(super) fn take(&mut self, run: Range<usize>) -> Option<Vec<Line>> {
        let texts = File::texts(&self.lines()[run.clone()]);
        self.goes(&texts)?;
        Some(self.lines().drain(run).collect())
    }

    /// Other lines in their place.
    pub(super) fn rewrite(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let at = run.start;
        self.take(run)?;
        let block: Vec<Line> = (0..=random.below(4))
            .map(|_| {
                let text = self.story.fresh(random);
                self.story.line(text)
            })
            .collect();
        self.comes(self.path, &File::texts(&block))?;
        self.lines().splice(at..at, block);
        Some(())
    }

    /// To move lines past others is to move those past them.
    pub(super) fn shift(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let to = random.below(self.lines().len() - run.len() + 1);
        let all = run.start.min(to)..run.end.max(to + run.len());
        let texts = File::texts(&self.lines()[all]);
        let path = self.path.to_owned();
        for known in [&mut self.story.came, &mut self.story.went] {
            let known = known.entry(path.clone()).or_default();
            known.is_disjoint(&texts).then_some(())?;
        }
        for known in [&mut self.story.came, &mut self.story.went] {
            known.entry(path.clone()).or_default().extend(texts.clone());
        }
        let before = self.lines().clone();
        let mut block: Vec<Line> = self.lines().drain(run).collect();
        if random.percent(30) {
            for line in block.iter_mut().filter(|line| !line.text.is_empty()) {
                line.text.insert_str(0, "    ");
            }
        }
        self.lines().splice(to..to, block);
        self.unless_as(before)
    }

    /// Undoes what cannot be seen: likes that changed places.
    fn unless_as(&mut self, before: Vec<Line>) -> Option<()> {
        let same = |(a, b): (&Line, &Line)| a.text.trim() == b.text.trim();
        if before.iter().zip(self.lines().iter()).all(same) {
            *self.lines() = before;
            return None;
        }
        Some(())
    }

    pub(super) fn indent(&mut self, run: Range<usize>, by: &str) {
        for line in self.lines()[run]
            .iter_mut()
            .filter(|line| !line.text.is_empty())
        {
            line.text.insert_str(0, by);
        }
    }

    pub(super) fn wrap(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let name = self.story.fresh(random);
        let (head, tail) = (format!("if {} {{", name.trim()), "}".to_owned());
        let (head, tail) = (self.story.line(head), self.story.line(tail));
        self.comes(self.path, &File::texts(&[head.clone(), tail.clone()]))?;
        self.indent(run.clone(), "    ");
        self.lines().insert(run.end, tail);
        self.lines().insert(run.start, head);
        Some(())
    }

    pub(super) fn reformat(&mut self) {
        for line in self.lines() {
            let code = line.text.trim_start_matches(' ');
            let by = (line.text.len() - code.len()).div_ceil(2);
            line.text = format!("{}{code}", "\t".repeat(by));
        }
    }

    pub(super) fn split(&mut self, run: Range<usize>, to: &str, random: &mut Random) -> Option<()> {
        (to != self.path).then_some(())?;
        let texts = File::texts(&self.lines()[run.clone()]);
        let went = self
            .story
            .went
            .get(to)
            .is_none_or(|went| went.is_disjoint(&texts));
        went.then_some(())?;
        let block = self.take(run)?;
        self.comes(to, &texts)?;
        let file = self.story.files.entry(to.to_owned()).or_default();
        let at = random.below(file.len() + 1);
        file.splice(at..at, block);
        Some(())
    }

    pub(super) fn copy(&mut self, run: Range<usize>, random: &mut Random) -> Option<usize> {
        let texts = File::texts(&self.lines()[run.clone()]);
        self.comes(self.path, &texts)?;
        let block = self.lines()[run].to_vec();
        let copy = |line: &Line, story: &mut Story| Line {
            copy_of: Some(line.id),
            ..story.line(line.text.clone())
        };
        let block: Vec<Line> = block.iter().map(|line| copy(line, self.story)).collect();
        let at = random.below(self.lines().len() + 1);
        self.lines().splice(at..at, block);
        Some(at)
    }

    /// Two that begin and end alike, as functions do.
    pub(super) fn swap(&mut self, random: &mut Random) -> Option<()> {
        let texts: BTreeSet<String> = File::texts(self.lines());
        let quiet = |texts: Option<&BTreeSet<String>>| texts.is_none_or(BTreeSet::is_empty);
        let untouched =
            quiet(self.story.came.get(self.path)) && quiet(self.story.went.get(self.path));
        untouched.then_some(())?;
        let heads = |lines: &[Line]| -> Vec<usize> {
            let all = lines.iter().enumerate();
            all.filter(|(_, line)| line.text.starts_with("fn "))
                .map(|(at, _)| at)
                .collect()
        };
        let heads = heads(self.lines());
        let pick = random.below(heads.len().checked_sub(1).filter(|more| *more > 0)?);
        let (first, second) = (heads[pick], heads[pick + 1]);
        let end = heads.get(pick + 2).copied().unwrap_or(self.lines().len());
        let before = self.lines().clone();
        self.lines()[first..end].rotate_left(second - first);
        self.unless_as(before)?;
        self.story
            .came
            .entry(self.path.to_owned())
            .or_default()
            .extend(texts.clone());
        self.story
            .went
            .entry(self.path.to_owned())
            .or_default()
            .extend(texts);
        Some(())
    }

    pub(super) fn take_a_twin(&mut self, random: &mut Random) -> Option<()> {
        let lines = self.lines();
        let twins = |line: &Line| {
            lines
                .iter()
                .filter(|one| one.text.trim() == line.text.trim())
                .count()
                > 1
        };
        let all: Vec<usize> = (0..lines.len()).filter(|at| twins(&lines[*at])).collect();
        let at = *all.get(random.below(all.len()))?;
        self.take(at..at + 1).map(drop)
    }
}
