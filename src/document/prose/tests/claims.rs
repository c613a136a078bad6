use crate::document::{Claim, claims};

const TEMPLATE: &str = include_str!("../../../../fixtures/documents/template.md");
const FOREIGN: &str = include_str!("../../../../fixtures/documents/foreign.md");

fn told(claim: &Claim) -> String {
    let mark = if claim.done { "x" } else { " " };
    format!("{} [{mark}] {}", claim.kind.as_str(), claim.text)
}

#[test]
fn every_item_decision_and_file_to_open_is_a_claim() {
    let prose = "## Pending\r\n* [x] ticked\r\n* later\r\n\r\n## Completed\r\n- [ ] not yet\r\n- b `c`\r\n  - File: `d`\r\n\r\n  Para.\r\n\r\n## Key Decisions Made\r\n| a | b |\r\n|--|--|\r\n| e | f |\r\n\r\n### Files to Open First\r\n1. `g` (line 3) — h\r\n";
    let found = claims(prose);
    assert_eq!(
        found.iter().map(told).collect::<Vec<_>>(),
        [
            "pending [x] ticked",
            "pending [ ] later",
            "completed [ ] not yet",
            "completed [x] b `c`",
            "decision [ ] e",
            "fileToOpen [ ] g",
        ]
    );
    let texts: Vec<&str> = found
        .iter()
        .map(|claim| &prose[claim.span.clone()])
        .collect();
    assert_eq!(
        texts[2..],
        [
            "- [ ] not yet",
            "- b `c`\r\n  - File: `d`\r\n\r\n  Para.",
            "| e | f |",
            "1. `g` (line 3) — h",
        ]
    );
}

#[test]
fn claims_stand_apart_and_in_order() {
    for (prose, least) in [(TEMPLATE, 8), (FOREIGN, 0)] {
        let found = claims(prose);
        assert!(found.len() >= least, "{found:?}");
        for pair in found.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
    }
}

#[test]
fn what_is_no_item_of_a_known_section_is_no_claim() {
    for prose in ["", "- a\n", "## Rest\n- [x] a\n", "## Completed\nA word.\n"] {
        assert_eq!(claims(prose), [], "{prose:?}");
    }
}
