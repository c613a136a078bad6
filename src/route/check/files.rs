//! The files that a document references, each compared once for every commit
//! that its references stand on.

use super::stand::{Placed, Stand};
use super::{Told, split};
use crate::drift::{Apart, Drift, FileVerdict, together};
use crate::error::Error;
use crate::model::{ObjectId, Pin, Pinned, RepoPath};
use crate::repo::{Blame, Lost, Repo, Sight, Since};
use std::collections::BTreeMap;

/// Said of a line that a shallow clone cannot date, and what to run.
const BEYOND: &str = "its line is older than this shallow clone; \
                      'git fetch --unshallow' (or --deepen=N) brings the rest";

/// What references of one file stand on: a commit, and the file's path there
/// if that was another.
type Base = (Stand, Option<RepoPath>);

/// The references of one file that stand on the same.
pub(super) struct Group<'a> {
    pub(super) stand: &'a Stand,
    then: Option<&'a RepoPath>,
    pub(super) pinned: Option<Pinned>,
    lines: Vec<crate::model::Lines>,
    /// Whether the document says outright that this is a file.
    stated: bool,
    /// The first line of the document that names it so, 1-based.
    line: u32,
    /// When its commit was made.
    pub(super) time: i64,
}

/// One file's answers, oldest first.
pub(super) struct Answers {
    /// What each stands on, and the line of the document.
    stands: Vec<(Base, u32)>,
    apart: Vec<Apart>,
}

/// All files.
pub(super) struct Files(BTreeMap<RepoPath, Answers>);

impl Files {
    /// Looks at every file once and compares it with all its pins.
    pub(super) fn compare(
        repo: &Repo,
        document: Option<&RepoPath>,
        placed: &[Placed],
        blame: &Blame,
    ) -> Files {
        let groups = grouped(placed, blame);
        repo.prepare(None, &groups.keys().copied().collect::<Vec<_>>());
        let mut sights: BTreeMap<&RepoPath, Sight<'_>> = BTreeMap::new();
        let mut files = BTreeMap::new();
        for (path, groups) in &groups {
            let pins: Vec<&Pinned> = groups.iter().filter_map(|g| g.pinned.as_ref()).collect();
            let sight = repo.sight(path, &pins);
            let answers = answers(path, groups, &sight);
            if answers.is_lost() {
                sights.insert(path, sight);
            }
            files.insert((*path).clone(), answers);
        }
        look_elsewhere(repo, &groups, &mut sights);
        for (path, sight) in &sights {
            files.insert((*path).clone(), answers(path, &groups[path], sight));
        }
        split::find(repo, document, &groups, &sights, &mut files);
        files.retain(|_, answers| !answers.apart.is_empty());
        Files(files)
    }

    /// One answer a file, in path order.
    pub(super) fn whole(&self) -> Vec<Apart> {
        let all = self.0.values().filter_map(|file| together(&file.apart));
        all.map(|(_, whole)| whole).collect()
    }

    /// The line of the document since which each of these is told.
    pub(super) fn since(&self, drift: &Drift) -> BTreeMap<RepoPath, u32> {
        let told = drift.files.iter().filter_map(|file| {
            let (_, line) = self.worst(&file.path)?;
            Some((file.path.clone(), *line))
        });
        told.collect()
    }

    /// Adds who changed the files that have drifted.
    pub(super) fn tell_history(&self, repo: &Repo, drift: &mut Drift) -> Result<(), Error> {
        let (mut drifted, mut asked) = (Vec::new(), Vec::new());
        for file in drift.files.iter_mut().filter(|file| file.is_drift()) {
            let Some(((Stand::At(commit) | Stand::Beyond(commit), then), _)) =
                self.worst(&file.path)
            else {
                continue;
            };
            let renamed = match &file.verdict {
                FileVerdict::Renamed { to } => Some(to.clone()),
                _ => None,
            };
            asked.push(Since {
                path: file.path.clone(),
                renamed,
                then: then.clone(),
                commit: commit.clone(),
            });
            drifted.push(file);
        }
        for (file, changers) in drifted.into_iter().zip(repo.changers(&asked)?) {
            file.commits = changers.commits;
            file.commits_cut = changers.cut;
            file.uncommitted = changers.uncommitted;
        }
        Ok(())
    }

    /// What became of one reference; `None` where it is none.
    pub(super) fn told(&self, placed: Placed) -> Option<Told> {
        let answers = self.0.get(&placed.located.path)?;
        let at = answers
            .stands
            .iter()
            .position(|((stand, then), _)| *stand == placed.stand && *then == placed.then)?;
        let apart = answers.apart.get(at)?;
        Some(Told {
            file: apart.only(placed.located.mention.lines()),
            located: placed.located,
            line: placed.line,
        })
    }

    /// What the answer of a file stands on.
    fn worst(&self, path: &RepoPath) -> Option<&(Base, u32)> {
        let answers = self.0.get(path)?;
        let (at, _) = together(&answers.apart)?;
        answers.stands.get(at)
    }
}

impl Answers {
    /// What was answered of the references that stand on the same.
    pub(super) fn of(&mut self, group: &Group<'_>) -> Option<&mut Apart> {
        let mut bases = self.stands.iter();
        let at = bases
            .position(|((stand, then), _)| stand == group.stand && then.as_ref() == group.then)?;
        self.apart.get_mut(at)
    }

    fn is_lost(&self) -> bool {
        let mut all = self.apart.iter();
        all.any(|apart| apart.file.verdict == FileVerdict::Deleted)
    }
}

/// The references by file and by what they stand on, oldest first.
fn grouped<'a>(placed: &'a [Placed], blame: &Blame) -> BTreeMap<&'a RepoPath, Vec<Group<'a>>> {
    let mut all: BTreeMap<&RepoPath, BTreeMap<_, Group<'_>>> = BTreeMap::new();
    for placed in placed {
        let located = &placed.located;
        let file = all.entry(&located.path).or_default();
        let base = (&placed.stand, placed.then.as_ref());
        let group = file.entry(base).or_insert_with(|| Group {
            stand: &placed.stand,
            then: placed.then.as_ref(),
            pinned: placed.pin.clone().map(Pinned::whole),
            lines: Vec::new(),
            stated: false,
            line: placed.line,
            time: match &placed.stand {
                Stand::At(commit) | Stand::Beyond(commit) => blame.time(commit),
                Stand::Nothing | Stand::Untold(_) => i64::MAX,
            },
        });
        group.lines.extend(located.mention.lines());
        group.stated |= located.mention.kind.states_a_file();
        group.line = group.line.min(placed.line);
    }
    let all = all.into_iter().map(|(path, groups)| {
        let mut groups: Vec<Group<'_>> = groups.into_values().collect();
        for group in &mut groups {
            group.lines.sort_unstable();
            group.lines.dedup();
            if let Some(pinned) = &mut group.pinned {
                pinned.lines.clone_from(&group.lines);
            }
        }
        groups.sort_by_key(|group| group.time);
        (path, groups)
    });
    all.collect()
}

fn answers(path: &RepoPath, groups: &[Group<'_>], sight: &Sight<'_>) -> Answers {
    let all = groups.iter().filter_map(|group| {
        let apart = answer(path, group, sight)?;
        let base = (group.stand.clone(), group.then.cloned());
        Some(((base, group.line), apart))
    });
    let (stands, apart) = all.unzip();
    Answers { stands, apart }
}

/// What became of the file; `None` where the name means nothing.
fn answer(path: &RepoPath, group: &Group<'_>, sight: &Sight<'_>) -> Option<Apart> {
    let there = sight.is_there();
    let named = || (there || group.stated).then_some(());
    match (group.stand, &group.pinned) {
        (Stand::At(_), Some(pinned)) => Some(Apart::pinned(path, pinned, &sight.against(pinned))),
        (Stand::Beyond(_), Some(pinned)) => {
            Some(Apart::pinned(path, pinned, &sight.against(pinned)).or_older(BEYOND))
        }
        (Stand::Beyond(_), None) => named().map(|()| Apart::untold(path, &group.lines, BEYOND)),
        (Stand::Untold(why), _) => named().map(|()| Apart::untold(path, &group.lines, why)),
        (Stand::At(_) | Stand::Nothing, _) if there => {
            Some(Apart::never_pinned(path, &group.lines))
        }
        (Stand::At(_) | Stand::Nothing, _) => named().map(|()| Apart::missing(path)),
    }
}

/// Looks for where the files went that are gone: each from the newest commit
/// that had it, so that the fewest edits lie between.
fn look_elsewhere(
    repo: &Repo,
    groups: &BTreeMap<&RepoPath, Vec<Group<'_>>>,
    sights: &mut BTreeMap<&RepoPath, Sight<'_>>,
) {
    let mut lost: BTreeMap<(i64, &ObjectId), BTreeMap<RepoPath, Pinned>> = BTreeMap::new();
    for path in sights.keys() {
        let newest = groups[path].iter().rev().find_map(|group| {
            let pinned = group.pinned.as_ref()?;
            let is_blob = matches!(pinned.pin, Pin::Blob { .. });
            match group.stand {
                Stand::At(commit) | Stand::Beyond(commit) if is_blob => {
                    Some(((group.time, commit), pinned))
                }
                _ => None,
            }
        });
        if let Some((commit, pinned)) = newest {
            let files = lost.entry(commit).or_default();
            files.insert((*path).clone(), pinned.clone());
        }
    }
    let lost = lost.into_iter();
    let lost: Vec<Lost<'_>> = lost
        .map(|((_, commit), files)| Lost { commit, files })
        .collect();
    let found = repo.renamed_since(&lost);
    for (path, sight) in sights {
        match found.paths.get(*path) {
            Some(to) => sight.moved(to),
            None if found.cut.contains(*path) => sight.give_up(),
            None => {}
        }
    }
}
