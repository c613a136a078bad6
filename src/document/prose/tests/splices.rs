//! What is spliced into documents people wrote.

use super::{decision, file, stamp, texts};
use crate::document::prose::{Stamp, read, write};
use crate::model::{Blockers, Content, Item, Name, Progress};
use chrono::DateTime;

const CRLF: &str = include_str!("../../../../fixtures/documents/crlf.md");
const FOREIGN: &str = include_str!("../../../../fixtures/documents/foreign.md");
const FRONT_MATTER: &str = include_str!("../../../../fixtures/documents/front-matter.md");
const JAPANESE: &str = include_str!("../../../../fixtures/documents/handoff-ja.md");

/// The lines that `change` takes out of and puts into a document.
fn difference(before: &str, change: impl FnOnce(&mut Content)) -> String {
    let mut content = read(before);
    change(&mut content);
    let after = write(before, &content, None);
    assert_eq!(read(&after), content, "{after}");
    let diff = similar::TextDiff::from_lines(before, after.as_str());
    let mut told = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            similar::ChangeTag::Equal => continue,
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
        };
        told.push(sign);
        told.push_str(&change.value().replace('\r', "~"));
        if !told.ends_with('\n') {
            told.push_str("$\n");
        }
    }
    told
}

#[test]
fn an_item_that_moves_takes_its_lines_along() {
    let told = difference(super::TEMPLATE, |content| {
        let item = content.in_progress.remove(0);
        content.completed.push(Item {
            stopped_at: None,
            next_step: None,
            ..item
        });
        content.in_progress.push(content.pending.remove(0));
    });
    assert_eq!(
        told,
        "\
+- [x] Login endpoint
+  - File: `src/api/auth/login.ts`
+  - Route handler created, validation done
+
-- [ ] Login endpoint
-  - File: `src/api/auth/login.ts`
-  - Route handler created, validation done
-  - **Stopped at:** JWT generation (line 34)
-  - **Next step:** Import jsonwebtoken, create token with user.id
+- [ ] JWT token generation utility
-- [ ] JWT token generation utility
-3. Continue from JWT generation
"
    );
}

#[test]
fn a_section_that_empties_goes_with_its_separator() {
    let told = difference(super::TEMPLATE, |content| {
        content.pending.clear();
        content.files_to_open.remove(0);
        content.gotchas.clear();
        content.test_state = None;
    });
    assert_eq!(
        told,
        "\
-## Pending
-
-- [ ] JWT token generation utility
-- [ ] Register endpoint
-- [ ] Protected route middleware
-- [ ] Token refresh endpoint
-- [ ] Logout (invalidate refresh token)
-
----
-
-1. `src/api/auth/login.ts` — Continue from line 34
-2. `src/utils/auth.ts` — Reference for password verify
-
-### Gotchas Discovered
-- Prisma client must be imported from `@/lib/prisma`, not generated directly
-- Our error format is `{ data: null, error: { code, message } }`
-
-### Test State
-- No tests written yet (will add after endpoints complete)
+1. `src/utils/auth.ts` — Reference for password verify
-2. Open `src/api/auth/login.ts`
+2. Open `src/utils/auth.ts`
"
    );
}

#[test]
fn windows_line_endings_and_star_bullets_are_followed() {
    let told = difference(CRLF, |content| {
        content.in_progress[0].files.push(file("b.rs", None));
        content.in_progress[0].stopped_at = Some("the reader".to_owned());
        content.pending.push(Item::new("Registry"));
        content.blockers = Some(Blockers::Many(texts(&["no runner", "# no key"])));
        content.gotchas = texts(&["Paths are long"]);
    });
    assert_eq!(
        told,
        "\
+**Blockers:**~
+- no runner~
+- \\# no key~
-  * **Stopped at:** the writer~
+  * File: `b.rs`~
+  * **Stopped at:** the reader~
-* [ ] Service$
+* [ ] Service~
+* [ ] Registry~
+~
+---~
+~
+## Context for Next Session~
+~
+### Gotchas Discovered~
+- Paths are long~
"
    );
}

#[test]
fn a_document_in_another_language_keeps_its_own_words() {
    let content = read(JAPANESE);
    assert_eq!(
        content.task.as_deref(),
        Some("決済リファクタリング 引き継ぎ")
    );
    assert_eq!(content.progress, Progress::new(30.into()));
    assert_eq!(
        content.pending,
        [Item::new("返金処理"), Item::new("ログの整理")]
    );
    let told = difference(JAPANESE, |content| {
        content.task = Some("返金".to_owned());
        content.status = Some("進行中".to_owned());
        content.progress = Progress::new(50.into());
        content.pending[0].details = texts(&["半分"]);
    });
    assert_eq!(
        told,
        "\
-**Status**: 30%
+**Task:** 返金
+**Status**: 進行中 (50% complete)
+  - 半分
"
    );
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let content = read(FRONT_MATTER);
    assert_eq!(content.task.as_deref(), Some("Search index, week 4"));
    assert_eq!(content.pending, []);
    assert_eq!(content.decisions, []);
    assert_eq!(
        content.completed[0].details,
        ["[benchmarks](docs/bench.md#L12)"]
    );
    let told = difference(FRONT_MATTER, |content| {
        content.last_action = Some("Stemmed".to_owned());
        content.completed.remove(0);
        content.pending.push(Item::new("Ranking"));
        content.decisions.push(decision("BM25", "It is known"));
    });
    assert_eq!(
        told,
        "\
+**Last action:** Stemmed
+
-1. Tokenizer
-   - [benchmarks](docs/bench.md#L12)
-
-   A paragraph of the item.
+## Pending
+
+- [ ] Ranking
+
+| Decision | Rationale |
+|----------|-----------|
+| BM25 | It is known |
+
"
    );
}

#[test]
fn only_a_time_in_the_templates_form_is_renewed() {
    let later = Stamp {
        created: DateTime::parse_from_rfc3339("2025-02-03T09:05:59Z").unwrap(),
        ..stamp()
    };
    let renewed = |prose: &str| write(prose, &read(prose), Some(&later));
    assert_eq!(
        renewed(CRLF),
        CRLF.replace("2025-01-27 14:30", "2025-02-03 09:05")
    );
    let own = CRLF.replace("2025-01-27 14:30", "last Monday");
    assert_eq!(renewed(&own), own);
    assert_eq!(renewed(FOREIGN), FOREIGN);
}

#[test]
fn the_way_back_is_renewed_only_where_nobody_changed_it() {
    let named = Stamp {
        name: Name::new("it's a-b").unwrap(),
        ..stamp()
    };
    let document = write("", &super::auth(), Some(&named));
    assert!(document.contains("```\ngit shipkit resume 'it'\\''s a-b'\n```\n"));
    let mut later = super::auth();
    later.in_progress[0].stopped_at = Some("Token expiry (lines 40-41)".to_owned());
    let next = write(&document, &later, Some(&stamp()));
    assert!(next.ends_with("resume 'it'\\''s a-b'\n```\nor say: continue from my checkpoint\n\n1. Read this checkpoint\n2. Open `src/api/auth/login.ts`\n3. Continue from Token expiry\n"));
    let edited = document.replace("3. Continue", "3. Go on");
    assert!(write(&edited, &later, None).ends_with("3. Go on from JWT generation\n"));
}

#[test]
fn an_entry_to_open_keeps_what_is_nested_in_it() {
    let document =
        "# T\n\n### Files to Open First\n1. `a.rs` (line 3) — here\n   - my own note\n2. `b.rs`\n";
    let told = difference(document, |content| {
        content.files_to_open[0].file.lines = None;
        content.files_to_open.remove(1);
        content
            .files_to_open
            .insert(0, super::open_file("c.rs", "first"));
    });
    assert_eq!(
        told,
        "\
-1. `a.rs` (line 3) — here
+1. `c.rs` — first
+2. `a.rs` — here
-2. `b.rs`
"
    );
}

#[test]
fn a_list_that_goes_leaves_no_gap_between_labels() {
    let before = "# T\n\n**Task:** t\n**Blockers:**\n- a\n- b\n\n**Priority:** high\n\nProse.\n";
    let told = difference(before, |content| content.blockers = None);
    assert_eq!(told, "-**Blockers:**\n-- a\n-- b\n-\n");
}
