//! Programs that a repository's own configuration names are not run by what
//! only looks, nor by what programs and hooks call. Each leaves a canary, and
//! each canary is seen to sing once.

use crate::support::{Output, Sandbox};

/// Settings that git takes for programs, `!` being one that sings as `@`.
const SETTINGS: [(&str, &str); 44] = [
    ("core.fsmonitor", "! fsmonitor"),
    ("core.fsmonitorHookVersion", "2"),
    ("core.pager", "! pager"),
    ("pager.diff", "! pager-diff"),
    ("pager.log", "! pager-log"),
    ("pager.shipkit", "! pager-shipkit"),
    ("core.editor", "! editor"),
    ("sequence.editor", "! sequence-editor"),
    ("core.askPass", "! askpass"),
    ("core.sshCommand", "! ssh"),
    ("core.gitProxy", "! proxy"),
    ("core.alternateRefsCommand", "! alternate-refs"),
    ("credential.helper", "!! credential"),
    ("gpg.program", "! gpg"),
    ("gpg.ssh.program", "! gpg-ssh"),
    ("gpg.ssh.defaultKeyCommand", "! gpg-key"),
    ("commit.gpgSign", "true"),
    ("log.showSignature", "true"),
    ("merge.verifySignatures", "true"),
    ("diff.external", "! diff-external"),
    ("diff.x.command", "! diff-command"),
    ("diff.x.textconv", "! textconv"),
    ("merge.x.driver", "! merge-driver"),
    ("merge.tool", "x"),
    ("mergetool.x.cmd", "! mergetool"),
    ("difftool.x.cmd", "! difftool"),
    ("interactive.diffFilter", "! diff-filter"),
    ("trailer.x.command", "! trailer"),
    ("trailer.x.cmd", "! trailer-cmd"),
    ("alias.status", "!! alias-status"),
    ("alias.rev-parse", "!! alias-rev-parse"),
    ("browser.x.cmd", "! browser"),
    ("man.x.cmd", "! man"),
    ("help.browser", "x"),
    ("remote.origin.url", "ext::! remote"),
    ("remote.origin.uploadpack", "! uploadpack"),
    ("remote.origin.receivepack", "! receivepack"),
    ("remote.origin.vcs", "ext"),
    ("remote.origin.promisor", "true"),
    ("protocol.ext.allow", "always"),
    ("uploadpack.packObjectsHook", "! pack-objects"),
    ("submodule.s.update", "!! submodule"),
    ("uploadpack.allowFilter", "true"),
    ("gc.auto", "1"),
];

/// The same of filters: one of a process for `f`, one of a command for `e`.
const FILTERS: [(&str, &str); 5] = [
    ("filter.x.process", "! process"),
    ("filter.x.required", "true"),
    ("filter.y.clean", "! clean; cat"),
    ("filter.y.smudge", "! smudge; cat"),
    ("filter.y.required", "true"),
];

const HOOKS: [&str; 19] = [
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-applypatch",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "prepare-commit-msg",
    "proc-receive",
    "reference-transaction",
    "sendemail-validate",
    "update",
];

/// What looks, and what a hook or a program would call.
const LOOKS: [&[&str]; 16] = [
    &["status"],
    &["status", "--porcelain"],
    &["status", "--json"],
    &["list"],
    &["list", "--all", "--json"],
    &["show"],
    &["show", "--json"],
    &["log"],
    &["log", "--json"],
    &["resume", "--check"],
    &["resume", "--check", "--json"],
    &["resume", "--json"],
    &["check", "D.md", "--json"],
    &["check", "D.md"],
    &["check", "N.md", "--json"],
    &["schema", "resume"],
];

/// A repository that somebody prepared, with a checkpoint from before. Of its
/// files each has drifted, so that all there is to look at is looked at.
fn trap() -> Sandbox {
    let s = Sandbox::new();
    s.write(
        "D.md",
        "# T\n\nSee `a` line 1, `f` line 1, `e`, `t` (line 1) and `gone`.\n",
    );
    s.sh("echo one | tee e f >t; seq 30 >gone; git add .; git commit -qm two");
    let _ = s.save(&["a:1", "f:1", "e:1", "t:1", "gone"]);
    s.sh("cp D.md N.md; git mv gone went; git commit -qm three
          echo two | tee a e f >t");
    s.write("../sing", "#!/bin/sh\ntouch \"$SANDBOX/sang/$1\"\n");
    s.sh(
        "chmod +x ../sing; mkdir ../sang
          printf 'f filter=x\ne filter=y\nt diff=x merge=x\n' >.gitattributes; git add -A; git commit -qm four",
    );
    set_the_trap(&s);
    s
}

fn set_the_trap(s: &Sandbox) {
    let sing = format!("{}/sing", s.root().display());
    let program = |value: &str| match value.strip_prefix("!!") {
        Some(rest) => format!("!{sing}{rest}"),
        None => value.replace("! ", &format!("{sing} ")),
    };
    let mut config = String::new();
    for (key, value) in SETTINGS.iter().chain(&FILTERS) {
        let (section, name) = key.rsplit_once('.').expect("a key has a section");
        let section = match section.split_once('.') {
            Some((section, sub)) => format!("[{section} \"{sub}\"]"),
            None => format!("[{section}]"),
        };
        config.extend([format!("{section}\n\t{name} = \"{}\"\n", program(value))]);
    }
    for (at, event) in ["reference-transaction", "post-index-change", "pre-commit"]
        .iter()
        .enumerate()
    {
        config.extend([format!(
            "[hook \"h{at}\"]\n\tevent = {event}\n\tcommand = {sing} hook-{at}\n"
        )]);
    }
    s.write("../more", config);
    s.sh("git config include.path ../../more");
    for hook in HOOKS {
        let script = format!("#!/bin/sh\n{sing} {hook}\n");
        s.write(&format!(".git/hooks/{hook}"), script);
    }
    s.sh("chmod +x .git/hooks/*");
}

/// Runs it without looking after what it touches: that would ask git, which
/// sings.
#[track_caller]
fn shipkit(s: &Sandbox, arguments: &[&str], input: Option<&[u8]>) -> Output {
    let all: Vec<&str> = ["shipkit"].iter().chain(arguments).copied().collect();
    s.run("git", &all, input)
}

#[track_caller]
fn assert_silent(s: &Sandbox, what: &str) {
    let sang = s.sh("ls \"$SANDBOX/sang\"");
    assert_eq!(sang, "", "{what}");
}

#[test]
fn what_looks_runs_nothing() {
    for hand in ["gix", "git"] {
        let s = trap();
        s.set("SHIPKIT_HAND", hand);
        for look in LOOKS {
            let said = shipkit(&s, look, None);
            assert!(said.code < 3, "{hand}, {look:?}:\n{said}");
            assert_silent(&s, &format!("{hand}, {look:?}"));
        }
    }
}

#[test]
fn what_programs_save_runs_nothing() {
    let state = br#"{"taskName":"t","filesToOpen":["a:1","f:1","e","t","went","new"]}"#;
    for hand in ["gix", "git"] {
        let s = trap();
        s.set("SHIPKIT_HAND", hand);
        s.write("new", "new\n");
        let save = ["checkpoint", "--state", "-"];
        let _ = shipkit(&s, &save, Some(state)).expect_code(0);
        assert_silent(&s, hand);
    }
}

#[test]
fn a_file_that_only_such_a_program_could_tell_is_not_guessed() {
    for hand in ["gix", "git"] {
        let s = trap();
        s.set("SHIPKIT_HAND", hand);
        s.write("f", "one\n");
        let told = shipkit(&s, &["resume", "--check"], None);
        let _ = told
            .mentions(&["- f: Cannot tell: filter 'x' is of the repository's own configuration"]);
    }
}

#[test]
fn every_canary_can_sing() {
    let s = trap();
    let quiet = ["-c", "core.fsmonitor=false"];
    for (git, song) in [
        (&["-c", "core.pager=cat", "status"][..], "fsmonitor"),
        (&["read-tree", "HEAD"], "post-index-change"),
        (&["diff", "HEAD~2", "--", "a"], "diff-external"),
        (&["update-ref", "refs/x/y", "HEAD"], "reference-transaction"),
        (&["cat-file", "--textconv", "HEAD:t"], "textconv"),
        (&["hash-object", "f"], "process"),
        (&["hash-object", "e"], "clean"),
        (&["cat-file", "--filters", "HEAD:e"], "smudge"),
    ] {
        s.sh("rm -f \"$SANDBOX\"/sang/*");
        let before = if song == "fsmonitor" { &[][..] } else { &quiet };
        let _ = s.run("git", &[before, git].concat(), None);
        let sang = s.sh("ls \"$SANDBOX/sang\"");
        assert!(sang.lines().any(|line| line == song), "{git:?}: {sang}");
    }
}
