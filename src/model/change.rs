//! What one command changes in a checkpoint's content, in the order it was
//! said.

use crate::model::placing::{Section, detail};
use crate::model::{Blockers, Content, Decision, FileMention, OpenFile, Priority, Progress};
use serde_json::{Map, Number, Value};

/// One thing that is said about a checkpoint. Texts are single-line, trimmed
/// and not empty; see [`folded`].
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The task's title.
    Task(String),
    /// Percent, 0 to 100.
    Progress(u8),
    /// This is done.
    Done(String),
    /// This was begun.
    Doing(String),
    /// This is left.
    Todo(String),
    /// A file of the item said before.
    File(FileMention),
    /// A detail of the item said before.
    Note(String),
    /// Where work stopped.
    StoppedAt(String),
    /// What comes next.
    Next(String),
    /// A decision; without a reason it may hold one after its last `: `.
    Decision(String, Option<String>),
    /// What the next one should know.
    Gotcha(String),
    /// How the tests stand.
    Tests(String),
    /// What was done last.
    LastAction(String),
    /// What stands in the way, beside what already does.
    Blocker(String),
    /// Nothing stands in the way.
    NoBlockers,
    /// How urgent it is.
    Priority(Priority),
    /// One variable.
    Context(String, Value),
    /// A file to open first.
    Open(OpenFile),
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// A note without an item it could belong to.
    NoteWithoutItem(String),
    /// A variable cannot be set in a context that is no object.
    ContextIsNoObject,
}

/// White space runs, line breaks among them, as one space; none at the ends.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Content {
    /// Makes `changes` in their order. What was said of no item in particular
    /// finds its place last, when all items stand.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), ChangeError> {
        let mut latest: Option<(Section, String)> = None;
        let mut doing: Option<String> = None;
        let mut unplaced = Vec::new();
        for change in changes {
            match change {
                Change::Done(text) => latest = Some((Section::Completed, text.clone())),
                Change::Doing(text) => latest = Some((Section::InProgress, text.clone())),
                Change::Todo(text) => latest = Some((Section::Pending, text.clone())),
                Change::File(_) | Change::Note(_) => match &latest {
                    Some((section, text)) => {
                        let item = self.item_mut(*section, text);
                        detail(item, change);
                    }
                    None => unplaced.push(change),
                },
                Change::StoppedAt(_) | Change::Next(_) => match &doing {
                    Some(text) => detail(self.item_mut(Section::InProgress, text), change),
                    None => unplaced.push(change),
                },
                other => self.say(other)?,
            }
            if let (Change::Done(_) | Change::Doing(_) | Change::Todo(_), Some((section, text))) =
                (change, &mut latest)
            {
                *text = self.put(*section, text);
                if *section == Section::InProgress {
                    doing = Some(text.clone());
                }
            }
        }
        let only_doing = only_doing(changes);
        for change in unplaced {
            self.place(change, only_doing)?;
        }
        Ok(())
    }

    /// Finds a place for what was said before any item.
    fn place(&mut self, change: &Change, only_doing: Option<&str>) -> Result<(), ChangeError> {
        let about_doing = matches!(change, Change::StoppedAt(_) | Change::Next(_));
        if let Some(text) = only_doing.filter(|_| about_doing) {
            let text = text.to_owned();
            detail(self.item_mut(Section::InProgress, &text), change);
        } else if let [item] = self.in_progress.as_mut_slice() {
            detail(Some(item), change);
        } else {
            match change {
                Change::StoppedAt(text) => self.stopped_at = Some(text.clone()),
                Change::Next(text) => self.next_step = Some(text.clone()),
                Change::File(file) => self.say(&Change::Open(OpenFile {
                    file: file.clone(),
                    note: None,
                }))?,
                Change::Note(text) => return Err(ChangeError::NoteWithoutItem(text.clone())),
                _ => {}
            }
        }
        Ok(())
    }

    /// What concerns no item.
    fn say(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::Task(text) => self.task = Some(text.clone()),
            Change::Progress(percent) => self.progress(*percent),
            Change::Decision(what, why) => self.decide(what, why.as_deref()),
            Change::Gotcha(text) if !self.gotchas.contains(text) => {
                self.gotchas.push(text.clone());
            }
            Change::Tests(text) => self.test_state = Some(text.clone()),
            Change::LastAction(text) => self.last_action = Some(text.clone()),
            Change::Blocker(text) => self.block(text),
            Change::NoBlockers => self.blockers = None,
            Change::Priority(priority) => self.priority = Some(*priority),
            Change::Context(key, value) => {
                let context = self
                    .context
                    .get_or_insert_with(|| Value::Object(Map::new()));
                let object = context
                    .as_object_mut()
                    .ok_or(ChangeError::ContextIsNoObject)?;
                object.insert(key.clone(), value.clone());
            }
            Change::Open(open) => self.open(open),
            _ => {}
        }
        Ok(())
    }

    /// The status follows, unless somebody wrote one of their own.
    fn progress(&mut self, percent: u8) {
        self.progress = Progress::new(Number::from(percent));
        let own = |status: &str| !matches!(status, "In Progress" | "Complete");
        if percent == 100 {
            self.status = Some("Complete".to_owned());
        } else if !self.status.as_deref().is_some_and(own) {
            self.status = Some("In Progress".to_owned());
        }
    }

    fn decide(&mut self, what: &str, why: Option<&str>) {
        let (decision, rationale) = match why {
            Some(why) => (what, why),
            None => what.rsplit_once(": ").unwrap_or((what, "")),
        };
        match self
            .decisions
            .iter_mut()
            .find(|known| known.decision == decision)
        {
            Some(_) if rationale.is_empty() => {}
            Some(known) => rationale.clone_into(&mut known.rationale),
            None => self.decisions.push(Decision {
                decision: decision.to_owned(),
                rationale: rationale.to_owned(),
            }),
        }
    }

    fn block(&mut self, text: &str) {
        self.blockers = Some(match self.blockers.take() {
            None => Blockers::One(text.to_owned()),
            Some(Blockers::One(one)) if one == text => Blockers::One(one),
            Some(Blockers::One(one)) => Blockers::Many(vec![one, text.to_owned()]),
            Some(Blockers::Many(mut many)) => {
                if !many.iter().any(|known| known == text) {
                    many.push(text.to_owned());
                }
                Blockers::Many(many)
            }
        });
    }

    fn open(&mut self, open: &OpenFile) {
        match self
            .files_to_open
            .iter_mut()
            .find(|known| known.file == open.file)
        {
            Some(known) if open.note.is_none() => known.file = open.file.clone(),
            Some(known) => known.note.clone_from(&open.note),
            None => self.files_to_open.push(open.clone()),
        }
    }
}

/// The text of the command's only `--doing`.
fn only_doing(changes: &[Change]) -> Option<&str> {
    let mut doing = changes.iter().filter_map(|change| match change {
        Change::Doing(text) => Some(text.as_str()),
        _ => None,
    });
    let first = doing.next()?;
    doing.next().is_none().then_some(first)
}
