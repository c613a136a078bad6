//! What is to happen at which call, and what came of it, as text between the
//! bench and the process that traces.
#![cfg_attr(
    not(all(target_os = "linux", target_arch = "x86_64")),
    expect(dead_code, reason = "elsewhere nothing is traced")
)]

/// Whom a kill takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// The program and all it has started.
    Tree,
    /// The process that makes the call.
    One,
    /// The program alone; what it has started goes on.
    Root,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Nothing: the calls are told.
    Count,
    /// At this call, before it is done, somebody is killed.
    Kill(Whom, usize),
    /// This call fails with the error of that name; with `on`, all later ones
    /// fail too that can.
    Fail { at: usize, error: String, on: bool },
    /// Nothing is made durable: every sync says that it was done, and is not.
    Lie,
}

impl Plan {
    /// As one word of a command line.
    pub(crate) fn text(&self) -> String {
        match self {
            Plan::Count => "count".to_owned(),
            Plan::Lie => "lie".to_owned(),
            Plan::Kill(Whom::Tree, at) => format!("tree:{at}"),
            Plan::Kill(Whom::One, at) => format!("one:{at}"),
            Plan::Kill(Whom::Root, at) => format!("root:{at}"),
            Plan::Fail { at, error, on } => {
                format!("{}:{at}:{error}", if *on { "on" } else { "once" })
            }
        }
    }

    /// Reads [`Plan::text`].
    pub(crate) fn read(text: &str) -> Option<Plan> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts[..] {
            ["count"] => Some(Plan::Count),
            ["lie"] => Some(Plan::Lie),
            ["tree", at] => Some(Plan::Kill(Whom::Tree, at.parse().ok()?)),
            ["one", at] => Some(Plan::Kill(Whom::One, at.parse().ok()?)),
            ["root", at] => Some(Plan::Kill(Whom::Root, at.parse().ok()?)),
            ["once" | "on", at, error] => Some(Plan::Fail {
                at: at.parse().ok()?,
                error: error.to_owned(),
                on: text.starts_with("on:"),
            }),
            _ => None,
        }
    }
}

/// A call that was made, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// Its place in the order of calls.
    pub(crate) at: usize,
    /// The call's name.
    pub(crate) call: String,
    /// Whether the program itself made it, not one it started.
    pub(crate) by_root: bool,
    /// Whether others than the caller were alive.
    pub(crate) others: bool,
    /// Whether it is about a file, not a stream or a pipe.
    pub(crate) on_file: bool,
    /// Who made it, and about which path.
    pub(crate) told: String,
}

impl Point {
    /// As one line.
    pub(crate) fn text(&self) -> String {
        let flag = |is: bool| if is { '+' } else { '-' };
        format!(
            "{} {} {}{}{} {}",
            self.at,
            self.call,
            flag(self.by_root),
            flag(self.others),
            flag(self.on_file),
            self.told
        )
    }

    /// Reads [`Point::text`].
    pub(crate) fn read(line: &str) -> Option<Point> {
        let mut parts = line.splitn(4, ' ');
        let at = parts.next()?.parse().ok()?;
        let call = parts.next()?.to_owned();
        let flags: Vec<bool> = parts.next()?.chars().map(|flag| flag == '+').collect();
        let [by_root, others, on_file] = flags[..] else {
            return None;
        };
        Some(Point {
            at,
            call,
            by_root,
            others,
            on_file,
            told: parts.next()?.to_owned(),
        })
    }
}
