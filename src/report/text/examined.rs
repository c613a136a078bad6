//! What `doctor` found: a line an event, then what concerns all of them, each
//! with what to type.

use crate::report::text::page::Page;
use crate::report::words::counted;
use crate::report::{EventSeen, Examined, Finding, Fires, OwnHook, Style, one_line};

/// Where what follows the event's name stands.
const INDENT: &str = "                   ";

/// Said before the hooks are run.
pub fn before_examining() -> &'static str {
    "Running the hooks in a throwaway clone, your own among them (--no-run looks only).\n"
}

/// The report.
pub fn examined(examined: &Examined, style: Style) -> String {
    let mut page = Page::default();
    let git = &examined.git;
    page.line(format_args!(
        "{} {} ({})",
        style.heading("git"),
        one_line(&git.version),
        style.path(&one_line(&git.path))
    ));
    for event in &examined.events {
        of_event(&mut page, examined, event, style);
    }
    for finding in examined.of(None) {
        let mark = if finding.is_to_mend() { "!" } else { "-" };
        page.line(format_args!(
            "{}{}",
            marked(mark, style),
            one_line(&finding.what)
        ));
        mend(&mut page, finding, style);
    }
    let count = i64::try_from(examined.to_mend().count()).unwrap_or(i64::MAX);
    page.text("\n");
    page.text(&match count {
        0 if examined.ran => "All is well.\n".to_owned(),
        0 => "Nothing is seen to be wrong; without --no-run it is tried.\n".to_owned(),
        _ => format!("{} to mend.\n", counted(count, "thing")),
    });
    page.done()
}

fn of_event(page: &mut Page, examined: &Examined, seen: &EventSeen, style: Style) {
    let mut findings = examined.of(Some(seen.event)).peekable();
    let bad = examined.of(Some(seen.event)).any(Finding::is_to_mend);
    let mark = match seen.fires {
        _ if bad => "!",
        Fires::Yes { .. } | Fires::NotTried { is_there: true } => "ok",
        _ => "-",
    };
    let mut line = match seen.fires {
        Fires::Yes { microseconds } => format!("fires, {}", milliseconds(microseconds)),
        Fires::No => "does not fire".to_owned(),
        Fires::Unknown => "cannot tell".to_owned(),
        Fires::NotTried { is_there: true } => "is set up".to_owned(),
        Fires::NotTried { is_there: false } => "is not set up".to_owned(),
    };
    let fires = matches!(seen.fires, Fires::Yes { .. });
    if let Some(first) = findings.peek() {
        line.push_str(if fires { "; " } else { ": " });
        line.push_str(&one_line(&first.what));
    } else if !seen.own.is_empty() {
        line.push_str("; ");
        line.push_str(&own(&seen.own));
    }
    page.line(format_args!(
        "{}{:<15}{line}",
        marked(mark, style),
        seen.event
    ));
    for (at, finding) in findings.enumerate() {
        if at > 0 {
            page.line(format_args!("{INDENT}{}", one_line(&finding.what)));
        }
        mend(page, finding, style);
    }
}

fn own(own: &[OwnHook]) -> String {
    match own {
        [_] => "your own hook runs too".to_owned(),
        more => format!("{} hooks of your own run too", more.len()),
    }
}

fn mend(page: &mut Page, finding: &Finding, style: Style) {
    if let Some(mend) = &finding.mend {
        let command = style.hint(&one_line(mend));
        page.line(format_args!("{INDENT}{command}"));
    }
}

fn marked(mark: &str, style: Style) -> String {
    let padded = format!("{mark:<4}");
    match mark {
        "ok" => style.added(&padded),
        "!" => style.warning(&padded),
        _ => style.dim(&padded),
    }
}

/// `0.8 ms`, `12 ms`.
fn milliseconds(microseconds: u64) -> String {
    if microseconds < 10_000 {
        let tenths = (microseconds + 50) / 100;
        format!("{}.{} ms", tenths / 10, tenths % 10)
    } else {
        format!("{} ms", (microseconds + 500) / 1000)
    }
}
