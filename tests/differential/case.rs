//! One random history: what there is at the start, what happens before the
//! save, what is saved, and what happens after it.

use super::acts::{to_a_file, to_the_repository};
use super::content::{NAMES, content, count};
use super::measure::{Git, Random, Tally, judge, saved};
use super::world::{World, quoted};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Range;
use tempfile::TempDir;

/// Everything that decides what happens; each part can be left out without
/// changing what the others do.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// Names and what their content is made from.
    files: Vec<(&'static str, u64)>,
    before: Vec<Act>,
    after: Vec<Act>,
    /// Which files and lines are saved is made from this.
    choice: u64,
    /// Of those chosen, the ones that are not saved after all.
    left_out: Vec<Chosen>,
    linked: bool,
}

/// One thing that happens, and the chance in it.
#[derive(Clone, Copy, Debug)]
struct Act {
    to_the_repository: bool,
    seed: u64,
}

impl Act {
    fn happen(self, world: &World) {
        let mut random = Random::new(self.seed);
        if self.to_the_repository {
            to_the_repository(world, &mut random);
        } else {
            to_a_file(world, &mut random);
        }
    }
}

/// What a case came to.
pub(super) struct Outcome {
    pub(super) tally: Tally,
    /// What was done, as a shell script.
    pub(super) script: String,
    /// What was saved.
    chosen: Vec<Chosen>,
}

impl Case {
    /// The case that belongs to `seed`.
    pub(super) fn new(seed: u64) -> Case {
        let mut random = Random::new(seed);
        let mut names = NAMES;
        random.shuffle(&mut names);
        let files = 4 + random.below(10);
        let mut acts = |most: usize, chance: usize| -> Vec<Act> {
            let act = |random: &mut Random| Act {
                to_the_repository: random.percent(chance),
                seed: random.next(),
            };
            (0..random.below(most + 1))
                .map(|_| act(&mut random))
                .collect()
        };
        let (before, after) = (acts(6, 35), acts(16, 35));
        Case {
            files: names[..files]
                .iter()
                .map(|name| (*name, random.next()))
                .collect(),
            before,
            after,
            choice: random.next(),
            left_out: Vec::new(),
            linked: random.percent(10),
        }
    }

    /// Lets it happen in a fresh repository.
    pub(super) fn run(&self, environment: &[(OsString, OsString)]) -> Outcome {
        let temporary = TempDir::with_prefix("shipkit-").expect("a temporary directory");
        let root = temporary.path().canonicalize().expect("it is there");
        let world = self.begin(&root, environment);
        for act in &self.before {
            act.happen(&world);
        }
        let mut chosen = choose(&world, self.choice);
        chosen.retain(|one| !self.left_out.contains(one));
        let mut tally = Tally::default();
        if chosen.is_empty() {
            return Outcome {
                tally,
                script: String::new(),
                chosen,
            };
        }
        let pinned = saved(&world.git, positions(&chosen));
        if let Err(why) = save(&world, &chosen) {
            tally.wrong_files.push(why);
            return Outcome {
                tally,
                script: world.script(),
                chosen,
            };
        }
        for act in &self.after {
            act.happen(&world);
        }
        world.say("git shipkit resume --check --json");
        let said = world.git.shipkit(&["resume", "--check", "--json"]);
        match serde_json::from_slice(&said.out) {
            Ok(report) if said.code < 3 => tally = judge(&world.git, &pinned, &report),
            _ => {
                let out = String::from_utf8_lossy(&said.out).into_owned();
                tally
                    .wrong_files
                    .push(format!("no report: {out}{}", said.err));
            }
        }
        Outcome {
            tally,
            script: world.script(),
            chosen,
        }
    }

    /// The first commit, and a linked worktree where the case is about one.
    fn begin(&self, root: &std::path::Path, environment: &[(OsString, OsString)]) -> World {
        let (main, aside) = (root.join("repo"), root.join("aside"));
        std::fs::create_dir(&main).expect("a fresh directory");
        let git = Git::new(&main, &aside, environment.to_vec());
        let world = World::new(git);
        world.try_git(&["init", "-q", "-b", "main", "--template="]);
        for (name, seed) in &self.files {
            let mut random = Random::new(*seed);
            match *name {
                "link" => world.link(name, "a.txt"),
                _ => world.write(name, &content(name, &mut random)),
            }
            if *name == "run.sh" {
                world.executable(name, true);
            }
        }
        world.try_git(&["add", "-A"]);
        world.try_git(&["commit", "-q", "--allow-empty", "-m", "first"]);
        if !self.linked {
            return world;
        }
        let linked = root.join("linked");
        let place = linked.to_string_lossy().into_owned();
        world.try_git(&["worktree", "add", "-q", "-b", "side", &place]);
        world.elsewhere(Git::new(&linked, &aside, environment.to_vec()))
    }

    /// Leaves out whatever it can while `still` finds something wrong.
    pub(super) fn shrunk(&self, still: impl Fn(&Case) -> Option<Outcome>) -> (Case, Outcome) {
        let mut best = self.clone();
        let mut outcome = still(&best).expect("it failed before");
        loop {
            let smaller = best.smaller(&outcome.chosen);
            let found = smaller
                .into_iter()
                .find_map(|case| Some((still(&case)?, case)));
            match found {
                Some((again, case)) => (outcome, best) = (again, case),
                None => return (best, outcome),
            }
        }
    }

    /// Every case with a part less, the larger parts first.
    fn smaller(&self, chosen: &[Chosen]) -> Vec<Case> {
        let mut out = Vec::new();
        let mut without = |change: &dyn Fn(&mut Case)| {
            let mut case = self.clone();
            change(&mut case);
            out.push(case);
        };
        for run in runs(self.after.len()) {
            without(&|case| {
                case.after.drain(run.clone());
            });
        }
        for run in runs(chosen.len()) {
            without(&|case| case.left_out.extend_from_slice(&chosen[run.clone()]));
        }
        for run in runs(self.before.len()) {
            without(&|case| {
                case.before.drain(run.clone());
            });
        }
        for run in runs(self.files.len()) {
            without(&|case| {
                case.files.drain(run.clone());
            });
        }
        if self.linked {
            without(&|case| case.linked = false);
        }
        out
    }
}

/// Halves, quarters and so on of so many things, to single ones.
fn runs(count: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut size = count.div_ceil(2);
    while size > 0 {
        let starts = (0..count).step_by(size);
        out.extend(starts.map(|start| start..(start + size).min(count)));
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    out
}

/// One reference: a path, and perhaps lines.
type Chosen = (String, Option<(usize, usize)>);

/// What is saved: most of the files, with positions or without.
fn choose(world: &World, seed: u64) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for name in world.files() {
        let mut random = Random::of(seed, &name);
        if random.percent(15) {
            continue;
        }
        let lines = world.read(&name).map_or(0, |text| count(&text));
        let positions = if lines == 0 { 0 } else { random.below(7) };
        let mut taken = Vec::new();
        for _ in 0..positions {
            let beyond = usize::from(random.percent(3));
            let start = 1 + random.below(lines + beyond);
            let length = if random.percent(60) {
                0
            } else {
                random.below(6)
            };
            let end = (start + length).min(lines.max(start));
            if !taken.contains(&(start, end)) {
                taken.push((start, end));
            }
        }
        if taken.is_empty() {
            chosen.push((name.clone(), None));
        }
        chosen.extend(taken.into_iter().map(|lines| (name.clone(), Some(lines))));
    }
    if seed.is_multiple_of(10) {
        chosen.push(("never-there.txt".to_owned(), None));
    }
    chosen
}

fn positions(chosen: &[Chosen]) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut out: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (path, lines) in chosen {
        out.entry(path.clone()).or_default().extend(*lines);
    }
    out
}

fn save(world: &World, chosen: &[Chosen]) -> Result<(), String> {
    let opens: Vec<String> = chosen
        .iter()
        .map(|(path, lines)| match lines {
            Some((start, end)) if start == end => format!("--open={path}:{start}"),
            Some((start, end)) => format!("--open={path}:{start}-{end}"),
            None => format!("--open={path}"),
        })
        .collect();
    let mut arguments = vec!["checkpoint", "--task", "t", "-y"];
    arguments.extend(opens.iter().map(String::as_str));
    let words: Vec<String> = arguments
        .iter()
        .map(|word| quoted(word.as_bytes()))
        .collect();
    world.say(&format!("git shipkit {}", words.join(" ")));
    let said = world.git.shipkit(&arguments);
    match said.code {
        0 => Ok(()),
        code => Err(format!("the save ended with {code}: {}", said.err)),
    }
}
