//! What happens to lines.

use super::super::measure::Random;
use super::Story;
use super::file::File;
use std::collections::{BTreeMap, BTreeSet};

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
        "re-indent a block" => {
            file.indent(run, random.pick(&["    ", "\t", "  "]));
            Some(())
        }
        "wrap a block" => file.wrap(run, random),
        "tabs for spaces" => {
            file.reformat();
            Some(())
        }
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
            file.is_quiet(at).then_some(())?;
            let texts = File::texts(&file.lines()[at..=at]);
            let to = file.copy(at..at + 1, random)?;
            if to.abs_diff(at) < 4 {
                // Beside the first one, among its own neighbours, the copy is
                // as good as it; and to put an edited copy there is the same.
                return Some(());
            }
            let done = file.edit(at + usize::from(to <= at), random);
            file.forbid(texts);
            done
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
