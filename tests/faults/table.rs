//! The rows as a Markdown table, fit for the documentation.

use super::row::Row;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The table, a line each row.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "| What | Tried | Went wrong | Control that must fail | Seconds |"
    );
    let _ = writeln!(text, "| --- | ---: | --- | --- | ---: |");
    for row in rows {
        let seconds = row.took.as_secs_f64();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {seconds:.1} |",
            row.what,
            row.tried,
            went(row),
            control(row)
        );
    }
    text
}

fn went(row: &Row) -> String {
    if let Some(why) = &row.untried {
        return format!("not tried here: {why}");
    }
    let names: BTreeSet<&str> = row.counts.iter().map(|(name, _)| *name).collect();
    let of = |name: &str| -> usize {
        let same = row.counts.iter().filter(|(other, _)| *other == name);
        same.map(|(_, count)| count).sum()
    };
    let counts: Vec<String> = names
        .iter()
        .map(|name| format!("{} {name}", of(name)))
        .collect();
    if counts.is_empty() {
        return "0".to_owned();
    }
    counts.join(", ")
}

fn control(row: &Row) -> String {
    row.control.as_ref().map_or_else(
        || "—".to_owned(),
        |control| {
            format!(
                "{}: {} of {} broken",
                control.what, control.broken, control.tried
            )
        },
    )
}
