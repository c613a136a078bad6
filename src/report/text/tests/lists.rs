//! `status`, `list`, `log` and the answer where there is nothing.

use super::{auth, commit, drift, file, id, lines, login, path, plain, saved_at, time, told};
use crate::drift::{Count, Drift, FileDrift, FileVerdict, PositionVerdict, Relation, Severity};
use crate::model::{Choice, Name, Progress};
use crate::report::text::{
    Absent, ListRow, LogRow, Status, View, absent, list, log, porcelain, status,
};

fn line(name: Option<&str>, drift: &Drift) -> String {
    line_in(name, drift, plain())
}

fn line_in(name: Option<&str>, drift: &Drift, view: View<'_>) -> String {
    status(&Status {
        words: None,
        name,
        content: &auth(),
        saved_at: Some(saved_at()),
        drift,
        view,
    })
}

#[test]
fn status_is_one_line() {
    let unreadable = FileVerdict::Unreadable { why: String::new() };
    for (files, end) in [
        (
            vec![login(), file("b", FileVerdict::Unchanged)],
            "1 of 2 files changed",
        ),
        (vec![file("b", FileVerdict::Unchanged)], "nothing changed"),
        (vec![file("b", unreadable)], "cannot tell for 1 of 1 file"),
        (vec![], "no files"),
    ] {
        assert_eq!(
            line(Some("auth"), &drift(files)),
            format!("auth: User authentication, 60%, 3 days old, {end}\n")
        );
    }
    assert_eq!(
        line(None, &drift(vec![])),
        "User authentication, 60%, 3 days old, no files\n"
    );
}

#[test]
fn a_terminal_shows_what_status_tells_to_its_end() {
    let view = View {
        width: Some(60),
        style: crate::report::Style::new(true),
        ..plain()
    };
    let told = line_in(Some("auth"), &drift(vec![login()]), view);
    let told = console::strip_ansi_codes(&told).into_owned();
    assert_eq!(
        told,
        "auth: User authentica…, 60%, 3 days old, 1 of 1 file changed\n"
    );
}

#[test]
fn porcelain_is_stable() {
    let renamed = FileDrift {
        positions: vec![
            told("34", PositionVerdict::Moved { to: lines("38") }, ""),
            told(
                "40-41",
                PositionVerdict::Ambiguous {
                    candidates: vec![lines("1-2"), lines("8-9")],
                },
                "",
            ),
            told("99", PositionVerdict::OutOfRange, ""),
        ],
        ..file(
            "src/a\nb.ts",
            FileVerdict::Renamed {
                to: path("src/c d.ts"),
            },
        )
    };
    let mut drift = drift(vec![renamed, file("z", FileVerdict::Unchanged)]);
    drift.head.now = Some(id('9'));
    drift.head.relation = Relation::Ahead(Count { n: 3, more: false });
    drift.head.branch_now = None;
    drift.severity = Severity::AtPosition;
    drift.recommended = Choice::Update;
    let report = porcelain(&Status {
        words: None,
        name: Some("auth"),
        content: &auth(),
        saved_at: Some(saved_at()),
        drift: &drift,
        view: plain(),
    });
    assert_eq!(
        report,
        include_str!("../../../../fixtures/reports/status.txt")
    );
}

#[test]
fn lists_line_up() {
    let row = |name: Option<&str>, task: &str, percent: Option<u32>, branch: &str| ListRow {
        name: name.map(str::to_owned),
        task: Some(task.to_owned()),
        progress: percent.and_then(|n| Progress::new(n.into())),
        saved_at: Some(saved_at()),
        branch: Some(branch.to_owned()),
        cleared: false,
        gone: false,
    };
    let rows = [
        row(None, "User authentication", Some(60), "feat/auth"),
        row(Some("支払い"), "Payments", None, "main"),
        ListRow {
            cleared: true,
            gone: false,
            saved_at: None,
            ..row(Some("k3x9:old"), "Old\nthings", Some(100), "")
        },
    ];
    assert_eq!(
        list(&rows, &plain()),
        "\
(current)  60%   3 days ago   feat/auth  User authentication
支払い           3 days ago   main       Payments
k3x9:old   100%  never saved             Old things (cleared)
"
    );
    let narrow = View {
        width: Some(56),
        ..plain()
    };
    let first = list(&rows, &narrow);
    assert_eq!(
        first.lines().next(),
        Some("(current)  60%   3 days ago   feat/auth  User authentic…")
    );
    assert_eq!(list(&[], &plain()), "");
}

#[test]
fn a_history_lines_up() {
    let row = |id: u64, at: &str, progress: u32| LogRow {
        is_automatic: false,
        id,
        saved_at: Some(time(at)),
        task: Some("User authentication".to_owned()),
        progress: Progress::new(progress.into()),
        head: Some(super::id('3')),
        branch: None,
    };
    let kept = LogRow {
        saved_at: None,
        head: None,
        ..row(10, "2025-01-30T14:20:00+01:00", 7)
    };
    let rows = [
        row(12, "2025-01-30T14:20:00+01:00", 60),
        kept,
        row(9, "2025-01-27T08:00:00-05:00", 5),
    ];
    assert_eq!(
        log(&rows, &plain()),
        "\
12  2025-01-30 14:20  10 minutes ago  60%  3333333  User authentication
10                    never saved     7%            User authentication
9   2025-01-27 08:00  3 days ago      5%   3333333  User authentication
"
    );
}

#[test]
fn where_there_is_none_it_tells_what_can_be_had() {
    let nothing = Absent::default();
    assert_eq!(
        absent(&nothing, &plain()),
        "No checkpoint found at .shipkit/checkpoint.md.\n"
    );
    let much = Absent {
        nearest: Some("old".to_owned()),
        name: Name::new("auth").unwrap(),
        documents: vec![".shipkit/project-status.md".to_owned()],
        commits: vec![commit('9', "Add login")],
        others: vec![None, Some("pay ments".to_owned())],
        cleared: vec![Some("old".to_owned())],
        elsewhere: vec!["k3x9:auth".to_owned()],
    };
    assert_eq!(
        absent(&much, &plain()),
        "\
No checkpoint found at .shipkit/checkpoint-auth.md.
Did you mean 'old'?

What the project says:
- .shipkit/project-status.md

Recent commits:
- 9999999 Add login (Alice, 1 day ago)

Other checkpoints:
- git shipkit resume
- git shipkit resume 'pay ments'

Saved before, and to be had back:
- git shipkit restore old

Checkpoints of other worktrees:
- git shipkit resume k3x9:auth
"
    );
}
