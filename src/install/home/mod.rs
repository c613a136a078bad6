//! What a user's shells and manual need of us: files of ours in the home, and
//! a few lines in what a shell reads at its start where nothing else makes it
//! look there. What somebody else wrote or edited is never replaced, and all
//! goes again to the byte.

mod lines;
mod manual;
mod mark;
mod places;
mod shells;

pub use shells::Shell;

use super::Does;
use super::agents::{Act, AgentStep, What, apply_all, resolved};
use crate::error::Error;
use lines::Lines;
use mark::Lies;
use places::{Form, Piece};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

/// Whose home it is.
#[derive(Clone, Debug)]
pub struct Home {
    env: BTreeMap<OsString, OsString>,
    /// Where the user's home is.
    root: PathBuf,
    /// The file of the program that runs.
    program: Option<PathBuf>,
}

/// What is wanted there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Completion in these shells.
    Completion(Vec<Shell>),
    /// The manual page, in the directory that is given, or where `man` looks.
    Manual {
        /// A directory of manuals, or its `man1`; absolute.
        dir: Option<PathBuf>,
        /// The page.
        page: String,
    },
}

/// What installing or uninstalling would do.
#[derive(Clone, Debug, PartialEq)]
pub struct HomePlan {
    /// Each file that is touched or in the way.
    pub steps: Vec<AgentStep>,
    /// More to know, a sentence each.
    pub notes: Vec<String>,
    /// The folders that may go with the last file in them.
    folders: Vec<PathBuf>,
}

impl Home {
    /// That of the user whose environment it is.
    ///
    /// # Errors
    /// Where HOME is not set.
    pub fn new(env: &BTreeMap<OsString, OsString>, program: Option<&Path>) -> Result<Home, Error> {
        let home = env.get(OsStr::new("HOME")).map(PathBuf::from);
        let root = home.filter(|home| home.is_absolute());
        let root = root.ok_or_else(|| Error::Content {
            message: "HOME is not set: where your files are cannot be told".to_owned(),
            hint: Some("set HOME to your home directory".to_owned()),
        })?;
        Ok(Home {
            env: env.clone(),
            root,
            program: program.map(Path::to_owned),
        })
    }

    /// The shells that are found along PATH.
    pub fn shells(&self) -> Vec<Shell> {
        let along: Vec<PathBuf> = self.along().collect();
        let is_there = |shell: &Shell| along.iter().any(|dir| dir.join(shell.name()).is_file());
        Shell::ALL.into_iter().filter(is_there).collect()
    }

    /// The absolute directories of PATH.
    fn along(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let path = self.env.get(OsStr::new("PATH"));
        let dirs = path.into_iter().flat_map(std::env::split_paths);
        dirs.filter(|dir| dir.is_absolute())
    }

    /// A variable that holds an absolute path.
    fn env(&self, key: &str) -> Option<PathBuf> {
        let value = self.env.get(OsStr::new(key)).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    }

    /// How `path` is told.
    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).ok();
        let shown = below.map(|below| Path::new("~").join(below));
        let shown = shown.as_deref().unwrap_or(path);
        shown.to_string_lossy().into_owned()
    }
}

impl HomePlan {
    /// What installing would do.
    pub fn install(home: &Home, wanted: &Wanted) -> HomePlan {
        let (pieces, notes) = match wanted {
            Wanted::Completion(shells) => places::of_shells(home, shells, false),
            Wanted::Manual { dir, page } => manual::to_install(home, dir.as_deref(), page),
        };
        HomePlan {
            steps: pieces.iter().map(|piece| put(home, piece)).collect(),
            notes,
            folders: Vec::new(),
        }
    }

    /// What uninstalling would do.
    pub fn uninstall(home: &Home, wanted: &Wanted) -> HomePlan {
        let pieces = match wanted {
            Wanted::Completion(shells) => places::of_shells(home, shells, true).0,
            Wanted::Manual { dir, page } => manual::to_uninstall(home, dir.as_deref(), page),
        };
        let mut plan = HomePlan {
            steps: Vec::new(),
            notes: Vec::new(),
            folders: Vec::new(),
        };
        for piece in &pieces {
            if let Some((step, folders)) = taken(home, piece) {
                plan.steps.push(step);
                let above = piece.path.ancestors().skip(1).take(folders);
                plan.folders.extend(above.map(Path::to_owned));
            }
        }
        plan
    }

    /// Whether carrying it out changes anything.
    pub fn changes(&self) -> bool {
        self.steps.iter().any(|step| step.act != Act::Nothing)
    }

    /// The first file that is in the way.
    pub fn obstacle(&self) -> Option<&AgentStep> {
        self.steps.iter().find(|step| step.does == Does::Refuse)
    }

    /// Carries it out: all of it, or nothing.
    ///
    /// # Errors
    /// Where a file changed since the plan was made, or the system refuses.
    pub fn carry_out(&self) -> Result<(), Error> {
        apply_all(&self.steps, &mut self.folders.clone())
    }
}

const EDITED: &str = "was edited since git-shipkit wrote it";

/// What happens to a file, why, and how.
type Done = (Does, Option<String>, Act);

fn step(home: &Home, piece: &Piece, (does, why, act): Done) -> AgentStep {
    let what = match piece.form {
        Form::Whole { .. } => What::Text,
        Form::Lines(_) => What::Settings,
    };
    let lines = match &piece.form {
        Form::Lines(body) if does == Does::Edit || does == Does::Write => body,
        _ => "",
    };
    AgentStep {
        holders: Vec::new(),
        what,
        path: piece.path.clone(),
        shown: home.shown(&piece.path),
        does,
        why,
        lines: lines.lines().map(str::to_owned).collect(),
        events: Vec::new(),
        act,
    }
}

/// The step that puts a piece where it belongs.
fn put(home: &Home, piece: &Piece) -> AgentStep {
    let done = match resolved(&piece.path) {
        Err(why) => (Does::Refuse, Some(why), Act::Nothing),
        Ok(path) => match &piece.form {
            Form::Whole { comment, body } => put_whole(&path, comment, body),
            Form::Lines(body) => put_lines(&path, body),
        },
    };
    step(home, piece, done)
}

fn put_whole(path: &Path, comment: &str, body: &str) -> Done {
    let refused = |why: &str| (Does::Refuse, Some(why.to_owned()), Act::Nothing);
    match mark::look(comment, path) {
        Lies::Nothing => {
            let missing = path.ancestors().skip(1).take_while(|dir| !dir.exists());
            let bytes = mark::marked(comment, body, missing.count());
            (Does::Write, None, Act::Create(path.to_owned(), bytes))
        }
        Lies::Foreign(why) => refused(why),
        Lies::Edited => refused(EDITED),
        Lies::Ours { folders, bytes } => {
            let wanted = mark::marked(comment, body, folders);
            if wanted == bytes {
                return (Does::Keep, None, Act::Nothing);
            }
            let why = "was written by another git-shipkit".to_owned();
            let (path, seen, bytes) = (path.to_owned(), bytes, wanted);
            (Does::Renew, Some(why), Act::Replace { path, seen, bytes })
        }
    }
}

fn put_lines(path: &Path, body: &str) -> Done {
    let seen = match fs::read(path) {
        Ok(seen) => Some(seen),
        Err(_) if !path.exists() => None,
        Err(cause) => {
            let why = format!("cannot be read: {}", crate::error::said(&cause));
            return (Does::Refuse, Some(why), Act::Nothing);
        }
    };
    let Some(seen) = seen else {
        let bytes = lines::added(None, body);
        return (Does::Write, None, Act::Create(path.to_owned(), bytes));
    };
    let why = Some("lines are added at its end".to_owned());
    let path = path.to_owned();
    match lines::find(&seen) {
        Lines::None => {
            let bytes = lines::added(Some(&seen), body);
            (Does::Edit, why, Act::Replace { path, seen, bytes })
        }
        Lines::Edited => {
            let why = Some("has lines of git-shipkit's that were edited".to_owned());
            (Does::Refuse, why, Act::Nothing)
        }
        Lines::Ours(found) if found.body(&seen) == body.as_bytes() => {
            (Does::Keep, None, Act::Nothing)
        }
        Lines::Ours(found) => {
            let bytes = lines::renewed(&seen, &found, body);
            let why = Some("has lines of another git-shipkit".to_owned());
            (Does::Edit, why, Act::Replace { path, seen, bytes })
        }
    }
}

/// The step that takes a piece away, and how many folders above it were made
/// for it; `None` where nothing of ours is there.
fn taken(home: &Home, piece: &Piece) -> Option<(AgentStep, usize)> {
    let path = resolved(&piece.path).ok()?;
    let left = |why: &str| (Does::Leave, Some(why.to_owned()), Act::Nothing);
    let (done, folders) = match &piece.form {
        Form::Whole { comment, .. } => match mark::look(comment, &path) {
            Lies::Nothing | Lies::Foreign(_) => return None,
            Lies::Edited => (left(EDITED), 0),
            Lies::Ours { folders, bytes } => {
                let act = Act::Delete { path, seen: bytes };
                ((Does::Remove, None, act), folders)
            }
        },
        Form::Lines(_) => {
            let seen = fs::read(&path).ok()?;
            let done = match lines::find(&seen) {
                Lines::None => return None,
                Lines::Edited => left("has lines of git-shipkit's that were edited"),
                Lines::Ours(found) => match lines::removed(&seen, &found) {
                    None => (Does::Remove, None, Act::Delete { path, seen }),
                    Some(bytes) => {
                        let why = Some("our lines go from it".to_owned());
                        (Does::Edit, why, Act::Replace { path, seen, bytes })
                    }
                },
            };
            (done, 0)
        }
    };
    Some((step(home, piece, done), folders))
}
