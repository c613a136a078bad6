//! Worse programs: savers that make one mistake each. The bench must see it,
//! or it sees nothing. Each is this program itself, started again.

use super::act::{Act, MARK, words};
use super::errors;
use super::kills;
use super::row::{Control, Row};
use super::scale::Scale;
use super::scene::{Format, Hand};
use super::state::FILE;
use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// The word by which the bench asks itself to save badly.
pub(crate) const SAVER: &str = "--saver";

/// What they do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Writes over the file.
    InPlace,
    /// Moves the ref before what it names is there.
    RefFirst,
    /// Is stopped for ever by the lock of one that was killed.
    LeavesLock,
    /// Does not look whether a write worked.
    Deaf,
}

impl Fault {
    const ALL: [Fault; 4] = [
        Fault::InPlace,
        Fault::RefFirst,
        Fault::LeavesLock,
        Fault::Deaf,
    ];

    fn word(self) -> &'static str {
        match self {
            Fault::InPlace => "writes in place",
            Fault::RefFirst => "moves the ref first",
            Fault::LeavesLock => "leaves its lock",
            Fault::Deaf => "ignores errors",
        }
    }

    /// What the bench must see of it.
    fn seen_as(self) -> &'static str {
        match self {
            Fault::InPlace => super::judge::TORN,
            Fault::RefFirst => super::judge::UNSOUND,
            Fault::LeavesLock => super::judge::BLOCKED,
            Fault::Deaf => super::judge::LOST,
        }
    }

    fn act(self) -> Act {
        let myself = std::env::current_exe().expect("the bench is a file");
        let command = |text: &str| words(myself.as_os_str(), &[SAVER, self.word(), text]);
        let before = "git shipkit checkpoint --task t --open a:3 -y";
        let format = Format::Files;
        Act::of(before, command("more"), command(MARK), format, Hand::Own)
            .expect("git makes a repository of its usual kind")
    }
}

/// What a kill sweep shows of it; tried once, whoever asks.
pub(crate) fn killed(fault: Fault, scale: &Scale) -> Control {
    once(fault, || kills::sweep(&fault.act(), scale))
}

/// What errors show of the one that ignores them.
pub(crate) fn failed(scale: &Scale) -> Control {
    once(Fault::Deaf, || errors::sweep(&Fault::Deaf.act(), scale))
}

fn once(fault: Fault, sweep: impl FnOnce() -> Row) -> Control {
    static KNOWN: Mutex<BTreeMap<Fault, Control>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().expect("nobody panics holding it");
    let control = known.entry(fault).or_insert_with(|| {
        let row = sweep();
        let seen = row.counts.iter().find(|(kind, _)| *kind == fault.seen_as());
        Control {
            what: format!("a saver that {}", fault.word()),
            tried: row.tried,
            broken: seen.map_or(0, |(_, count)| *count),
            least: 1,
        }
    });
    control.clone()
}

/// `--saver FAULT TEXT`: adds a line to the document, each in its bad way.
pub(crate) fn save(arguments: &[OsString]) -> Result<(), Box<dyn Error>> {
    let [word, text] = arguments else {
        return Err("--saver FAULT TEXT".into());
    };
    let fault = Fault::ALL.into_iter().find(|fault| *word == fault.word());
    let text = text.to_str().ok_or("a text is UTF-8")?;
    let bytes = format!("{}{text}\n", fs::read_to_string(FILE)?);
    match fault.ok_or("no such fault")? {
        Fault::InPlace => in_place(bytes.as_bytes())?,
        Fault::RefFirst => {
            ref_first(text)?;
            replace(bytes.as_bytes())?;
        }
        Fault::LeavesLock => {
            let lock = ".shipkit/saver.lock";
            OpenOptions::new().write(true).create_new(true).open(lock)?;
            replace(bytes.as_bytes())?;
            fs::remove_file(lock)?;
        }
        Fault::Deaf => drop(replace(bytes.as_bytes())),
    }
    Ok(())
}

fn in_place(bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let mut file = File::create(FILE)?;
    let (first, second) = bytes.split_at(bytes.len() / 2);
    file.write_all(first)?;
    file.write_all(second)?;
    Ok(())
}

fn replace(bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let aside = ".shipkit/saver.new";
    fs::write(aside, bytes)?;
    fs::rename(aside, FILE)?;
    Ok(())
}

fn ref_first(text: &str) -> Result<(), Box<dyn Error>> {
    let list = [
        "for-each-ref",
        "--format=%(refname) %(tree)",
        "refs/shipkit/",
    ];
    let said = git(&list, "")?;
    let (name, tree) = said.split_once(' ').ok_or("there is no ref")?;
    let who = "Ada <ada@example.com> 1737988200 +0000";
    let commit = format!("tree {tree}\nauthor {who}\ncommitter {who}\n\n{text}\n");
    let id = git(&["hash-object", "-t", "commit", "--stdin"], &commit)?;
    let path = format!(".git/{name}");
    fs::write(format!("{path}.new"), format!("{id}\n"))?;
    fs::rename(format!("{path}.new"), path)?;
    git(&["hash-object", "-w", "-t", "commit", "--stdin"], &commit)?;
    Ok(())
}

/// What git prints when given that input.
pub(crate) fn git(arguments: &[&str], input: &str) -> Result<String, Box<dyn Error>> {
    let mut child = Command::new("git")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut pipe = child.stdin.take().ok_or("there is a pipe")?;
    pipe.write_all(input.as_bytes())?;
    drop(pipe);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("git {}", arguments.join(" ")).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
