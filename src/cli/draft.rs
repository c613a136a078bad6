//! What `checkpoint` is about to save: later sources win over earlier ones,
//! the existing checkpoint, then `--from` or `--state`, then the flags.

use crate::cli::args::CheckpointArgs;
use crate::cli::desk::Desk;
use crate::cli::paths::PathReader;
use crate::cli::said;
use crate::document::{self, Stamp, State};
use crate::drift::Carry;
use crate::error::Error;
use crate::model::{Change, ChangeError, Content, Lines, Name, RepoPath, folded};
use crate::store::{self, Loaded};
use clap::ArgMatches;

/// Where a whole document comes from.
pub(crate) enum Whole {
    /// Nowhere: flags only, or nothing at all.
    Nothing,
    /// A Markdown file.
    Markdown {
        prose: String,
        source: Option<RepoPath>,
    },
    /// A program.
    State(Box<State>),
}

/// A document on its way to being saved.
pub(crate) struct Draft {
    pub(crate) prose: String,
    pub(crate) content: Content,
    pub(crate) given: Vec<(RepoPath, Option<Lines>)>,
    pub(crate) task_id: Option<String>,
    pub(crate) source: Option<RepoPath>,
    pub(crate) state: Option<String>,
    /// Whether it is a program's whole state: none of an earlier one is kept.
    pub(crate) is_state: bool,
    pub(crate) carry: Carry,
    /// Whether the earlier checkpoint is followed, not replaced.
    pub(crate) follows: bool,
    /// Whether bytes of the earlier document are replaced by others that do
    /// not stem from it.
    pub(crate) replaces: bool,
}

/// What the flags say.
pub(crate) struct Said {
    pub(crate) changes: Vec<Change>,
    pub(crate) problems: Vec<String>,
}

impl Said {
    pub(crate) fn read(desk: &Desk<'_>, matches: &ArgMatches) -> Result<Said, Error> {
        let reader = PathReader::new(desk);
        let changes = said::changes(matches, &|arg| reader.read(arg))?;
        Ok(Said {
            changes,
            problems: reader.problems(),
        })
    }

    fn task(&self) -> Option<&str> {
        self.changes.iter().find_map(|change| match change {
            Change::Task(task) => Some(task.as_str()),
            _ => None,
        })
    }
}

impl Whole {
    /// Reads what `--from` or `--state` name.
    pub(crate) fn read(desk: &Desk<'_>, args: &CheckpointArgs) -> Result<Whole, Error> {
        if let Some(file) = &args.from {
            let bytes = read_input(desk, file)?;
            let prose = desk.store().prose_of(file, &bytes)?;
            if prose.trim().is_empty() {
                let file = crate::model::quoted(file);
                return Err(Error::Content {
                    message: format!("the document '{file}' is empty; nothing was saved"),
                    hint: None,
                });
            }
            let source = desk.repo.repo_path(&desk.world.cwd, file).ok();
            return Ok(Whole::Markdown {
                prose,
                source: source.filter(|_| file != "-"),
            });
        }
        let Some(file) = &args.state else {
            return Ok(Whole::Nothing);
        };
        let bytes = read_input(desk, file)?;
        Ok(Whole::State(Box::new(State::from_bytes(&bytes)?)))
    }
}

/// Reads a file, or standard input for `-`.
fn read_input(desk: &Desk<'_>, file: &str) -> Result<Vec<u8>, Error> {
    let read = if file == "-" {
        store::read_bounded(std::io::stdin().lock(), 0)
    } else {
        let file = std::fs::File::open(desk.world.cwd.join(file));
        file.and_then(|file| store::read_bounded(file, 0))
    };
    let read = read.map_err(|cause| Error::io("read", file, &cause))?;
    read.ok_or_else(|| Error::Document {
        path: file.to_owned(),
        line: None,
        why: store::too_large(),
        hint: Some("nothing was saved; give less of it".to_owned()),
    })
}

/// Puts the sources together.
pub(crate) fn draft(
    desk: &Desk<'_>,
    args: &CheckpointArgs,
    name: &Name,
    whole: &Whole,
    said: &Said,
    loaded: Option<&Loaded>,
) -> Result<Draft, Error> {
    let saved = loaded.map(|loaded| document::read(&loaded.prose));
    guard_task(args, said, saved.as_ref())?;
    let record = loaded.and_then(|loaded| loaded.record.as_ref());
    let saved_id = record.and_then(|record| record.task_id.clone());
    let follows = !args.new && !is_another_task(whole, saved.as_ref(), saved_id.as_deref());
    let earlier = loaded.filter(|_| follows);
    let base = earlier.map_or("", |loaded| loaded.prose.as_str());
    let stamp = Stamp {
        created: desk.world.local_now(),
        name: name.clone(),
    };
    let mut draft = Draft {
        prose: base.to_owned(),
        content: document::read(base),
        given: Vec::new(),
        task_id: saved_id.filter(|_| follows),
        source: record
            .filter(|_| follows)
            .and_then(|record| record.source.clone()),
        state: None,
        is_state: matches!(whole, Whole::State(_)),
        carry: Carry::Heal,
        follows,
        replaces: !follows,
    };
    draft.take(desk, whole, said, &stamp)?;
    draft.task_id = given_id(args)?.or(draft.task_id);
    if draft.content.task.is_none() && args.from.is_none() && earlier.is_none() {
        return Err(no_task());
    }
    Ok(draft)
}

/// The id that a flag gives the task.
fn given_id(args: &CheckpointArgs) -> Result<Option<String>, Error> {
    match &args.task_id {
        Some(id) if id.trim().is_empty() => Err(said::empty("task_id")),
        id => Ok(id.clone()),
    }
}

impl Draft {
    fn take(
        &mut self,
        desk: &Desk<'_>,
        whole: &Whole,
        said: &Said,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        match whole {
            Whole::Nothing => self.change(said, stamp)?,
            Whole::Markdown { prose, source } => {
                self.content = document::read(prose);
                self.prose.clone_from(prose);
                self.source.clone_from(source);
                self.carry = Carry::Hold;
                self.replaces = true;
                if !said.changes.is_empty() {
                    self.change(said, stamp)?;
                }
            }
            Whole::State(state) => self.take_state(desk, state, said, stamp)?,
        }
        self.give_flags(said);
        Ok(())
    }

    /// A program's state replaces what the document says. What Markdown does
    /// not carry to the letter is kept beside it.
    fn take_state(
        &mut self,
        desk: &Desk<'_>,
        state: &State,
        said: &Said,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        self.task_id.clone_from(&state.content.task_id);
        self.content = state.content.clone();
        self.carry = Carry::Hold;
        let before = document::write(&self.prose, &state.content, Some(stamp));
        self.change(said, stamp)?;
        let kept = State::follow(&state.to_text(), &before, &self.prose);
        let state_now = State::parse(&kept)?;
        if state_now.needs_keeping(&document::read(&self.prose)) {
            self.state = Some(kept);
        }
        self.give_files(desk, &state.content);
        Ok(())
    }

    /// A file given by a flag is written anew by this command.
    fn give_flags(&mut self, said: &Said) {
        let flags = said.changes.iter().filter_map(|change| match change {
            Change::File(file) => Some(file),
            Change::Open(open) => Some(&open.file),
            _ => None,
        });
        for file in flags {
            if let Ok(path) = RepoPath::new(file.path.clone()) {
                self.given.push((path, file.lines));
            }
        }
    }

    fn change(&mut self, said: &Said, stamp: &Stamp) -> Result<(), Error> {
        self.content
            .apply(&said.changes)
            .map_err(|error| match error {
                ChangeError::NoteWithoutItem(note) => Error::Usage {
                    message: format!("--note '{note}' has no item it could belong to"),
                    hint: Some("put it after --done, --doing or --todo".to_owned()),
                },
                ChangeError::ContextIsNoObject => Error::Content {
                    message: "the checkpoint's context is no object, so --context cannot set a key"
                        .to_owned(),
                    hint: Some("give the whole state with --state".to_owned()),
                },
            })?;
        self.prose = document::write(&self.prose, &self.content, Some(stamp));
        Ok(())
    }

    /// A program's files are references whatever the finder thinks of them,
    /// relative to the top of the work tree.
    fn give_files(&mut self, desk: &Desk<'_>, content: &Content) {
        let items = content
            .completed
            .iter()
            .chain(&content.in_progress)
            .chain(&content.pending);
        let files = items.flat_map(|item| &item.files);
        for file in files.chain(content.files_to_open.iter().map(|open| &open.file)) {
            match desk.repo.repo_path(desk.repo.work_dir(), &file.path) {
                Ok(path) => self.given.push((path, None)),
                Err(why) => desk.ui.warn(&format!(
                    "'{}' {why}; it is written down but not pinned",
                    crate::model::quoted(&file.path)
                )),
            }
        }
    }
}

fn no_task() -> Error {
    Error::Usage {
        message: "what are you working on? no task was given".to_owned(),
        hint: Some("git shipkit checkpoint --task 'TEXT'".to_owned()),
    }
}

/// Refuses to write one task over another.
fn guard_task(args: &CheckpointArgs, said: &Said, saved: Option<&Content>) -> Result<(), Error> {
    if args.new {
        return Ok(());
    }
    match (said.task(), saved.and_then(|saved| saved.task.as_deref())) {
        (Some(given), Some(saved)) if folded(given) != folded(saved) => Err(Error::TaskSwitch {
            saved: saved.to_owned(),
            given: given.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether a program's state is of another task than the saved one.
fn is_another_task(whole: &Whole, saved: Option<&Content>, saved_id: Option<&str>) -> bool {
    let (Whole::State(state), Some(saved)) = (whole, saved) else {
        return false;
    };
    match (state.content.task_id.as_deref(), saved_id) {
        (Some(given), Some(saved)) => given != saved,
        _ => state.task_as_written() != saved.task,
    }
}
