//! Documents of every form: the section comes and goes, and not a byte else.

use super::{auto, saved, told, words, work};

/// What a document may look like.
const FORMS: [&str; 9] = [
    "# Shop\n\nText.\n",
    "# Shop\n\nText, and no end of line",
    "# Shop\r\n\r\nText.\r\n",
    "# Shop\r\n\r\n- no end of line",
    "---\ntitle: x\n---\n# Shop\n\n- a\n- b\n",
    "\u{feff}# Shop\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\n\n",
    "# Shop\n\n```\nan open fence\n",
    "Text\n\n## To Resume\n\nSay so.\n",
    "# Session Checkpoint\n\n**Task:** T\n\n---\n\n## Completed\n\n- [x] A\n\n---\n\n## To Resume\n\nSay so.",
];

#[test]
fn the_section_comes_and_goes() {
    for form in FORMS {
        let s = saved();
        s.write("doc.md", form);
        let _ = s
            .shipkit(&["checkpoint", "--from", "doc.md"])
            .expect_code(0);
        let before = words(&s);
        s.sh("rm doc.md");
        work(&s, "15:00:00", "echo x >>b");
        let _ = auto(&s).says("Checkpoint saved.");
        assert_eq!(
            told(&s),
            ["- Changed: `b` (line 11)"],
            "{form:?}: {}",
            s.document()
        );
        let one = words(&s);
        let _ = auto(&s).says("Nothing has changed");
        work(&s, "15:01:00", "echo x >>a");
        let _ = auto(&s).says("Checkpoint saved.");
        assert_eq!(told(&s).len(), 2, "{form:?}: {}", s.document());
        assert_eq!(words(&s).contains("\r\n"), form.contains("\r\n"));
        assert_eq!(
            one.matches("\r\n").count(),
            if form.contains("\r\n") {
                one.matches('\n').count()
            } else {
                0
            }
        );
        s.sh("git checkout -q a b; touch -d 2025-01-27T13:00:00Z a b");
        s.at("2025-01-27T15:02:00+00:00");
        let _ = auto(&s).says("Checkpoint saved.");
        assert_eq!(words(&s), before, "{form:?}");
    }
}

#[test]
fn a_programs_state_comes_back_to_the_letter() {
    let s = saved();
    let state = br#"{"taskName":"Pay","blockers":["a\nb"],"context":{"n":1.50}}"#;
    let save = || {
        s.shipkit_reading(&["checkpoint", "pay", "--state=-"], Some(state))
            .expect_code(0)
    };
    let _ = save();
    let given = s.shipkit(&["show", "pay", "--json"]).expect_code(0).json();
    work(&s, "15:00:00", "echo x >>b");
    let _ = s.shipkit(&["checkpoint", "pay", "--auto"]).expect_code(0);
    let after = s.shipkit(&["show", "pay", "--json"]).expect_code(0).json();
    for field in ["taskName", "blockers", "context"] {
        assert_eq!(after[field], given[field], "{field}");
    }
    let _ = save();
    let document = s.read(".shipkit/checkpoint-pay.md");
    assert!(!document.contains("(automatic)"), "{document}");
}
