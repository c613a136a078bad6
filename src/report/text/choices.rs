//! The three ways on, and what to type for each.

use crate::model::Choice;
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::{as_argument, choice_sentence, one_line};

/// The choices as numbered lines with their commands beneath. `name` is what
/// to type for the checkpoint, `None` for the current one.
pub fn choices(name: Option<&str>, recommended: Choice, view: &View) -> String {
    let mut page = Page::default();
    for (number, choice) in (1..).zip(Choice::ALL) {
        let mark = if choice == recommended {
            " (recommended)"
        } else {
            ""
        };
        page.line(format_args!("{number}. {}{mark}", choice_sentence(choice)));
        for flag in flags(choice) {
            let command = command("resume", name, flag);
            page.line(format_args!("   {}", view.style.hint(&command)));
        }
    }
    page.done()
}

fn flags(choice: Choice) -> &'static [&'static str] {
    match choice {
        Choice::Update => &["--diff", "--update"],
        Choice::Proceed => &["--proceed"],
        Choice::Discard => &["--discard"],
    }
}

/// `git shipkit VERB NAME FLAG`, as it is typed.
pub(super) fn command(verb: &str, name: Option<&str>, flag: &str) -> String {
    let mut out = format!("git shipkit {verb}");
    for word in name
        .into_iter()
        .chain(Some(flag).filter(|flag| !flag.is_empty()))
    {
        out.push(' ');
        out.push_str(&as_argument(&one_line(word)));
    }
    out
}
