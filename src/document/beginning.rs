//! A document that nobody has begun: what is known, and blanks for what only
//! people know.

use super::prose::{Known, Stamp, write};
use crate::model::{Content, Item};

/// What stands in a blank until the document is written: no text of anybody's
/// has it, since it is no character.
const BLANK: &str = "\u{fdd0}";

/// A document that says `known`, with blanks for the task, the next step and
/// what is in progress and pending.
pub fn begun(known: &Content, stamp: &Stamp) -> String {
    let blank = || Some(BLANK.to_owned());
    let item = || vec![Item::new(BLANK)];
    let content = Content {
        task: blank(),
        next_step: blank(),
        in_progress: item(),
        pending: item(),
        ..known.clone()
    };
    write("", &content, Some(stamp)).replace(BLANK, "")
}

/// The document without the blanks that nobody filled, and without the
/// sections that have nothing else in them.
pub fn without_blanks(prose: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut fence = None;
    for line in prose.split_inclusive('\n') {
        let text = line.trim();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let is_blank = matches!(text, "**Task:**" | "**Next step:**" | "- [ ]");
        if fence.is_some() || !is_blank {
            if fence.is_none() && text.starts_with("## ") {
                drop_empty_section(&mut kept);
            }
            kept.push(line);
        }
    }
    drop_empty_section(&mut kept);
    kept.concat()
}

/// Takes the last section out of `lines` where a blank was all it had, with
/// the rule below it.
fn drop_empty_section(lines: &mut Vec<&str>) {
    let is_text = |line: &&str| !line.trim().is_empty();
    let mut texts = (0..lines.len()).rev().filter(|at| is_text(&lines[*at]));
    let last = texts.next();
    let above_rule = last.filter(|at| lines[*at].trim() == "---");
    let heading = above_rule.map_or(last, |_| texts.next());
    let Some(heading) = heading else {
        return;
    };
    let known = lines[heading].trim().strip_prefix("## ");
    let known = known.and_then(Known::of_heading);
    if matches!(known, Some(Known::InProgress | Known::Pending)) {
        lines.truncate(heading);
    }
}

#[cfg(test)]
mod tests {
    use super::{begun, without_blanks};
    use crate::document::Stamp;
    use crate::model::{Content, Item, Name};
    use chrono::DateTime;

    fn draft() -> String {
        let known = Content {
            completed: vec![Item::new("Hash `it`")],
            ..Content::default()
        };
        let stamp = Stamp {
            created: DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
            name: Name::current(),
        };
        begun(&known, &stamp)
    }

    const HEAD: &str = "# Session Checkpoint\n\n**Created:** 2025-01-27 14:30\n";

    #[test]
    fn what_only_people_know_is_left_blank() {
        let blank = format!("{HEAD}**Task:** \n**Next step:** \n\n---\n\n## Completed\n");
        assert!(draft().starts_with(&blank), "{}", draft());
        let items = "## In Progress\n\n- [ ] \n\n---\n\n## Pending\n\n- [ ] \n\n---\n\n## To R";
        assert!(draft().contains(items), "{}", draft());
    }

    #[test]
    fn blanks_that_nobody_fills_go_with_their_sections() {
        let filled = draft().replace("**Task:** \n", "**Task:** Login\n");
        let whole = without_blanks(&filled);
        let wanted = format!(
            "{HEAD}**Task:** Login\n\n---\n\n## Completed\n\n- [x] Hash `it`\n\n---\n\n## To Resume\n"
        );
        assert!(whole.starts_with(&wanted), "{whole}");
    }

    #[test]
    fn what_somebody_wrote_stays() {
        let filled = draft()
            .replacen("- [ ] \n", "- [ ] \n- [ ] mine\n", 1)
            .replace(
                "## To Resume",
                "```\n- [ ] \n**Task:** \n```\n\n## Own\n\n---\n\n## To Resume",
            );
        let whole = without_blanks(&filled);
        for kept in [
            "## In Progress\n\n- [ ] mine\n\n---\n",
            "---\n\n```\n- [ ] \n**Task:** \n```\n\n## Own\n\n---\n\n## To Resume\n",
        ] {
            assert!(whole.contains(kept), "{kept}\n{whole}");
        }
    }
}
