//! Completion as a new user has it: installed into an empty home, typed into
//! the real shells. One that is not here is skipped, and fails where
//! `SHIPKIT_SCREENS=all`.

use crate::support::Sandbox;
use crate::terminal::Terminal;
use crate::{has, has_file};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// What is typed, how often Tab is pressed then, and what the screen shows.
type Case = (&'static str, usize, &'static [&'static str]);

/// What holds in every shell. They run in the home, beside the repository.
const EVERYWHERE: [Case; 16] = [
    ("git ship", 1, &["git shipkit"]),
    ("git shipkit ", 2, &["checkpoint", "suggest", "uninstall"]),
    ("git shipkit sugg", 1, &["git shipkit suggest"]),
    ("git-shipkit ", 2, &["checkpoint", "suggest", "uninstall"]),
    ("git shipkit --js", 1, &["git shipkit --json"]),
    ("git shipkit resume --ch", 1, &["resume --check"]),
    ("git shipkit status --color=al", 1, &["--color=always"]),
    (
        "git shipkit checkpoint --priority h",
        1,
        &["--priority high"],
    ),
    ("git shipkit help ag", 1, &["help agent"]),
    ("git shipkit install completion zs", 1, &["completion zsh"]),
    ("git shipkit schema serve-r", 1, &["schema serve-request"]),
    ("git shipkit check pla", 1, &["check plans/"]),
    ("git shipkit checkpoint --from=pla", 1, &["--from=plans/"]),
    (
        "git -C ../repo shipkit resume au",
        1,
        &["shipkit resume auth"],
    ),
    ("git -C ../repo shipkit resume ", 2, &["auth", "pay"]),
    (
        "git -C ../repo shipkit diff -- my",
        1,
        &[r"-- my\ dir/a\ file.md"],
    ),
];

/// What is there in the repository.
const INSIDE: [Case; 6] = [
    ("git-shipkit resume au", 1, &["resume auth"]),
    ("git-shipkit restore pa", 1, &["restore pay"]),
    ("git shipkit restore pay 1", 1, &["restore pay 1"]),
    ("git shipkit diff -- \"my", 1, &["-- \"my dir/a file.md\""]),
    (
        "git shipkit checkpoint --done Pay",
        1,
        &[r"--done Pay\ \$5\ now"],
    ),
    ("git --no-pager shipkit show au", 1, &["show auth"]),
];

/// What a user of zsh may have: options under which lists begin at 0, and a
/// completion of git in the manner of git's own, which calls functions named as
/// bash's are.
const ODD_ZSHRC: &str = "\
autoload -Uz compinit; compinit -u
setopt ksh_arrays sh_word_split
_mine() {
    local _ret=1 cur cword
    let cword=CURRENT-1
    emulate ksh -c _git_shipkit
    let _ret && _default && _ret=0
    return _ret
}
compdef _mine git
";

/// A repository with checkpoints, and a home with nothing but what installing
/// for `shell` puts there.
fn new_user(shell: &str) -> Sandbox {
    installed(Sandbox::new(), shell)
}

/// The same, in a home that is there.
fn installed(s: Sandbox, shell: &str) -> Sandbox {
    s.sh(
        "mkdir 'my dir' ../home/plans; echo q >'my dir/a file.md'; echo p >../home/plans/one
        echo p >../home/plans/two; git add .; git commit -qm q
        git shipkit checkpoint -q -y --task 'Log in' --todo 'Pay $5 now' --open a \\
            --open 'my dir/a file.md'
        git shipkit checkpoint auth -q -y --task 'Tokens' --open a
        git shipkit checkpoint pay -q -y --task 'Cards' --open a",
    );
    let _ = s
        .run(
            "git",
            &["shipkit", "install", "completion", shell, "-y"],
            None,
        )
        .expect_code(0);
    s
}

/// The terminal in which `shell` prompts, started in the home.
fn opened<'s>(s: &'s Sandbox, shell: &str) -> Terminal<'s> {
    s.cd("../home");
    let mut terminal = Terminal::open(s, 100, 30);
    terminal.line(&format!("exec {shell}"));
    prompts(&mut terminal);
    terminal
}

/// Waits until the shell has read what it reads at its start.
fn prompts(terminal: &mut Terminal<'_>) {
    terminal.line("echo it is $(expr 40 + 2)");
    terminal.until("the shell answers", |t| t.shown(&[]).contains("it is 42"));
}

/// Leaves what was typed, and the screen empty but for the prompt. A shell that
/// is still thinking may miss a key. Not by C-c: bash may take it to heart only
/// once it completes the next time, and then completes nothing.
fn emptied(terminal: &Terminal<'_>) {
    let pressed = Cell::new(None::<Instant>);
    terminal.until("the screen is empty", |t| {
        let shown = t.shown(&[]);
        let shown = shown.trim();
        if shown.lines().count() == 1 && shown.ends_with(['$', '#', '%', '>']) {
            return true;
        }
        if pressed
            .get()
            .is_none_or(|at| at.elapsed() > Duration::from_secs(1))
        {
            for key in ["C-e", "C-u", "C-l"] {
                t.key(key);
            }
            pressed.set(Some(Instant::now()));
        }
        false
    });
}

/// Types each case on an empty screen, and waits for what it leads to.
fn completes(terminal: &mut Terminal<'_>, cases: &[Case]) {
    for case in cases {
        // A shell that loads something may lose a key; on a busy machine the
        // answer takes its time.
        let mut tries = PATIENCE.iter();
        let done = tries.any(|seconds| leads(terminal, case, Duration::from_secs(*seconds)));
        assert!(done, "{case:?}\n{}", terminal.shown(&[]));
    }
}

/// How many seconds each try of a case may take.
const PATIENCE: [u64; 4] = [5, 10, 20, 40];

/// Types a case, and looks whether it leads where it should in that time.
fn leads(terminal: &Terminal<'_>, (typed, tabs, sees): &Case, patience: Duration) -> bool {
    emptied(terminal);
    terminal.text(typed);
    let shows = |words: &[&str]| {
        let end = Instant::now() + patience;
        loop {
            let shown = terminal.shown(&[]);
            let is_so = words.iter().all(|word| shown.contains(word));
            if is_so || Instant::now() > end {
                return is_so;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    };
    if !shows(&[typed.trim_end()]) {
        return false;
    }
    for _ in 0..*tabs {
        terminal.key("Tab");
    }
    shows(sees)
}

fn tried(shell: &str) {
    let s = new_user(shell);
    let mut terminal = opened(&s, shell);
    completes(&mut terminal, &EVERYWHERE);
    emptied(&terminal);
    terminal.line("cd ../repo");
    completes(&mut terminal, &INSIDE);
}

#[test]
fn bash_completes() {
    let git = "/usr/share/bash-completion/completions/git";
    if has("tmux") && has("bash") && has_file(git) {
        tried("bash");
    }
}

#[test]
fn zsh_completes() {
    if has("tmux") && has("zsh") {
        tried("zsh");
    }
}

#[test]
fn zsh_completes_whatever_its_user_has_set() {
    if !(has("tmux") && has("zsh")) {
        return;
    }
    let s = Sandbox::new();
    s.write("../home/.zshrc", ODD_ZSHRC);
    let s = installed(s, "zsh");
    let mut terminal = opened(&s, "zsh");
    completes(&mut terminal, &EVERYWHERE[1..6]);
    completes(
        &mut terminal,
        &[("git-shipkit status --col", 1, &["--color="])],
    );
}

#[test]
fn fish_completes() {
    if has("tmux") && has("fish") {
        tried("fish");
    }
}

#[test]
fn nothing_is_left_where_there_is_nothing_to_say() {
    if !(has("tmux") && has("fish")) {
        return;
    }
    let s = new_user("fish");
    // As in later ones: `git shipkit` is completed as `git-shipkit`, without
    // the options of git, and so with what is in another repository.
    s.write(
        "../home/.config/fish/completions/git.fish",
        "source /usr/share/fish/completions/git.fish
        complete -c git -f -n '__fish_git_using_command shipkit' \\
            -a '(__fish_git_complete_custom_command shipkit)'\n",
    );
    s.sh("git init -q ../home; cd ../home; git shipkit checkpoint wrong -q -y --task W");
    // And what it makes of the manual page, all verbs' options in one.
    s.write(
        "../home/.local/share/fish/generated_completions/git-shipkit.fish",
        "complete -c git-shipkit -l wrongly\n",
    );
    let mut terminal = opened(&s, "fish");
    completes(&mut terminal, &[("git-shipkit resume --", 2, &["--brief"])]);
    let shown = terminal.settle(None, |t| t.shown(&[]));
    assert!(!shown.contains("wrong"), "{shown}");
    completes(
        &mut terminal,
        &[("git -C ../repo shipkit resume ", 2, &["auth", "pay"])],
    );
    let shown = terminal.settle(None, |t| t.shown(&[]));
    assert!(!shown.contains("wrong"), "{shown}");
}
