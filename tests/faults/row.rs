//! What a row of the table says, and when it fails.

use super::scale::Scale;
use std::time::Duration;

/// How many stories of what went wrong are told of one row.
const STORIES: usize = 6;

/// Something to be tried: its name, and how.
pub(crate) struct Trial {
    /// What is tried, as the table and the command line name it.
    pub(crate) name: String,
    /// Tries it.
    pub(crate) run: Box<dyn Fn(&Scale) -> Row>,
}

impl Trial {
    /// A trial of this name.
    pub(crate) fn new(name: impl Into<String>, run: impl Fn(&Scale) -> Row + 'static) -> Trial {
        Trial {
            name: name.into(),
            run: Box::new(run),
        }
    }
}

/// What a trial showed.
#[derive(Default)]
pub(crate) struct Row {
    /// The trial's name; main fills it in.
    pub(crate) what: String,
    /// How often it was tried.
    pub(crate) tried: usize,
    /// How often nothing was wrong, where that is counted.
    pub(crate) whole: usize,
    /// What must not happen, by name, and how often it did.
    pub(crate) counts: Vec<(&'static str, usize)>,
    /// What the counts count, one line each, for who has to mend it.
    pub(crate) stories: Vec<String>,
    /// The worse program, which must fail.
    pub(crate) control: Option<Control>,
    /// Why nothing could be tried here.
    pub(crate) untried: Option<String>,
    /// How long it took; main fills it in.
    pub(crate) took: Duration,
}

/// What the same trial showed of a program that is known to be worse.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    /// What it does wrong.
    pub(crate) what: String,
    /// How often it was tried.
    pub(crate) tried: usize,
    /// How often that was seen.
    pub(crate) broken: usize,
    /// How often it must be seen at least.
    pub(crate) least: usize,
}

impl Row {
    /// A row that cannot be tried on this machine.
    pub(crate) fn untried(why: impl Into<String>) -> Row {
        Row {
            untried: Some(why.into()),
            ..Row::default()
        }
    }

    /// Counts one more of `what`, and keeps its story.
    pub(crate) fn count(&mut self, what: &'static str, story: impl Into<String>) {
        match self.counts.iter_mut().find(|(name, _)| *name == what) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((what, 1)),
        }
        self.stories.push(format!("{what}: {}", story.into()));
    }

    /// What is wrong with it, a line each; nothing if it is as it must be.
    pub(crate) fn wrong(&self, scale: &Scale) -> Vec<String> {
        if let Some(why) = &self.untried {
            let must = scale.all.then(|| format!("not tried here: {why}"));
            return must.into_iter().collect();
        }
        let mut wrong = Vec::new();
        let bad: usize = self.counts.iter().map(|(_, count)| count).sum();
        if bad > 0 {
            let told = if scale.long { usize::MAX } else { STORIES };
            wrong.extend(self.stories.iter().take(told).cloned());
            wrong.push(format!("{bad} of {} went wrong", self.tried));
        }
        if self.tried == 0 {
            wrong.push("nothing was tried".to_owned());
        }
        match &self.control {
            None => wrong.push("it has no control".to_owned()),
            Some(control) if control.broken < control.least.max(1) => wrong.push(format!(
                "its control did not fail: {} broke {} of {} times",
                control.what, control.broken, control.tried
            )),
            Some(_) => {}
        }
        wrong
    }
}
