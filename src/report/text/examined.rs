//! What `doctor` found: a line an event, then what concerns all of them, each
//! with what to type.

use crate::model::quoted;
use crate::report::text::page::Page;
use crate::report::words::counted_len;
use crate::report::{AgentSeen, EventSeen, Examined, Finding, Fires, OwnHook, Style, one_line};

/// Where what follows the event's name stands.
const INDENT: &str = "                   ";

/// Said before the hooks are run.
pub fn before_examining() -> &'static str {
    "Running the hooks in a throwaway clone, yours too (--no-run looks only).\n"
}

/// The report.
pub fn examined(examined: &Examined, style: Style) -> String {
    let mut lines = Lines {
        page: Page::default(),
        style,
        mend: None,
    };
    let git = &examined.git;
    lines.page.line(format_args!(
        "{} {} ({})",
        style.heading("git"),
        one_line(&git.version),
        style.path(&one_line(&git.path))
    ));
    for event in &examined.events {
        let findings: Vec<_> = examined.of(Some(event.event)).collect();
        lines.event(event, &findings);
    }
    for seen in &examined.agents {
        let findings: Vec<_> = examined.of(Some(seen.agent)).collect();
        lines.agent(seen, &findings);
    }
    for finding in examined.of(None) {
        let mark = if finding.is_to_mend() { "!" } else { "-" };
        lines.marked(mark, &one_line(&finding.what));
        lines.mend.clone_from(&finding.mend);
    }
    lines.pay();
    let count = examined.to_mend().len();
    lines.page.text("\n");
    lines.page.text(&match count {
        0 if examined.is_unsure() => "All is well, as far as can be told.\n".to_owned(),
        0 if examined.ran => "All is well.\n".to_owned(),
        0 => "Nothing is seen to be wrong; without --no-run it is tried.\n".to_owned(),
        _ => format!("{} to mend.\n", counted_len(count, "thing")),
    });
    lines.page.done()
}

/// The report as it grows. A command that mends what several lines tell
/// stands once, beneath the last of them.
struct Lines {
    page: Page,
    style: Style,
    mend: Option<String>,
}

impl Lines {
    fn event(&mut self, seen: &EventSeen, findings: &[&Finding]) {
        let bad = findings.iter().find(|finding| finding.is_to_mend());
        let fires = matches!(seen.fires, Fires::Yes { .. });
        let mark = match seen.fires {
            _ if bad.is_some() => "!",
            Fires::Yes { .. } | Fires::NotTried { is_there: true } => "ok",
            _ => "-",
        };
        let said = match seen.fires {
            Fires::Yes { microseconds } => format!("fires, {}", milliseconds(microseconds)),
            Fires::No => "does not fire".to_owned(),
            Fires::Unknown => "cannot tell".to_owned(),
            Fires::NotTried { is_there: true } => "is set up".to_owned(),
            Fires::NotTried { is_there: false } => "is not set up".to_owned(),
        };
        let said = match findings {
            [first, ..] if seen.fires == Fires::Unknown => first.what.clone(),
            [first, ..] if fires => format!("{said}; {}", first.what),
            [first, ..] => format!("{said}: {}", first.what),
            [] => said + &own(&seen.own),
        };
        let line = format!("{:<15}{}", seen.event, one_line(&said));
        let command = bad.and_then(|finding| finding.mend.clone());
        if command != self.mend {
            self.pay();
        }
        self.line(mark, &line);
        for finding in findings.iter().skip(1) {
            let what = one_line(&finding.what).into_owned();
            self.page.line(format_args!("{INDENT}{what}"));
        }
        self.mend = command;
    }

    fn agent(&mut self, seen: &AgentSeen, findings: &[&Finding]) {
        let bad = findings.iter().find(|finding| finding.is_to_mend());
        let mark = match findings {
            [] => "ok",
            _ if bad.is_some() => "!",
            _ => "-",
        };
        let said = format!("calls us by {}", quoted(&seen.path));
        let said = match findings {
            [] => said,
            [first, ..] => format!("{said}; {}", first.what),
        };
        let command = bad.and_then(|finding| finding.mend.clone());
        if command != self.mend {
            self.pay();
        }
        self.line(mark, &format!("{:<15}{}", seen.agent, one_line(&said)));
        for finding in findings.iter().skip(1) {
            let what = one_line(&finding.what).into_owned();
            self.page.line(format_args!("{INDENT}{what}"));
        }
        self.mend = command;
    }

    /// A line after its mark.
    fn line(&mut self, mark: &str, line: &str) {
        let mark = marked(mark, self.style);
        self.page.line(format_args!("{mark}{line}"));
    }

    fn marked(&mut self, mark: &str, line: &str) {
        self.pay();
        self.line(mark, line);
    }

    /// Writes the command that is still owed.
    fn pay(&mut self) {
        if let Some(mend) = self.mend.take() {
            let command = self.style.hint(&one_line(&mend));
            self.page.line(format_args!("{INDENT}{command}"));
        }
    }
}

fn own(own: &[OwnHook]) -> String {
    match own {
        [] => String::new(),
        [_] => "; your own hook runs too".to_owned(),
        more => format!("; {} hooks of your own run too", more.len()),
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
