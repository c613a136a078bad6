//! git's hooks call us: one line where there is something to say, and nothing
//! else, ever. Each story is lived twice, with our hooks and without any, and
//! but for our lines nobody could tell which is which.

mod checkouts;
mod commits;
mod hurried;
mod merges;
mod nothing_to_say;
mod odd_places;
mod once;
mod unharmed;

use crate::support::{Output, Sandbox};

/// A step of a story, and what we say of it.
type Step<'a> = (&'a str, &'a [&'a str]);

const EVENTS: [&str; 5] = [
    "pre-commit",
    "post-commit",
    "post-checkout",
    "post-merge",
    "post-rewrite",
];

/// A repository of three files, all referenced, the lines of two.
const SAVED: &str = r"
mkdir -p src/api
seq 1 60 | sed 's/^/line /' >src/api/login.ts
seq 1 20 | sed 's/^/hash /' >src/auth.ts
echo notes >notes.md; echo other >other
git add .; git commit -qm all
git shipkit checkpoint -q -y --task 'User authentication' \
    --open src/api/login.ts:34 --open src/auth.ts:5-9 --open notes.md
";

/// Said once a save of a commit that it does not know.
const BREAK: &str = "shipkit: a good moment to save 'User authentication', last saved moments ago: git shipkit checkpoint";

/// Somewhere to live a story in.
fn place(init: &[&str]) -> Sandbox {
    let s = Sandbox::init(init);
    // as if no machine was ever busy
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    s.set("SHIPKIT_TRACE", "1");
    s
}

fn saved() -> Sandbox {
    let s = place(&[]);
    s.sh(SAVED);
    s
}

/// Has git call us at every event, as somebody would write it by hand.
fn hook(s: &Sandbox, hooks: &str) {
    for event in EVENTS {
        let hook = format!("{hooks}/{event}");
        let call = format!("#!/bin/sh\nexec git-shipkit hook {event} \"$@\" </dev/null\n");
        s.write(&hook, call);
        s.sh(&format!("chmod +x '{hook}'"));
    }
}

/// Our lines, and the answer without them.
fn apart(s: &Sandbox, mut output: Output) -> (Vec<String>, Output) {
    let root = s.root().display().to_string();
    let is_ours = |line: &&str| line.starts_with("shipkit: ");
    let (ours, theirs): (Vec<&str>, Vec<&str>) = output.stderr.lines().partition(is_ours);
    let ours = ours.into_iter().map(str::to_owned).collect();
    output.stderr = theirs.join("\n").replace(&root, "$SANDBOX");
    output.stdout = output.stdout.replace(&root, "$SANDBOX");
    (ours, output)
}

/// What git knows by now.
fn known(s: &Sandbox) -> String {
    s.sh(
        "git log --all --format='%H %T %s' 2>&1 -- . ':!.shipkit' || :
        git rev-parse HEAD 2>&1 || :
        git ls-files -s; git status --porcelain; git stash list
        git symbolic-ref -q HEAD || :",
    )
}

/// Lives the story in two places that `make` has made, and fails where they
/// differ, or where we say something else of a step than the story tells.
#[track_caller]
fn live(make: impl Fn() -> Sandbox, story: &[Step<'_>]) -> Sandbox {
    let (with, without) = (make(), make());
    let hooks = |s: &Sandbox| s.sh("git rev-parse --path-format=absolute --git-path hooks");
    hook(&with, hooks(&with).trim_end());
    without.sh("rm -rf \"$(git rev-parse --git-path hooks)\"");
    with.sh(":"); // both clocks tell the same
    for _ in EVENTS {
        without.sh(":");
    }
    without.sh(":");
    for (step, lines) in story {
        let run = |s: &Sandbox| apart(s, s.run("sh", &["-c", step], None));
        let ((ours, theirs), (none, alone)) = (run(&with), run(&without));
        assert_eq!(none, Vec::<String>::new(), "{step}");
        assert_eq!(theirs, alone, "{step}");
        assert_eq!(ours, *lines, "{step}");
        assert_eq!(known(&with), known(&without), "{step}");
    }
    with
}
