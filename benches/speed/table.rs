//! How what was measured is told: Markdown, a row a command, and whether each
//! target is met.

use crate::command::Result;
use crate::rounds::Runner;
use std::fmt;
use std::io::Write;

/// What is to be reached.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// So many times the other's time, at most.
    AtMost(f64),
    /// So many times faster than the other, at least.
    Faster(f64),
    /// Milliseconds, at most.
    Within(f64),
    /// None was set; the ratio is of interest.
    Open,
}

/// A comparison: which runner, with which other, what is to be reached.
pub(crate) struct Goal {
    of: usize,
    against: usize,
    target: Target,
}

impl Goal {
    /// Runners are numbered as they stand in the table.
    pub(crate) fn new(of: usize, against: usize, target: Target) -> Self {
        Goal {
            of,
            against,
            target,
        }
    }

    /// The figure that is compared: the median of ratios paired by round, or
    /// milliseconds.
    fn reached(&self, runners: &[Runner]) -> f64 {
        let (own, other) = (&runners[self.of].times, &runners[self.against].times);
        let paired = own.iter().zip(other);
        match self.target {
            Target::AtMost(_) | Target::Open => median(paired.map(|(own, other)| own / other)),
            Target::Faster(_) => median(paired.map(|(own, other)| other / own)),
            Target::Within(_) => median(own.iter().copied()),
        }
    }

    fn is_met(&self, reached: f64) -> Option<bool> {
        match self.target {
            Target::AtMost(most) | Target::Within(most) => Some(reached <= most),
            Target::Faster(least) => Some(reached >= least),
            Target::Open => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::AtMost(most) => write!(f, "≤ {most} ×"),
            Target::Faster(least) => write!(f, "≥ {least} × faster"),
            Target::Within(most) => write!(f, "≤ {most} ms"),
            Target::Open => Ok(()),
        }
    }
}

/// Which targets were met, over all tables.
#[derive(Default)]
pub(crate) struct Tally {
    met: usize,
    rows: Vec<String>,
}

impl Tally {
    /// Takes one in: what, how far, and whether that is far enough. Gives the
    /// word for it.
    pub(crate) fn judge(
        &mut self,
        what: &str,
        reached: &str,
        target: &str,
        is_met: bool,
    ) -> &'static str {
        let word = if is_met { "met" } else { "**not met**" };
        self.met += usize::from(is_met);
        self.rows
            .push(format!("| {what} | {reached} | {target} | {word} |"));
        word
    }

    /// All of them in one table, as documents quote it.
    pub(crate) fn tell(&self, out: &mut dyn Write) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "## Targets: {} of {} met\n", self.met, self.rows.len())?;
        writeln!(
            out,
            "| what | reached | target | |\n| --- | --- | --- | --- |"
        )?;
        Ok(writeln!(out, "{}", self.rows.join("\n"))?)
    }
}

pub(crate) const HEADING: &str = "| command | min | median | max | ratio | to | target | |\n\
     | --- | ---: | ---: | ---: | ---: | --- | --- | --- |";

/// Prints the table of a race.
pub(crate) fn print(
    out: &mut dyn Write,
    tally: &mut Tally,
    title: &str,
    runners: &[Runner],
    goals: &[Goal],
) -> Result<()> {
    let rounds = runners.first().map_or(0, |runner| runner.times.len());
    writeln!(out, "### {title}\n\n{rounds} rounds\n\n{HEADING}")?;
    let shown = runners
        .iter()
        .enumerate()
        .filter(|(_, runner)| !runner.is_hidden);
    for (number, runner) in shown {
        let times = || runner.times.iter().copied();
        let (least, most) = (
            times().fold(f64::INFINITY, f64::min),
            times().fold(0.0, f64::max),
        );
        let figures = [least, median(times()), most].map(milliseconds).join(" | ");
        let mut begin = format!("| {} | {figures} |", runner.name);
        let own = goals.iter().filter(|goal| goal.of == number);
        let mut told = false;
        for goal in own {
            let row = told_goal(tally, title, runners, goal);
            writeln!(out, "{begin} {row}")?;
            "| | | | |".clone_into(&mut begin);
            told = true;
        }
        if !told {
            writeln!(out, "{begin} | | | |")?;
        }
    }
    writeln!(out)?;
    Ok(out.flush()?)
}

fn told_goal(tally: &mut Tally, title: &str, runners: &[Runner], goal: &Goal) -> String {
    let reached = goal.reached(runners);
    let target = goal.target.to_string();
    let (figure, other) = match goal.target {
        Target::Within(_) => (milliseconds(reached), ""),
        Target::Faster(_) => (
            format!("{reached:.0} × faster"),
            runners[goal.against].short(),
        ),
        _ => (format!("{reached:.2} ×"), runners[goal.against].short()),
    };
    let word = goal.is_met(reached).map_or("", |is_met| {
        let what = format!("{title}: {}", runners[goal.of].name);
        tally.judge(&what, &format!("{figure} {other}"), &target, is_met)
    });
    format!("{figure} | {other} | {target} | {word} |")
}

pub(crate) fn milliseconds(time: f64) -> String {
    match time {
        time if time < 10.0 => format!("{time:.2} ms"),
        time if time < 100.0 => format!("{time:.1} ms"),
        time => format!("{time:.0} ms"),
    }
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
