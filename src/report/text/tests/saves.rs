//! Before and after a save, and a clear.

use super::{auth, file, lines, login, path, plain, told};
use crate::drift::{FileVerdict, Healed, PositionVerdict};
use crate::model::Name;
use crate::report::text::{Saved, cleared, draft, progress_question, save_question, saved, show};

#[test]
fn a_draft_is_summed_up_before_it_is_saved() {
    assert_eq!(
        draft(&auth(), &plain()),
        "\
Current task: User authentication
Status: 60% complete

Progress summary:
- ✅ User schema (prisma/schema.prisma, lines 15-28)
- ✅ Password utils (src/utils/auth.ts)
- 🔄 Login endpoint (src/api/auth/login.ts)
- ⬜ Logout

Key decisions:
- bcrypt for passwords
"
    );
    assert_eq!(
        save_question(&Name::new("auth").unwrap()),
        "\nSave this checkpoint to .shipkit/checkpoint-auth.md?"
    );
}

#[test]
fn a_plain_save_says_how_to_resume() {
    let nothing = Saved {
        name: None,
        repinned: &[],
        healed: &[],
        held: &[],
        accepted: &[],
        not_kept: &[],
        view: plain(),
    };
    assert_eq!(
        saved(&nothing),
        "Checkpoint saved.\nTo resume in a new session: git shipkit resume\n"
    );
}

#[test]
fn a_save_never_launders_drift() {
    let moved = |name, new_name, from, to| Healed {
        path: path(name),
        new_path: path(new_name),
        from: Some(lines(from)),
        to: Some(lines(to)),
    };
    let near = |near| PositionVerdict::Edited { near: lines(near) };
    let report = saved(&Saved {
        name: Some("auth"),
        repinned: &[login(), file("b", FileVerdict::Deleted)],
        healed: &[
            moved("src/api/auth/login.ts", "src/api/auth/login.ts", "34", "38"),
            moved("b", "c", "1-2", "3-4"),
        ],
        held: &[
            (path("src/utils/auth.ts"), told("12", near("12"), "hash(x)")),
            (path("src/utils/auth.ts"), told("13", near("14"), "salt(x)")),
        ],
        accepted: &[(path("a"), told("12", near("12"), "a(x)"))],
        not_kept: &[(path("big.bin"), "it is larger than 5 MiB".to_owned())],
        view: plain(),
    });
    assert_eq!(
        report,
        "\
Checkpoint saved.
To resume in a new session: git shipkit resume auth

Changed since the last save, and pinned as they are now:
- src/api/auth/login.ts: Modified after checkpoint (+12 -3)
- b: Deleted after checkpoint

Brought up to date in the document:
- src/api/auth/login.ts: line 34 -> 38
- b: now c, lines 1-2 -> 3-4

Still told against an earlier save, until rewritten or git shipkit resume auth --update:
- src/utils/auth.ts: line 12 was edited; it read: hash(x)

Left to a person, and told until rewritten in the document:
- src/utils/auth.ts: line 13 was edited (now near 14); it read: salt(x)

Edited where they stand; whether the document still holds is for a person to see:
- a: line 12 was edited; it read: a(x)

Pinned without keeping their bytes:
- big.bin: it is larger than 5 MiB
"
    );
}

#[test]
fn a_cleared_one_can_be_had_back() {
    assert_eq!(
        cleared(Some("auth"), true, &plain()),
        "Checkpoint cleared.\nTo bring it back: git shipkit restore auth\n"
    );
    assert_eq!(cleared(None, false, &plain()), "Checkpoint cleared.\n");
    assert_eq!(
        progress_question(),
        "Add a summary of what was built to .shipkit/progress.md?"
    );
}

#[test]
fn a_document_is_harmless_wherever_it_goes() {
    assert_eq!(show("# \x1b[2J\r\n"), "# \\x1b[2J\n");
}
