//! What is about to be saved: later sources win over earlier ones, the
//! existing checkpoint, then a whole document or state, then the changes.

use crate::credentials::{self, Credential};
use crate::document::{self, State};
use crate::drift::Carry;
use crate::error::Error;
use crate::model::{Change, ChangeError, Content, Lines, RepoPath};
use crate::route::site::Site;
use crate::route::task::{guard_task, is_another_task, no_task};
use crate::store::{Credentials, Loaded};

/// What somebody asks to be saved.
pub struct Asked<'a> {
    /// A whole document or state, or nothing of that kind.
    pub whole: &'a Whole,
    /// What is said beside it.
    pub changes: &'a [Change],
    /// The id for the task, where one is said.
    pub task_id: Option<&'a str>,
    /// Whether to start over.
    pub new: bool,
    /// Whether somebody edits the document before it is saved: then it may
    /// lack a task until they have.
    pub edits: bool,
}

/// Where a whole document comes from.
pub enum Whole {
    /// Nowhere: changes only, or nothing at all.
    Nothing,
    /// A Markdown file.
    Markdown {
        /// Its prose.
        prose: String,
        /// The file, where it lies in the work tree.
        source: Option<RepoPath>,
    },
    /// A program.
    State(Box<State>),
}

/// A document that somebody edited before it is saved.
pub struct Edited {
    /// As it reads now.
    pub prose: String,
    /// As it read before.
    pub from: String,
}

/// A document on its way to being saved.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Draft {
    /// As it reads so far.
    pub prose: String,
    /// What it was written to say; `None` where it says what it said.
    content: Option<Content>,
    /// Whether it is to say what the task is, even where it says none so far.
    lacks_task: bool,
    /// Whether no checkpoint is there, or it starts over.
    begins: bool,
    pub(super) given: Vec<(RepoPath, Option<Lines>)>,
    pub(super) task_id: Option<String>,
    pub(super) source: Option<RepoPath>,
    pub(super) state: Option<String>,
    /// Whether it is a program's whole state: none of an earlier one is kept.
    pub(super) is_state: bool,
    pub(super) carry: Carry,
    /// Whether the earlier checkpoint is followed, not replaced.
    pub(super) follows: bool,
    /// Whether bytes of the earlier document are replaced by others that do
    /// not stem from it.
    pub(super) replaces: bool,
    /// Whether it is the earlier document with a new time, and nothing else.
    pub(super) is_plain: bool,
    /// The credentials of a program's state, masked before it got here; line 0
    /// for those that the document does not show.
    pub(super) masked: Vec<Credential>,
}

/// Puts the sources together; `loaded` is the checkpoint that is there.
pub fn draft(site: &Site<'_>, asked: &Asked<'_>, loaded: Option<&Loaded>) -> Result<Draft, Error> {
    guard_task(asked, loaded)?;
    let record = loaded.and_then(|loaded| loaded.record.as_deref());
    let saved_id = record.and_then(|record| record.task_id.clone());
    let follows = !asked.new && !is_another_task(asked, loaded, saved_id.as_deref());
    let earlier = loaded.filter(|_| follows);
    let base = earlier.map_or("", |loaded| loaded.prose.as_str());
    let says = !asked.changes.is_empty() || matches!(asked.whole, Whole::State(_));
    let words = document::without_automatic(base);
    let base = if says { &*words } else { base };
    let mut draft = Draft {
        prose: base.to_owned(),
        content: None,
        given: Vec::new(),
        lacks_task: false,
        begins: earlier.is_none(),
        task_id: saved_id.filter(|_| follows),
        source: record
            .filter(|_| follows)
            .and_then(|record| record.source.clone()),
        state: None,
        is_state: matches!(asked.whole, Whole::State(_)),
        carry: Carry::Heal,
        follows,
        replaces: !follows,
        is_plain: earlier.is_some() && !says && matches!(asked.whole, Whole::Nothing),
        masked: Vec::new(),
    };
    draft.take(site, asked)?;
    draft.task_id = asked.task_id.map(str::to_owned).or(draft.task_id);
    let is_markdown = matches!(asked.whole, Whole::Markdown { .. });
    draft.lacks_task = !is_markdown && earlier.is_none();
    if draft.lacks_task && !asked.edits && !draft.says_task() {
        return Err(no_task());
    }
    Ok(draft)
}

impl Draft {
    fn take(&mut self, site: &Site<'_>, asked: &Asked<'_>) -> Result<(), Error> {
        match asked.whole {
            Whole::Nothing if self.is_plain => {
                self.prose = document::stamped(&self.prose, &site.stamp());
            }
            Whole::Nothing => self.change(site, asked)?,
            Whole::Markdown { prose, source } => {
                self.prose.clone_from(prose);
                self.source.clone_from(source);
                self.carry = Carry::Hold;
                self.replaces = true;
                if !asked.changes.is_empty() {
                    self.change(site, asked)?;
                }
            }
            Whole::State(state) => self.take_state(site, state, asked)?,
        }
        self.give_changed(asked);
        Ok(())
    }

    /// A program's state replaces what the document says. What Markdown does
    /// not carry to the letter is kept beside it.
    fn take_state(
        &mut self,
        site: &Site<'_>,
        state: &State,
        asked: &Asked<'_>,
    ) -> Result<(), Error> {
        let masked = masked(site, state)?;
        if masked.is_some() {
            self.masked = self.credentials_of(site, state);
        }
        let state = masked.as_ref().unwrap_or(state);
        self.task_id.clone_from(&state.content.task_id);
        self.carry = Carry::Hold;
        let says = document::read(&self.prose);
        let mut kept = state.to_text();
        let over = (&*self.prose, &says);
        let before = (!asked.changes.is_empty())
            .then(|| document::write_over(over, &state.content, Some(&site.stamp())));
        self.change_to(site, asked, &says, state.content.clone())?;
        if let Some(before) = before {
            let (before, after) = (document::read(&before), document::read(&self.prose));
            kept = State::follow(&kept, &before, &after);
        }
        self.state = Some(kept);
        self.give_files(site, &state.content);
        Ok(())
    }

    /// The credentials of a state, where the document would show them.
    fn credentials_of(&self, site: &Site<'_>, state: &State) -> Vec<Credential> {
        let shown = document::write(&self.prose, &state.content, Some(&site.stamp()));
        if let Some((_, found)) = credentials::mask(&shown) {
            return found;
        }
        let beside = credentials::find(state.to_text().as_bytes());
        let beside = beside.into_iter();
        beside.map(|one| Credential { line: 0, ..one }).collect()
    }

    /// A file given by a change is written anew by it.
    fn give_changed(&mut self, asked: &Asked<'_>) {
        let files = asked.changes.iter().filter_map(|change| match change {
            Change::File(file) => Some(file),
            Change::Open(open) => Some(&open.file),
            _ => None,
        });
        for file in files {
            if let Ok(path) = RepoPath::new(file.path.clone()) {
                self.given.push((path, file.lines));
            }
        }
    }

    fn change(&mut self, site: &Site<'_>, asked: &Asked<'_>) -> Result<(), Error> {
        let says = document::read(&self.prose);
        let content = says.clone();
        self.change_to(site, asked, &says, content)
    }

    /// Makes the document, which `says` something, say `content` and what is
    /// asked beside it.
    fn change_to(
        &mut self,
        site: &Site<'_>,
        asked: &Asked<'_>,
        says: &Content,
        mut content: Content,
    ) -> Result<(), Error> {
        content.apply(asked.changes).map_err(|error| match error {
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
        let over = (&*self.prose, says);
        self.prose = document::write_over(over, &content, Some(&site.stamp()));
        self.content = Some(content);
        Ok(())
    }

    /// Whether it is to say what the task is.
    pub fn needs_task(&self) -> bool {
        self.lacks_task || self.says_task()
    }

    fn says_task(&self) -> bool {
        match &self.content {
            Some(content) => content.task.is_some(),
            None => document::read(&self.prose).task.is_some(),
        }
    }

    /// A program's files are references whatever the finder thinks of them,
    /// relative to the top of the work tree.
    fn give_files(&mut self, site: &Site<'_>, content: &Content) {
        let items = content
            .completed
            .iter()
            .chain(&content.in_progress)
            .chain(&content.pending);
        let files = items.flat_map(|item| &item.files);
        for file in files.chain(content.files_to_open.iter().map(|open| &open.file)) {
            match site.repo.repo_path(site.repo.work_dir(), &file.path) {
                Ok(path) => self.given.push((path, None)),
                Err(why) => site.warn(&format!(
                    "'{}' {why}; it is written down but not pinned",
                    crate::model::quoted(&file.path)
                )),
            }
        }
    }

    /// Whether nobody has said anything yet: there is no checkpoint, and
    /// nothing was given.
    pub fn is_blank(&self, asked: &Asked<'_>) -> bool {
        let says_nothing = asked.changes.is_empty() && matches!(asked.whole, Whole::Nothing);
        says_nothing && self.begins
    }

    /// Takes what somebody made of it. Where it was edited from another
    /// document than this, that one is replaced.
    pub(super) fn take_edited(&mut self, site: &Site<'_>, edited: &Edited) {
        if edited.from != self.prose {
            self.replaces = true;
            site.warn(&format!(
                "{} was changed meanwhile; what was there stays in the history",
                site.name.document()
            ));
        }
        self.prose.clone_from(&edited.prose);
        self.is_plain = false;
    }
}

/// A program's state without its credentials, where they are masked: the
/// document is made of it, and may escape what it holds.
fn masked(site: &Site<'_>, state: &State) -> Result<Option<State>, Error> {
    if site.settings.credentials != Credentials::Masked {
        return Ok(None);
    }
    State::parse(&credentials::mask_json(&state.to_text())).map(Some)
}
