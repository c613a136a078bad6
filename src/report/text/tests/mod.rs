//! Every sentence, in whole reports as people see them.

mod asked;
mod claims;
mod edited;
mod examined;
mod lists;
mod resume;
mod saves;
mod verdicts;

use crate::drift::{
    Changes, CommitSeen, Drift, FileDrift, FileVerdict, HeadDrift, PositionDrift, PositionVerdict,
    Relation, Severity,
};
use crate::model::{
    Choice, Content, Decision, FileMention, Item, Lines, ObjectId, Progress, RepoPath,
};
use crate::report::Style;
use crate::report::text::View;
use chrono::{DateTime, FixedOffset};

pub(super) fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub(super) fn saved_at() -> DateTime<FixedOffset> {
    time("2025-01-27T14:30:05+01:00")
}

fn as_it_is(path: &RepoPath) -> String {
    path.to_string()
}

/// Three days after the save, without colours, as wide as it wants.
pub(super) fn plain() -> View<'static> {
    View {
        style: Style::plain(),
        width: None,
        now: time("2025-01-30T14:30:05+01:00"),
        display: &as_it_is,
        links: None,
    }
}

pub(super) fn id(digit: char) -> ObjectId {
    ObjectId::new(&digit.to_string().repeat(40)).unwrap()
}

pub(super) fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

pub(super) fn lines(text: &str) -> Lines {
    text.parse().unwrap()
}

pub(super) fn file(name: &str, verdict: FileVerdict) -> FileDrift {
    FileDrift {
        path: path(name),
        verdict,
        severity: crate::drift::Severity::None,
        changes: None,
        whitespace_only: false,
        positions: Vec::new(),
        symbols: Vec::new(),
        commits: Vec::new(),
        commits_cut: false,
        search_cut: false,
        uncommitted: None,
    }
}

pub(super) fn told(at: &str, verdict: PositionVerdict, text: &str) -> PositionDrift {
    PositionDrift {
        text: Some(text.to_owned()).filter(|text| !text.is_empty()),
        ..PositionDrift::only(lines(at), verdict)
    }
}

pub(super) fn commit(digit: char, subject: &str) -> CommitSeen {
    CommitSeen {
        id: id(digit),
        subject: subject.to_owned(),
        author: "Alice".to_owned(),
        time: time("2025-01-29T09:00:00+01:00"),
    }
}

/// HEAD where it was, these files.
pub(super) fn drift(files: Vec<FileDrift>) -> Drift {
    Drift {
        head: HeadDrift {
            saved: Some(id('3')),
            now: Some(id('3')),
            relation: Relation::Same,
            branch_saved: Some("feat/auth".to_owned()),
            branch_now: Some("feat/auth".to_owned()),
        },
        files,
        claims: Vec::new(),
        severity: Severity::None,
        recommended: Choice::Proceed,
        lacking: None,
        world: None,
    }
}

/// `src/api/auth/login.ts` after somebody else worked on it.
pub(super) fn login() -> FileDrift {
    FileDrift {
        changes: Some(Changes {
            added: 12,
            removed: 3,
        }),
        positions: vec![told(
            "34",
            PositionVerdict::Moved { to: lines("38") },
            "  const token = sign(user)",
        )],
        commits: vec![commit('9', "Move token creation")],
        uncommitted: Some(true),
        ..file("src/api/auth/login.ts", FileVerdict::Modified)
    }
}

fn item(text: &str, files: &[&str]) -> Item {
    Item {
        files: files
            .iter()
            .map(|path| FileMention {
                path: (*path).to_owned(),
                lines: None,
            })
            .collect(),
        ..Item::new(text)
    }
}

/// The template's task.
pub(super) fn auth() -> Content {
    let mut schema = item("User schema", &["prisma/schema.prisma"]);
    schema.files[0].lines = Some(lines("15-28"));
    Content {
        task: Some("User authentication".to_owned()),
        progress: Progress::new(60.into()),
        completed: vec![schema, item("Password utils", &["src/utils/auth.ts"])],
        in_progress: vec![Item {
            stopped_at: Some("JWT generation (line 34)".to_owned()),
            next_step: Some("Import jsonwebtoken and create token".to_owned()),
            ..item("Login endpoint", &["src/api/auth/login.ts"])
        }],
        pending: vec![item("Logout", &[])],
        decisions: vec![Decision {
            decision: "bcrypt for passwords".to_owned(),
            rationale: "widely supported".to_owned(),
        }],
        ..Content::default()
    }
}
