//! Commands that take turns: in every round each runs once, in changing order,
//! so that whatever else the machine does falls upon all of them alike.

use crate::command::Result;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How much time is spent on one table.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    /// Rounds at most.
    pub(crate) rounds: usize,
    /// No further round begins after this, beyond [`LEAST`].
    pub(crate) time: Duration,
}

/// So many rounds there are however long they take.
const LEAST: usize = 5;

/// What stands on a command's standard input.
pub(crate) enum Input {
    Nothing,
    File(PathBuf),
    /// Through a pipe, as agents give it.
    Text(String),
}

struct Step {
    command: Command,
    input: Input,
}

/// What is done before each time, with the number of the round.
type Before<'a> = Box<dyn Fn(usize) -> Result<()> + 'a>;

/// One that runs in every round; its time is that of all its commands.
pub(crate) struct Runner<'a> {
    pub(crate) name: String,
    steps: Vec<Step>,
    before: Option<Before<'a>>,
    accepted: Vec<i32>,
    /// It has no row of its own: others are compared with it.
    pub(crate) is_hidden: bool,
    /// Milliseconds, a round each.
    pub(crate) times: Vec<f64>,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(name: impl Into<String>, command: Command) -> Self {
        Runner {
            name: name.into(),
            steps: vec![Step {
                command,
                input: Input::Nothing,
            }],
            before: None,
            accepted: vec![0],
            is_hidden: false,
            times: Vec::new(),
        }
    }

    /// Another command, that runs when the last one has ended.
    pub(crate) fn then(mut self, command: Command) -> Self {
        let input = Input::Nothing;
        self.steps.push(Step { command, input });
        self
    }

    /// What its last command reads.
    pub(crate) fn reads(mut self, input: Input) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.input = input;
        }
        self
    }

    /// What comes before each time and is not measured.
    pub(crate) fn before(mut self, before: impl Fn(usize) -> Result<()> + 'a) -> Self {
        self.before = Some(Box::new(before));
        self
    }

    /// An exit code besides 0 that is no failure here.
    pub(crate) fn may_end_with(mut self, code: i32) -> Self {
        self.accepted.push(code);
        self
    }

    pub(crate) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// What it is called where another is compared with it: the name as far as
    /// a colon.
    pub(crate) fn short(&self) -> &str {
        self.name.split(": ").next().unwrap_or(&self.name)
    }

    pub(crate) fn hidden(mut self) -> Self {
        self.is_hidden = true;
        self
    }

    /// Runs it by itself.
    pub(crate) fn once(&mut self) -> Result<()> {
        let time = self.run(0)?;
        self.times.push(time);
        Ok(())
    }

    fn run(&mut self, round: usize) -> Result<f64> {
        if let Some(before) = &self.before {
            before(round)?;
        }
        let mut sum = 0.0;
        for step in &mut self.steps {
            let (child, start) = step.start()?;
            let code = wait(child, &step.input)?;
            sum += start.elapsed().as_secs_f64() * 1e3;
            if !self.accepted.contains(&code) {
                return Err(format!("{:?} ended with {code}", step.command).into());
            }
        }
        Ok(sum)
    }
}

impl Step {
    fn start(&mut self) -> Result<(Child, Instant)> {
        let input = match &self.input {
            Input::Nothing => Stdio::null(),
            Input::File(path) => Stdio::from(File::open(path)?),
            Input::Text(_) => Stdio::piped(),
        };
        let command = self.command.stdin(input);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        Ok((command.spawn()?, start))
    }
}

fn wait(mut child: Child, input: &Input) -> Result<i32> {
    if let (Input::Text(text), Some(mut pipe)) = (input, child.stdin.take()) {
        let _ = pipe.write_all(text.as_bytes()); // git reads none
    }
    Ok(child.wait()?.code().unwrap_or(-1))
}

/// Lets them take turns. The round before the first warms up.
pub(crate) fn race(runners: &mut [Runner], effort: Effort) -> Result<()> {
    let start = Instant::now();
    for round in 0..=effort.rounds {
        if round > LEAST && start.elapsed() > effort.time {
            break;
        }
        for which in order(runners.len(), round) {
            let time = runners[which].run(round)?;
            if round > 0 {
                runners[which].times.push(time);
            }
        }
    }
    Ok(())
}

/// Who comes after whom in this round: each follows each other one as often
/// (a Williams design), since a long one leaves the processor's caches cold.
fn order(count: usize, round: usize) -> Vec<usize> {
    let zigzag = |place: usize| {
        if place.is_multiple_of(2) {
            place / 2
        } else {
            count - 1 - place / 2
        }
    };
    let mut order: Vec<usize> = (0..count)
        .map(|place| (zigzag(place) + round) % count)
        .collect();
    if (round / count.max(1)) % 2 == 1 {
        order.reverse();
    }
    order
}
