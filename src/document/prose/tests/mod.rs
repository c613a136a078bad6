mod claims;
mod random;
mod splices;

use super::{Stamp, read, write};
use crate::model::{Content, Decision, FileMention, Item, Lines, Name, OpenFile, Progress};
use chrono::DateTime;

const TEMPLATE: &str = include_str!("../../../../fixtures/documents/template.md");

fn stamp() -> Stamp {
    Stamp {
        created: DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
        name: Name::current(),
    }
}

fn file(path: &str, lines: Option<(u32, u32)>) -> FileMention {
    FileMention {
        path: path.to_owned(),
        lines: lines.and_then(|(start, end)| Lines::new(start, end)),
    }
}

fn open_file(path: &str, note: &str) -> OpenFile {
    OpenFile {
        file: file(path, None),
        note: Some(note.to_owned()),
    }
}

fn item(text: &str, files: &[FileMention], details: &[&str]) -> Item {
    Item {
        files: files.to_vec(),
        details: texts(details),
        ..Item::new(text)
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn decision(decision: &str, rationale: &str) -> Decision {
    Decision {
        decision: decision.to_owned(),
        rationale: rationale.to_owned(),
    }
}

/// The content of the template.
fn auth() -> Content {
    Content {
        task: Some("Implementing user authentication".to_owned()),
        progress: Progress::new(60.into()),
        status: Some("In Progress".to_owned()),
        completed: done(),
        in_progress: vec![Item {
            stopped_at: Some("JWT generation (line 34)".to_owned()),
            next_step: Some("Import jsonwebtoken, create token with user.id".to_owned()),
            ..item(
                "Login endpoint",
                &[file("src/api/auth/login.ts", None)],
                &["Route handler created, validation done"],
            )
        }],
        pending: [
            "JWT token generation utility",
            "Register endpoint",
            "Protected route middleware",
            "Token refresh endpoint",
            "Logout (invalidate refresh token)",
        ]
        .map(Item::new)
        .into(),
        decisions: decided(),
        files_to_open: vec![
            open_file("src/api/auth/login.ts", "Continue from line 34"),
            open_file("src/utils/auth.ts", "Reference for password verify"),
        ],
        gotchas: texts(&[
            "Prisma client must be imported from `@/lib/prisma`, not generated directly",
            "Our error format is `{ data: null, error: { code, message } }`",
        ]),
        test_state: Some("No tests written yet (will add after endpoints complete)".to_owned()),
        ..Content::default()
    }
}

fn decided() -> Vec<Decision> {
    vec![
        decision("bcrypt over argon2", "Simpler, widely supported"),
        decision(
            "JWT expiry: 15min",
            "Short-lived, refresh token for persistence",
        ),
        decision("Refresh in httpOnly cookie", "XSS protection"),
        decision("No email verification", "MVP, add later"),
    ]
}

fn done() -> Vec<Item> {
    vec![
        item(
            "Database schema for users table",
            &[file("prisma/schema.prisma", Some((15, 28)))],
            &["Added User model with email, passwordHash, createdAt"],
        ),
        item(
            "Password hashing utility",
            &[file("src/utils/auth.ts", None)],
            &[
                "Using bcrypt with 12 rounds",
                "Exports: `hashPassword()`, `verifyPassword()`",
            ],
        ),
        item(
            "Auth types defined",
            &[file("src/types/auth.ts", None)],
            &["LoginInput, LoginOutput, RegisterInput"],
        ),
    ]
}

#[test]
fn a_new_document_is_the_template_to_the_letter() {
    assert_eq!(write("", &auth(), Some(&stamp())), TEMPLATE);
    assert_eq!(read(TEMPLATE), auth());
}

#[test]
fn a_file_to_open_has_its_lines_with_or_without_a_code_span() {
    for entry in ["`a.rs` (line 3) — b", "a.rs (line 3) — b", "a.rs:3 - b"] {
        let prose = format!("### Files to Open First\n* {entry}\n");
        let told = OpenFile {
            file: file("a.rs", Some((3, 3))),
            ..open_file("a.rs", "b")
        };
        assert_eq!(read(&prose).files_to_open, [told], "{entry}");
    }
}
