//! The fields of the tool `checkpoint`, as what the flags of the verb of that
//! name would say.

use crate::cli::desk::Desk;
use crate::cli::mcp::arguments::bad;
use crate::document::{State, json_text};
use crate::error::Error;
use crate::model::{Blockers, Change, Content, FileMention, Item, Progress, folded};
use serde_json::{Map, Value};

/// What is said.
pub(super) struct Fields {
    pub(super) changes: Vec<Change>,
    pub(super) task_id: Option<String>,
}

impl Fields {
    /// Reads them as a state's are read; none must be there.
    pub(super) fn read(desk: &Desk<'_>, mut fields: Map<String, Value>) -> Result<Fields, Error> {
        let says_nothing =
            |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
        let named = |value: &Value| !value.is_null() && !says_nothing(value);
        let is_named = fields.get("taskName").is_some_and(named);
        if !is_named {
            fields.insert("taskName".to_owned(), "(as it is)".into());
        }
        let unblocked = fields.get("blockers").is_some_and(Value::is_array);
        let content = State::parse(&json_text(&Value::Object(fields)))?.content;
        if content.status.is_some() {
            return Err(bad(
                "status",
                "follows from the progress, but in mode 'replace'",
            ));
        }
        let mut said = Said {
            desk,
            changes: Vec::new(),
        };
        if let Some(task) = content.task.as_ref().filter(|_| is_named) {
            said.text(Change::Task, Some(task));
        }
        if unblocked {
            said.changes.push(Change::NoBlockers);
        }
        said.head(&content)?;
        said.items(&content)?;
        said.rest(&content);
        Ok(Fields {
            changes: said.changes,
            task_id: content.task_id,
        })
    }
}

/// What was said so far.
struct Said<'d> {
    desk: &'d Desk<'d>,
    changes: Vec<Change>,
}

impl Said<'_> {
    fn text(&mut self, make: fn(String) -> Change, text: Option<&String>) {
        let text = text
            .map(|text| folded(text))
            .filter(|text| !text.is_empty());
        self.changes.extend(text.map(make));
    }

    fn head(&mut self, content: &Content) -> Result<(), Error> {
        if let Some(progress) = &content.progress {
            self.changes.push(Change::Progress(percent(progress)?));
        }
        self.text(Change::LastAction, content.last_action.as_ref());
        self.text(Change::Tests, content.test_state.as_ref());
        match &content.blockers {
            Some(Blockers::One(one)) => self.text(Change::Blocker, Some(one)),
            Some(Blockers::Many(many)) => {
                for one in many {
                    self.text(Change::Blocker, Some(one));
                }
            }
            None => {}
        }
        self.changes.extend(content.priority.map(Change::Priority));
        match &content.context {
            None => {}
            Some(Value::Object(map)) => {
                let all = map.iter();
                let all = all.map(|(key, value)| Change::Context(key.clone(), value.clone()));
                self.changes.extend(all);
            }
            Some(_) => return Err(bad("context", "is no object")),
        }
        // Before any item they would belong to the one said last.
        self.text(Change::StoppedAt, content.stopped_at.as_ref());
        self.text(Change::Next, content.next_step.as_ref());
        Ok(())
    }

    fn items(&mut self, content: &Content) -> Result<(), Error> {
        for item in &content.completed {
            self.item(Change::Done, item);
        }
        for item in &content.pending {
            self.item(Change::Todo, item);
        }
        let done_or_left = content.completed.iter().chain(&content.pending);
        for item in done_or_left {
            if item.stopped_at.is_some() || item.next_step.is_some() {
                let why = "or nextStep of an item is for inProgress alone";
                return Err(bad("stoppedAt", why));
            }
        }
        for item in &content.in_progress {
            self.item(Change::Doing, item);
            self.text(Change::StoppedAt, item.stopped_at.as_ref());
            self.text(Change::Next, item.next_step.as_ref());
        }
        Ok(())
    }

    fn item(&mut self, make: fn(String) -> Change, item: &Item) {
        self.text(make, Some(&item.text));
        for file in &item.files {
            let file = self.mention(file);
            self.changes.push(Change::File(file));
        }
        for detail in &item.details {
            self.text(Change::Note, Some(detail));
        }
    }

    fn rest(&mut self, content: &Content) {
        for decision in &content.decisions {
            let why = Some(folded(&decision.rationale)).filter(|why| !why.is_empty());
            let what = folded(&decision.decision);
            self.changes.push(Change::Decision(what, why));
        }
        for gotcha in &content.gotchas {
            self.text(Change::Gotcha, Some(gotcha));
        }
        for open in &content.files_to_open {
            let file = self.mention(&open.file);
            let note = open.note.as_deref().map(folded);
            let note = note.filter(|note| !note.is_empty());
            self.changes
                .push(Change::Open(crate::model::OpenFile { file, note }));
        }
    }

    /// The file from the top of the work tree. What cannot be a reference
    /// stays as it was given, and is told.
    fn mention(&self, given: &FileMention) -> FileMention {
        let repo = &self.desk.repo;
        let path = match repo.repo_path(repo.work_dir(), &given.path) {
            Ok(path) => path.as_str().to_owned(),
            Err(why) => {
                let path = crate::model::quoted(&given.path).into_owned();
                let sentence = format!("'{path}' {why}; it is written down but not pinned");
                self.desk.ui.warn(&sentence);
                path
            }
        };
        FileMention {
            path,
            lines: given.lines,
        }
    }
}

fn percent(progress: &Progress) -> Result<u8, Error> {
    let number = progress.number().as_u64().and_then(|it| it.try_into().ok());
    number.ok_or_else(|| bad("progress", "is no whole number, but in mode 'replace'"))
}
