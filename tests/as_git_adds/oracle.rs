//! Asks the program for pins and git for what it adds, many files at a time.

use crate::support::Sandbox;
use std::collections::BTreeMap;
use std::io::Write as _;

/// What a save says of one file: `100644 <id>`, or why there is no id and the
/// id of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pin {
    Added(String),
    Refused { why: String, raw: String },
}

/// Files to be pinned and added, under the sandbox's settings of the moment.
pub(super) struct Matrix<'a> {
    sandbox: &'a Sandbox,
    files: Vec<String>,
    /// Whether git is asked for each file by itself.
    pub(super) alone: bool,
    /// How many cells were compared.
    pub(super) cells: usize,
    /// How many of them git refuses to add.
    pub(super) refused: usize,
    differing: Vec<String>,
}

impl<'a> Matrix<'a> {
    pub(super) fn new(sandbox: &'a Sandbox) -> Matrix<'a> {
        Matrix {
            sandbox,
            files: Vec::new(),
            alone: false,
            cells: 0,
            refused: 0,
            differing: Vec::new(),
        }
    }

    /// Adds a file that lies there already, or will.
    pub(super) fn file(&mut self, path: impl Into<String>) {
        self.files.push(path.into());
    }

    /// Adds a file with this content.
    pub(super) fn write(&mut self, path: impl Into<String>, content: impl AsRef<[u8]>) {
        let path = path.into();
        self.sandbox.write(&path, content);
        self.files.push(path);
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Compares every file; `settings` is what a differing cell is told with.
    pub(super) fn compare(&mut self, settings: &str) {
        let pins = pins(self.sandbox, &self.files);
        let is_taken = |file: &&String| matches!(pins.get(*file), Some(Pin::Added(_)));
        let (taken, refused): (Vec<&String>, Vec<&String>) = self.files.iter().partition(is_taken);
        let added = self.added_of(&taken);
        let refusals = refusals(self.sandbox, &refused);
        for file in &self.files {
            self.cells += 1;
            let wrong = match (pins.get(file), added.get(file)) {
                (Some(Pin::Added(pin)), Some(added)) if pin == added => None,
                (Some(Pin::Added(pin)), Some(added)) => Some(format!("{pin}, git adds {added}")),
                (Some(Pin::Added(pin)), None) => Some(format!("{pin}, git refuses")),
                (Some(Pin::Refused { why, raw }), _) => {
                    self.refused += 1;
                    refusals
                        .get(file)
                        .and_then(|git| wrong_refusal(git, why, raw))
                }
                (None, _) => Some("no pin at all".to_owned()),
            };
            if let Some(wrong) = wrong {
                let shown = self.shown(file);
                self.differing
                    .push(format!("{file} with {settings}: {wrong}\n    {shown}"));
            }
        }
    }

    /// What git adds of `files`: all at once, or each by itself where that is
    /// asked for or it refuses all of them for the sake of one.
    fn added_of(&self, files: &[&String]) -> BTreeMap<String, String> {
        let together = if self.alone {
            None
        } else {
            added(self.sandbox, files, files.len() == self.files.len())
        };
        together.unwrap_or_else(|| added_each(self.sandbox, files))
    }

    fn shown(&self, file: &str) -> String {
        let bytes = std::fs::read(self.sandbox.path(file)).unwrap_or_default();
        let attributes = self
            .sandbox
            .run("git", &["check-attr", "-a", "--", file], None);
        let attributes = attributes.stdout.replace('\n', "; ");
        let start = &bytes[..bytes.len().min(60)];
        format!("{} [{attributes}]", start.escape_ascii())
    }

    /// Fails, showing every cell that differs, unless none does and at least
    /// so many were tried.
    #[track_caller]
    pub(super) fn assert_equal(&self, at_least: usize) {
        writeln!(
            std::io::stderr(),
            "{} cells, {} of them refused",
            self.cells,
            self.refused
        )
        .expect("stderr is open");
        assert!(
            self.differing.is_empty(),
            "{} of {} cells differ:\n{}",
            self.differing.len(),
            self.cells,
            self.differing[..self.differing.len().min(60)].join("\n")
        );
        assert!(self.cells >= at_least, "only {} cells", self.cells);
    }
}

/// What a save would pin: the record of a save that writes nothing.
fn pins(sandbox: &Sandbox, files: &[String]) -> BTreeMap<String, Pin> {
    let open: Vec<_> = files
        .iter()
        .map(|file| serde_json::json!({"path": file}))
        .collect();
    let state = serde_json::json!({"taskName": "t", "filesToOpen": open}).to_string();
    let asked = ["shipkit", "checkpoint", "--dry-run", "--state", "-"];
    let said = sandbox.run("git", &asked, Some(state.as_bytes()));
    let said = said.expect_code(0);
    let record = said.stdout.split_once("<!-- git-shipkit\n");
    let record = record.and_then(|(_, rest)| rest.rsplit_once("-->"));
    let (record, _) = record.unwrap_or_else(|| panic!("no record:\n{said}"));
    let record: toml::Table = record.parse().expect("the record is TOML");
    let pins = record["files"].as_table().expect("files is a table");
    let pins = pins.iter().map(|(path, pin)| (path.clone(), pin_of(pin)));
    pins.collect()
}

fn pin_of(pin: &toml::Value) -> Pin {
    let text = |key: &str| {
        let value = pin.get(key).and_then(toml::Value::as_str);
        value.unwrap_or("none").to_owned()
    };
    match pin.get("blob") {
        Some(_) => Pin::Added(format!("{} {}", text("mode"), text("blob"))),
        None => Pin::Refused {
            why: text("why"),
            raw: text("raw"),
        },
    }
}

/// Makes `$SANDBOX/private`: an index with the user's entries, but without
/// flags and file times, so that nothing is taken for unchanged.
const PRIVATE: &str = "export GIT_LITERAL_PATHSPECS=1
    rm -f $SANDBOX/private
    git ls-files -s -z | GIT_INDEX_FILE=$SANDBOX/private git update-index -z --index-info
    export GIT_INDEX_FILE=$SANDBOX/private
    add='git -c core.safecrlf=false -c core.fsmonitor=false add --force --sparse'";

/// What `git add` stores of `files`; `None` where it refuses. Where they are
/// `all` there are, it is spared their list: that takes time by the square.
fn added(sandbox: &Sandbox, files: &[&String], all: bool) -> Option<BTreeMap<String, String>> {
    let what = if all {
        "--no-all ."
    } else {
        "--pathspec-from-file=$SANDBOX/list --pathspec-file-nul"
    };
    let script = format!(
        "set -e; cat >$SANDBOX/list; {PRIVATE}
        $add {what} 2>$SANDBOX/said
        git ls-files -s -z"
    );
    let said = sandbox.run("sh", &["-c", &script], Some(&listed(files, b'\0')));
    (said.code == 0).then(|| stored(&said.stdout))
}

/// What `git add` stores of each file by itself; without those it refuses.
fn added_each(sandbox: &Sandbox, files: &[&String]) -> BTreeMap<String, String> {
    let script = format!(
        "{PRIVATE}; cp $SANDBOX/private $SANDBOX/base
        while read -r file; do
            $add -- \"$file\" </dev/null 2>$SANDBOX/said && git ls-files -s -z -- \"$file\"
            cp $SANDBOX/base $SANDBOX/private
        done"
    );
    let said = sandbox.run("sh", &["-c", &script], Some(&listed(files, b'\n')));
    stored(&said.stdout)
}

fn listed(files: &[&String], end: u8) -> Vec<u8> {
    let bytes = files.iter().flat_map(|file| file.bytes().chain([end]));
    bytes.collect()
}

/// Mode and id of each path that `ls-files -s -z` lists.
fn stored(listed: &str) -> BTreeMap<String, String> {
    let lines = listed.split_terminator('\0').filter_map(|line| {
        let (entry, path) = line.split_once('\t')?;
        Some((path.to_owned(), entry.rsplit_once(' ')?.0.to_owned()))
    });
    lines.collect()
}

/// What git says of a file that the program says it refuses.
struct Refusal {
    accepts: bool,
    raw: String,
}

/// Lets git add each of `files` by itself, and hash its bytes.
fn refusals(sandbox: &Sandbox, files: &[&String]) -> BTreeMap<String, Refusal> {
    let script = format!(
        "{PRIVATE}; cp $SANDBOX/private $SANDBOX/base
        while read -r file; do
            $add -- \"$file\" </dev/null 2>$SANDBOX/said && printf 'accepted ' || printf 'refused '
            git hash-object --no-filters -- \"$file\"
            cp $SANDBOX/base $SANDBOX/private
        done"
    );
    let said = sandbox.run("sh", &["-c", &script], Some(&listed(files, b'\n')));
    let said = said.expect_code(0).stdout;
    let told = files.iter().zip(said.lines()).map(|(file, line)| {
        let (word, raw) = line.split_once(' ').expect("a word and an id");
        let accepts = word == "accepted";
        (
            (*file).clone(),
            Refusal {
                accepts,
                raw: raw.to_owned(),
            },
        )
    });
    told.collect()
}

/// What is wrong with telling that git would refuse the file.
fn wrong_refusal(git: &Refusal, why: &str, raw: &str) -> Option<String> {
    if git.accepts {
        return Some(format!("told '{why}', git adds it"));
    }
    (git.raw != raw).then(|| format!("raw = {raw}, its bytes are {}", git.raw))
}
