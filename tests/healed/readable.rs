//! What healing makes of each written form, to be read. In `src/login.ts` two
//! lines came in above all others, line 20 went and line 30 was edited;
//! `src/old.ts` is `lib/new.ts` now, and `x y.ts` is `x z.ts`.

use super::commit;
use crate::support::Sandbox;

/// Before and after.
const FORMS: [(&str, &str); 28] = [
    ("`src/login.ts:34`", "`src/login.ts:35`"),
    ("`src/login.ts:34:5`", "`src/login.ts:35:5`"),
    ("`src/login.ts:8-12`", "`src/login.ts:10-14`"),
    ("`src/login.ts:9,12`", "`src/login.ts:11,14`"),
    ("src/login.ts:34, bare", "src/login.ts:35, bare"),
    ("`login.ts`:34 by its name", "`login.ts`:35 by its name"),
    ("`src/login.ts` (line 34)", "`src/login.ts` (line 35)"),
    (
        "`src/login.ts` (lines 8-12)",
        "`src/login.ts` (lines 10-14)",
    ),
    ("`src/login.ts`, lines 8–12", "`src/login.ts`, lines 10–14"),
    ("line 34 of `src/login.ts`", "line 35 of `src/login.ts`"),
    ("[l](src/login.ts#L34)", "[l](src/login.ts#L35)"),
    ("[l](src/login.ts#L8-L12)", "[l](src/login.ts#L10-L14)"),
    ("src/login.ts(34,5): error", "src/login.ts(35,5): error"),
    ("`src\\login.ts:34`", "`src\\login.ts:35`"),
    (
        "| File | Line |\n|---|---|\n| `src/login.ts` | 34 |",
        "| File | Line |\n|---|---|\n| `src/login.ts` | 35 |",
    ),
    (
        "```ts\n// src/login.ts:34\n```",
        "```ts\n// src/login.ts:35\n```",
    ),
    (
        "`src/login.ts:30` was edited",
        "`src/login.ts:30` was edited",
    ),
    ("`src/login.ts:20` is gone", "`src/login.ts:20` is gone"),
    (
        "`src/login.ts:34` and `src/login.ts:30`",
        "`src/login.ts:34` and `src/login.ts:30`",
    ),
    ("`src/login.ts` 第9行", "`src/login.ts` 第11行"),
    (
        "- File: `src/login.ts`\n  - Stopped at: it (line 34)",
        "- File: `src/login.ts`\n  - Stopped at: it (line 35)",
    ),
    (
        "## `src/login.ts`\n\nLine 9 and L10\n\n## Next",
        "## `src/login.ts`\n\nLine 11 and L12\n\n## Next",
    ),
    ("`src/old.ts:3` went", "`lib/new.ts:3` went"),
    ("[o](src/old.ts), `old.ts`", "[o](lib/new.ts), `new.ts`"),
    ("`src\\old.ts`", "`lib\\new.ts`"),
    ("\"x y.ts\":3 and `x y.ts:4`", "\"x y.ts\":3 and `x z.ts:4`"),
    (
        "```\nshop/\n└── x y.ts  # odd\n```",
        "```\nshop/\n└── x z.ts  # odd\n```",
    ),
    (
        "port 34, 34 tests, v3.4, `34`",
        "port 34, 34 tests, v3.4, `34`",
    ),
];

fn world() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.sh("mkdir src lib; seq -f 'login %g' 40 >src/login.ts; seq -f 'old %g' 40 >src/old.ts");
    s.sh("seq -f 'odd %g' 40 >'x y.ts'");
    s
}

fn change(s: &Sandbox) {
    let edits = "sed -i -e '30s/$/ edited/' -e 20d -e '1i new\\nnew' src/login.ts";
    commit(
        s,
        &format!("{edits}; git mv src/old.ts lib/new.ts; git mv 'x y.ts' 'x z.ts'"),
    );
}

#[test]
fn each_written_form_is_told_anew() {
    let s = world();
    for (at, (before, _)) in FORMS.iter().enumerate() {
        s.write(&format!("doc-{at:02}.md"), format!("{before}\n"));
    }
    commit(&s, "true");
    change(&s);
    let _ = s.run("sh", &["-c", "git shipkit check --fix doc-*.md"], None);
    for (at, (before, after)) in FORMS.iter().enumerate() {
        let now = s.read(&format!("doc-{at:02}.md"));
        assert_eq!(now, format!("{after}\n"), "from {before}");
    }
}
