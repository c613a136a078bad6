//! What may happen to a file, and to a repository.

use super::content::{NAMES, content, edited, flipped};
use super::measure::Random;
use super::world::World;

const ATTRIBUTES: [&str; 10] = [
    "* text=auto\n",
    "*.txt text\n",
    "* -text\n",
    "*.txt eol=crlf\n",
    "*.rs text eol=lf\n*.txt text=auto eol=crlf\n",
    "* ident\n",
    "*.txt ident text\n",
    "*.bin binary\n*.md !text\n* text=auto\n",
    "src/** text eol=crlf\n",
    "* crlf=input\n",
];

/// Settings that change what git says of the same bytes.
const SETTINGS: [(&str, &[&str]); 5] = [
    ("core.autocrlf", &["true", "false", "input"]),
    ("core.eol", &["crlf", "lf", "native"]),
    ("core.fileMode", &["true", "false"]),
    ("core.safecrlf", &["true", "false", "warn"]),
    (
        "diff.algorithm",
        &["myers", "minimal", "histogram", "patience"],
    ),
];

/// One random thing to a file of the work tree, most of them edits.
pub(super) fn to_a_file(world: &World, random: &mut Random) {
    let files = world.files();
    let Some(name) = one_of(&files, random).filter(|_| !random.percent(4)) else {
        let name = random.pick(&NAMES);
        world.write(name, &content(name, random));
        return;
    };
    match random.below(24) {
        0..=10 => {
            edit(world, name, random);
            for _ in 0..random.below(4) {
                edit(world, one_of(&files, random).unwrap_or(name), random);
            }
        }
        11 => {
            if let Some(text) = world.read(name) {
                world.write(name, &flipped(&text));
            }
        }
        12 => world.executable(name, random.percent(60)),
        13 | 14 => rename(world, name, random),
        15 => retype(world, name, random),
        16 => world.remove(name),
        17 => drop(world.try_git(&["rm", "-q", "-f", "--", &literal(name)])),
        18 => drop(world.try_git(&["rm", "-q", "--cached", "--", &literal(name)])),
        19 => drop(world.try_git(&["checkout", "-q", "HEAD", "--", &literal(name)])),
        20 => world.touch(name, 1_600_000_000 + random.next() % 1_000_000),
        21 => {
            if let Some(text) = world.read(name) {
                world.remove(name);
                world.write(name, &text); // another inode, no executable bit
            }
        }
        22 => mark(world, name, random),
        _ => drop(world.try_git(&["add", "-f", "--", &literal(name)])),
    }
}

/// One of the names, and the same one when others are taken away.
fn one_of<'a>(names: &'a [String], random: &mut Random) -> Option<&'a String> {
    let seed = random.next();
    names
        .iter()
        .min_by_key(|name| Random::of(seed, name).next())
}

fn literal(name: &str) -> String {
    format!(":(top,literal){name}")
}

fn edit(world: &World, name: &str, random: &mut Random) {
    let Some(text) = world.read(name) else {
        if world.exists(name) && random.percent(50) {
            world.remove(name);
            world.link(name, "elsewhere");
        }
        return;
    };
    world.write(name, &edited(&text, random));
}

fn rename(world: &World, name: &str, random: &mut Random) {
    let to = match random.below(4) {
        0 => format!("moved/{}", name.rsplit('/').next().unwrap_or(name)),
        1 => format!("{name}.{}", random.below(90)),
        2 => format!("new-{}.txt", random.below(90)),
        _ => random.pick(&NAMES).to_owned(),
    };
    if world.exists(&to) {
        return;
    }
    if random.percent(60) {
        let directory = to.rsplit_once('/').map(|(directory, _)| directory);
        if let Some(directory) = directory {
            world.write(&format!("{directory}/.keep"), b"");
        }
        world.try_git(&["mv", "--", name, &to]);
    } else {
        world.rename(name, &to);
        if random.percent(60) {
            world.try_git(&["add", "-A"]);
        }
    }
    if random.percent(40) {
        edit(world, &to, random);
    }
}

fn retype(world: &World, name: &str, random: &mut Random) {
    let was_file = world.read(name).is_some();
    world.remove(name);
    match (was_file, random.below(3)) {
        (true, 0) => world.write(&format!("{name}/inside"), b"inside\n"),
        (true, _) => world.link(name, "a.txt"),
        (false, _) => world.write(name, &content("a.txt", random)),
    }
}

fn mark(world: &World, name: &str, random: &mut Random) {
    let marks: [&[&str]; 6] = [
        &["--assume-unchanged"],
        &["--no-assume-unchanged"],
        &["--chmod=+x"],
        &["--chmod=-x"],
        &["--skip-worktree"],
        &["--no-skip-worktree"],
    ];
    let mut all = vec!["update-index"];
    all.extend(random.pick(&marks));
    all.extend(["--", name]);
    world.try_git(&all);
    if all[1] == "--skip-worktree" && random.percent(50) {
        world.remove(name);
    }
}

/// One random thing to the repository.
pub(super) fn to_the_repository(world: &World, random: &mut Random) {
    let git = |arguments: &[&str]| world.try_git(arguments);
    match random.below(24) {
        0..=2 => attributes(world, random),
        3 | 4 => {
            let (key, values) = random.pick(&SETTINGS);
            git(&["config", key, random.pick(values)]);
        }
        5..=7 => commit(world),
        8 => drop(git(&["commit", "-q", "-a", "--amend", "-m", "amended"])),
        9 => drop(git(&["add", "-A"])),
        10 => drop(git(&["add", "-u"])),
        11 => drop(git(&["add", "-A", "-N"])),
        12 => branch(world, random),
        13 => switch(world, random),
        14 => drop(git(&[
            "merge",
            "-q",
            "--no-edit",
            random.pick(&["main", "side", "other"]),
        ])),
        15 => {
            let onto = random.pick(&["main", "side", "other"]);
            if !git(&["rebase", "-q", "--autostash", onto]) && random.percent(60) {
                git(&["rebase", "--abort"]);
            }
        }
        16 => drop(git(&[
            "cherry-pick",
            random.pick(&["main", "side", "other"]),
        ])),
        17 => drop(git(&["stash", "-q"])),
        18 => drop(git(&["stash", "pop", "-q"])),
        19 => {
            let how = random.pick(&["--soft", "--mixed", "--hard"]);
            git(&["reset", "-q", how, random.pick(&["HEAD~1", "HEAD", "main"])]);
        }
        20 => drop(git(&["add", "--renormalize", "."])),
        21 => drop(git(&["checkout", "-q", "--", "."])),
        22 => drop(git(&["update-index", "-q", "--refresh"])),
        _ => drop(git(&["gc", "-q", "--prune=now"])),
    }
}

fn attributes(world: &World, random: &mut Random) {
    let place = random.pick(&[".gitattributes", ".gitattributes", "src/.gitattributes"]);
    if random.percent(25) {
        world.remove(place);
    } else {
        world.write(place, random.pick(&ATTRIBUTES).as_bytes());
    }
}

fn commit(world: &World) {
    world.try_git(&["add", "-A"]);
    world.try_git(&["commit", "-q", "-m", "more"]);
}

fn branch(world: &World, random: &mut Random) {
    world.try_git(&["switch", "-q", "-C", random.pick(&["side", "other"])]);
    to_a_file(world, random);
    commit(world);
}

fn switch(world: &World, random: &mut Random) {
    let force: &[&str] = if random.percent(50) { &["-f"] } else { &[] };
    let to = random.pick(&["main", "side", "other", "--detach"]);
    world.try_git(&[&["switch", "-q"], force, &[to]].concat());
}
