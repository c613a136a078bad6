//! What happens to lines.

use super::super::measure::Random;
use super::{Line, Story};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// By the path a file had at first, what happened to its lines.
pub(super) type Acts = BTreeMap<String, BTreeSet<&'static str>>;

const ALL: [&str; 14] = [
    "edit",
    "insert",
    "delete",
    "rewrite",
    "move a block",
    "re-indent a block",
    "wrap a block",
    "tabs for spaces",
    "split to a new file",
    "split to another file",
    "rename",
    "copy a block",
    "copy, then edit the first",
    "swap two functions",
];

/// Most files get one act, some get several, some none.
pub(super) fn happen(story: &mut Story, random: &mut Random) -> Acts {
    let mut acts = Acts::new();
    let names: Vec<String> = story.files.keys().cloned().collect();
    for first in names {
        let count = random.pick(&[0, 1, 1, 1, 1, 2, 3]);
        let mut now = first.clone();
        for _ in 0..count {
            let act = if random.percent(8) {
                "delete one of twins"
            } else {
                random.pick(&ALL)
            };
            if one(act, &mut now, story, random).is_some() {
                acts.entry(first.clone()).or_default().insert(act);
            }
        }
    }
    acts
}

/// Does it, if the file has anything to do it to.
fn one(act: &'static str, path: &mut String, story: &mut Story, random: &mut Random) -> Option<()> {
    let lines = story.files.get(path.as_str())?;
    let count = lines.len();
    if count == 0 {
        return None;
    }
    let start = random.below(count);
    let run = start..(start + 1 + random.below(7)).min(count);
    let mut file = File {
        story,
        path: path.as_str(),
    };
    match act {
        "edit" => {
            let texts = File::texts(&file.lines()[run.start..=run.start]);
            file.goes(&texts)
                .and_then(|()| file.edit(run.start, random))
        }
        "insert" => file.insert(random),
        "delete" => file.take(run).map(drop),
        "rewrite" => file.rewrite(run, random),
        "move a block" => file.shift(run, random),
        "re-indent a block" => file.indent(run, random.pick(&["    ", "\t", "  "])),
        "wrap a block" => file.wrap(run, random),
        "tabs for spaces" => file.reformat(),
        "split to a new file" => {
            let to = format!("src/new_{}.rs", random.below(1_000_000));
            file.split(run, &to, random)
        }
        "split to another file" => {
            let names: Vec<String> = file.story.files.keys().cloned().collect();
            let to = &names[random.below(names.len())];
            file.split(run, to, random)
        }
        "rename" => {
            let to = format!("renamed/{}", path.rsplit('/').next().unwrap_or(path));
            rename(story, path, &to)?;
            *path = to;
            Some(())
        }
        "copy a block" => file.copy(run, random).map(drop),
        "copy, then edit the first" => {
            let at = run.start;
            let to = file.copy(at..at + 1, random)?;
            let between = &file.lines()[at.min(to)..=at.max(to)];
            if File::texts(between).len() == 1 {
                return Some(()); // to put an edited copy beside the first is the same
            }
            file.edit(at + usize::from(to <= at), random)
        }
        "swap two functions" => file.swap(random),
        _ => file.take_a_twin(random),
    }
}

fn rename(story: &mut Story, from: &str, to: &str) -> Option<()> {
    if story.files.contains_key(to) {
        return None;
    }
    let lines = story.files.remove(from)?;
    story.files.insert(to.to_owned(), lines);
    for texts in [&mut story.came, &mut story.went] {
        let own = texts.remove(from).unwrap_or_default();
        texts.insert(to.to_owned(), own);
    }
    Some(())
}

/// One file that something happens to. Whatever would put in what was taken
/// out, or take out what was put in, does not happen: nobody could tell.
struct File<'a> {
    story: &'a mut Story,
    path: &'a str,
}

impl File<'_> {
    fn lines(&mut self) -> &mut Vec<Line> {
        self.story.files.get_mut(self.path).expect("it is there")
    }

    fn texts(lines: &[Line]) -> BTreeSet<String> {
        lines
            .iter()
            .map(|line| line.text.trim().to_owned())
            .collect()
    }

    fn comes(&mut self, path: &str, texts: &BTreeSet<String>) -> Option<()> {
        let went = self.story.went.entry(path.to_owned()).or_default();
        went.is_disjoint(texts).then_some(())?;
        let came = self.story.came.entry(path.to_owned()).or_default();
        came.extend(texts.iter().cloned());
        Some(())
    }

    fn goes(&mut self, texts: &BTreeSet<String>) -> Option<()> {
        let came = self.story.came.entry(self.path.to_owned()).or_default();
        came.is_disjoint(texts).then_some(())?;
        let went = self.story.went.entry(self.path.to_owned()).or_default();
        went.extend(texts.iter().cloned());
        Some(())
    }

    fn edit(&mut self, at: usize, random: &mut Random) -> Option<()> {
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

    fn insert(&mut self, random: &mut Random) -> Option<()> {
        let block: Vec<Line> = (0..1 + random.below(5))
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

    fn take(&mut self, run: Range<usize>) -> Option<Vec<Line>> {
        let texts = File::texts(&self.lines()[run.clone()]);
        self.goes(&texts)?;
        Some(self.lines().drain(run).collect())
    }

    /// Other lines in their place.
    fn rewrite(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let at = run.start;
        self.take(run)?;
        let block: Vec<Line> = (0..1 + random.below(4))
            .map(|_| {
                let text = self.story.fresh(random);
                self.story.line(text)
            })
            .collect();
        self.comes(self.path, &File::texts(&block))?;
        self.lines().splice(at..at, block);
        Some(())
    }

    fn shift(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let texts = File::texts(&self.lines()[run.clone()]);
        let went = self
            .story
            .went
            .get(self.path)
            .is_none_or(|went| went.is_disjoint(&texts));
        went.then_some(())?;
        let mut block = self.take(run)?;
        self.story
            .came
            .entry(self.path.to_owned())
            .or_default()
            .extend(texts);
        if random.percent(30) {
            for line in block.iter_mut().filter(|line| !line.text.is_empty()) {
                line.text.insert_str(0, "    ");
            }
        }
        let to = random.below(self.lines().len() + 1);
        self.lines().splice(to..to, block);
        Some(())
    }

    fn indent(&mut self, run: Range<usize>, by: &str) -> Option<()> {
        for line in self.lines()[run]
            .iter_mut()
            .filter(|line| !line.text.is_empty())
        {
            line.text.insert_str(0, by);
        }
        Some(())
    }

    fn wrap(&mut self, run: Range<usize>, random: &mut Random) -> Option<()> {
        let name = self.story.fresh(random);
        let (head, tail) = (format!("if {} {{", name.trim()), "}".to_owned());
        let (head, tail) = (self.story.line(head), self.story.line(tail));
        self.comes(self.path, &File::texts(&[head.clone(), tail.clone()]))?;
        self.indent(run.clone(), "    ");
        self.lines().insert(run.end, tail);
        self.lines().insert(run.start, head);
        Some(())
    }

    fn reformat(&mut self) -> Option<()> {
        for line in self.lines() {
            let code = line.text.trim_start_matches(' ');
            let by = (line.text.len() - code.len()).div_ceil(2);
            line.text = format!("{}{code}", "\t".repeat(by));
        }
        Some(())
    }

    fn split(&mut self, run: Range<usize>, to: &str, random: &mut Random) -> Option<()> {
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

    fn copy(&mut self, run: Range<usize>, random: &mut Random) -> Option<usize> {
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
    fn swap(&mut self, random: &mut Random) -> Option<()> {
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
        self.lines()[first..end].rotate_left(second - first);
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

    fn take_a_twin(&mut self, random: &mut Random) -> Option<()> {
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
