//! What is shown is what is said: the consoles of `fixtures/sessions/` and of
//! every Markdown file that people read are played, each file in a sandbox of
//! its own, and every byte of the answers is compared.
//! `BLESS=1 cargo test --test promises transcripts` writes the answers down anew.

mod console;

use crate::support::{Output, Sandbox, documents, from_root, host};
use console::{Exchange, Part};
use similar::TextDiff;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// Plays one console in `sandbox`; the same with what was answered now.
fn play(sandbox: &Sandbox, exchanges: &[Exchange]) -> Vec<Exchange> {
    let played = exchanges.iter().map(|exchange| Exchange {
        answer: answer(&shell(sandbox, &exchange.command), sandbox.root()),
        ..exchange.clone()
    });
    played.collect()
}

/// Runs one line as a shell would that stays open: `cd` lasts, nothing else.
fn shell(sandbox: &Sandbox, command: &str) -> Output {
    let last = sandbox.root().join("home/.cwd");
    let script = format!("trap 'pwd >\"$HOME/.cwd\"' EXIT\n{command}");
    let run = || {
        let output = sandbox.run("sh", &["-c", &script], None);
        let cwd = fs::read_to_string(&last).expect("the shell says where it ended");
        fs::remove_file(&last).expect("and is done with it");
        sandbox.cd(cwd.trim_end_matches('\n'));
        output
    };
    let line = command.replace("\\\n", " ");
    let only_ours = line.starts_with("git shipkit ") && !line.contains(['\n', ';', '|', '>', '&']);
    // What is installed is the user's from then on.
    let installs = line.contains(" install ") || line.contains(" uninstall ");
    if only_ours && !installs {
        sandbox.watching(run)
    } else {
        run()
    }
}

/// What a console shows of it: errors after output, the exit code if not 0.
fn answer(output: &Output, root: &Path) -> String {
    let mut shown = format!("{}{}", output.stdout, output.stderr);
    // Empty lines at the end are the space before the next command.
    shown.truncate(shown.trim_end_matches('\n').len());
    if !shown.is_empty() {
        shown.push('\n');
    }
    if output.code != 0 {
        writeln!(shown, "[exit {}]", output.code).expect("a string takes all");
    }
    shown.replace(&*root.to_string_lossy(), "$SANDBOX")
}

/// Plays all consoles of a file in one sandbox; the difference, if any.
fn compare(path: &Path, parts: &[Part]) -> Option<String> {
    let sandbox = Sandbox::empty();
    // What git says at a mount point depends on where the host keeps its
    // temporary files; a ceiling is the same everywhere.
    let above = sandbox.root().parent().expect("it lies in a directory");
    sandbox.set("GIT_CEILING_DIRECTORIES", above);
    // A hook that runs out of time says nothing, and these machines are busy.
    sandbox.set("SHIPKIT_HOOK_LIMIT", "60000");
    let played: Vec<Part> = parts
        .iter()
        .map(|part| match part {
            Part::Prose(text) => Part::Prose(text.clone()),
            Part::Console(exchanges) => Part::Console(play(&sandbox, exchanges)),
        })
        .collect();
    let (told, is) = (console::write(parts), console::write(&played));
    if told == is {
        return None;
    }
    if host("BLESS").is_some() {
        assert_eq!(
            read(&is, path),
            played,
            "no answer looks like a command or a comment"
        );
        fs::write(path, is).expect("a fixture can be written");
        return None;
    }
    let diff = TextDiff::from_lines(&told, &is);
    let diff = diff.unified_diff().context_radius(4).to_string();
    Some(format!("{}: told (-), said (+)\n{diff}", from_root(path)))
}

fn read(text: &str, path: &Path) -> Vec<Part> {
    if path.extension().is_some_and(|extension| extension == "md") {
        console::of_markdown(text)
    } else {
        vec![Part::Console(console::read(text))]
    }
}

/// Plays a file, if it has something to play; the difference, if any.
fn file(path: &Path) -> Option<String> {
    let name = from_root(path);
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let parts = read(&text, path);
    let same = console::write(&parts) == text;
    assert!(same, "{name}: it is written as it reads");
    if let Some(line) = console::overlooked(&parts) {
        return Some(format!("{name}: a console that nobody plays: {line}"));
    }
    let has_commands = |part: &Part| matches!(part, Part::Console(c) if !c.is_empty());
    if parts.iter().any(has_commands) {
        return compare(path, &parts);
    }
    let is_markdown = path.extension().is_some_and(|extension| extension == "md");
    assert!(is_markdown, "{name} plays nothing");
    None
}

/// Plays files beside each other; all that is wrong.
#[track_caller]
fn play_all(paths: &[PathBuf]) {
    let wrong: Vec<String> = thread::scope(|scope| {
        let played: Vec<_> = paths.iter().map(|p| scope.spawn(|| file(p))).collect();
        let ended = played.into_iter().map(thread::ScopedJoinHandle::join);
        let told = ended.map(|end| end.unwrap_or_else(|_| Some("one of them panicked".to_owned())));
        told.flatten().collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_consoles_say_what_they_show() {
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sessions");
    let entries = fs::read_dir(sessions).expect("the fixtures are there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() > 5, "the consoles were not found");
    play_all(&paths);
}

#[test]
fn the_documents_say_what_they_show() {
    play_all(&documents());
}

#[test]
fn an_answer_that_differs_is_seen() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("x.console");
    let told = |text: &str| compare(&path, &[Part::Console(console::read(text))]);
    let right = "$ cd ..; mkdir s; cd s\n$ pwd; ls no-such-file >/dev/null 2>&1 || exit 3\n$SANDBOX/s\n[exit 3]\n";
    assert_eq!(told(right), None);
    if host("BLESS").is_none() {
        let wrong = told("$ echo two\none\n").expect("it differs");
        assert!(wrong.contains("-one\n+two\n"), "{wrong}");
    }
}
