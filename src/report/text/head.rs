//! HEAD and the branch, where they are not what they were.

use crate::drift::{Count, HeadDrift, Relation};
use crate::model::ObjectId;
use crate::report::text::View;
use crate::report::words::counted_len;

/// A line for a HEAD that moved and one for a branch that was switched.
pub(in crate::report) fn head(head: &HeadDrift, view: &View) -> String {
    let mut out = String::new();
    if head.relation != Relation::Same {
        let mut line = format!(
            "{} -> {}",
            short(head.saved.as_ref()),
            short(head.now.as_ref())
        );
        if let Some(relation) = relation(head.relation) {
            line.push_str(", ");
            line.push_str(&relation);
        }
        out.push_str(&view.field("HEAD", &line));
    }
    if head.branch_saved != head.branch_now {
        let name = |branch: &Option<String>| branch.as_deref().unwrap_or("(detached)").to_owned();
        let line = format!("{} -> {}", name(&head.branch_saved), name(&head.branch_now));
        out.push_str(&view.field("Branch", &line));
    }
    out
}

fn short(id: Option<&ObjectId>) -> &str {
    id.map_or("unborn", ObjectId::short)
}

fn relation(relation: Relation) -> Option<String> {
    Some(match relation {
        Relation::Same | Relation::Unborn => return None,
        Relation::Ahead(count) => commits(count, "ahead"),
        Relation::Behind(count) => commits(count, "behind"),
        Relation::Diverged { ahead, behind } => format!(
            "diverged: {}, {}",
            commits(ahead, "ahead"),
            commits(behind, "behind")
        ),
        Relation::Rewritten => "rewritten".to_owned(),
        Relation::Lost => "saved HEAD no longer available".to_owned(),
        Relation::Unknown => "cannot tell how they relate".to_owned(),
    })
}

fn commits(count: Count, direction: &str) -> String {
    let more = if count.more { "more than " } else { "" };
    format!("{more}{} {direction}", counted_len(count.n, "commit"))
}
