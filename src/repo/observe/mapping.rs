//! The line map of two texts by gix's diff, which is git's, within a deadline.

use crate::drift::{Edit, Hunk, Numbered, Texts};
use crate::model::ObjectId;
use crate::platform;
use crate::repo::Repo;
use gix::diff::blob::{Algorithm, Diff, IndentHeuristic, IndentLevel, NoSliderHeuristic, Token};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long the texts of one observation may take to be mapped, all together;
/// of a processor's time, so that a busy machine makes no other answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// Texts that differ in no more lines are mapped whatever time is left.
const SHORT: usize = 2_000;

/// For those git has this long, which it never needs.
const GIT_IS_SHORT: Duration = Duration::from_secs(10);

/// It takes too long.
pub(in crate::repo) struct TooLong;

/// How lines are mapped in a repository, and what of its bounds is used up.
#[derive(Default)]
pub(in crate::repo) struct Mapping {
    settings: OnceCell<Settings>,
    spent: Cell<Duration>,
    /// How much of mapped texts is held.
    pub(in crate::repo) held: Cell<usize>,
    /// From one blob to another, where the answer had to be quick.
    pub(in crate::repo) quick: RefCell<Quick>,
}

/// Of two blobs, how their lines map.
type Quick = BTreeMap<(ObjectId, ObjectId), Option<Rc<Edit>>>;

/// What the user's settings say.
struct Settings {
    algorithm: Algorithm,
    /// gix has no such algorithm: git is asked.
    patience: bool,
    indent: bool,
}

impl Mapping {
    /// Begins anew: the texts of the last observation are not held any more, and
    /// what it has mapped must be mapped again by an update that follows it.
    pub(in crate::repo) fn begin(&self) {
        self.held.set(0);
        self.spent.set(Duration::ZERO);
    }
}

/// The lines of two texts as gix compares them.
pub(in crate::repo) struct Lines<'a> {
    pub(in crate::repo) then: Vec<Token>,
    pub(in crate::repo) now: Vec<Token>,
    /// How many kinds of them there are.
    kinds: usize,
    /// A line of each kind.
    line: Rc<dyn Fn(usize) -> &'a [u8] + 'a>,
}

impl<'a> Lines<'a> {
    /// The lines as they stand.
    pub(in crate::repo) fn whole(texts: &'a Texts) -> Lines<'a> {
        let firsts = texts.firsts();
        let kinds = firsts.len();
        let line = move |kind: usize| firsts.get(kind).map_or(&[][..], |at| texts.line(*at));
        Lines::of(texts.whole(), kinds, line)
    }

    /// The lines without their endings, and one of each kind.
    pub(in crate::repo) fn folded(lines: &Numbered, kinds: Vec<&'a [u8]>) -> Lines<'a> {
        let count = kinds.len();
        let line = move |kind: usize| kinds.get(kind).copied().unwrap_or_default();
        Lines::of(lines, count, line)
    }

    fn of(lines: &Numbered, kinds: usize, line: impl Fn(usize) -> &'a [u8] + 'a) -> Lines<'a> {
        Lines {
            then: tokens(&lines.then),
            now: tokens(&lines.now),
            kinds,
            line: Rc::new(line),
        }
    }

    /// The lines without the white space at their ends.
    pub(in crate::repo) fn trimmed(texts: &Texts) -> Lines<'static> {
        let (then, now) = texts.trimmed();
        let count = then.iter().chain(now).max().map_or(0, |last| *last + 1);
        let blank = texts.blank();
        let line = move |kind: usize| -> &'static [u8] {
            if blank.is_some_and(|blank| blank as usize == kind) {
                b""
            } else {
                b"x" // a line that is indented by nothing
            }
        };
        Lines {
            then: tokens(then),
            now: tokens(now),
            kinds: count as usize,
            line: Rc::new(line),
        }
    }

    /// The first so many of either.
    pub(in crate::repo) fn head(&self, (then, now): (usize, usize)) -> Lines<'a> {
        Lines {
            then: self.then[..then].to_vec(),
            now: self.now[..now].to_vec(),
            kinds: self.kinds,
            line: Rc::clone(&self.line),
        }
    }

    /// Whether both texts have the same lines.
    pub(in crate::repo) fn are_same(&self) -> bool {
        self.then == self.now
    }

    /// How many lines there are on the longer side between those that both
    /// begin and end with.
    fn differing(&self) -> usize {
        let begin = self.then.iter().zip(&self.now);
        let begin = begin.take_while(|(a, b)| a == b).count();
        let (then, now) = (&self.then[begin..], &self.now[begin..]);
        let end = then.iter().rev().zip(now.iter().rev());
        then.len().max(now.len()) - end.take_while(|(a, b)| a == b).count()
    }

    fn indent(&self, token: Token) -> IndentLevel {
        let line = (self.line)(token.0 as usize);
        IndentLevel::for_ascii_line(line.iter().copied(), 8)
    }
}

fn tokens(numbers: &[u32]) -> Vec<Token> {
    numbers.iter().copied().map(Token).collect()
}

impl Repo {
    /// Whether `diff.algorithm` is the one that takes any time.
    pub(in crate::repo) fn wants_minimal(&self) -> bool {
        self.mapping_settings().algorithm == Algorithm::MyersMinimal
    }

    /// What git is asked about `lines` in the time that it is given. What
    /// short texts take counts for nothing.
    pub(in crate::repo) fn asked_for<T>(
        &self,
        lines: &Lines<'_>,
        ask: impl FnOnce(Duration) -> T,
    ) -> T {
        if lines.differing() <= SHORT {
            return ask(self.patience(GIT_IS_SHORT));
        }
        let left = PATIENCE.saturating_sub(self.mapping.spent.get());
        let began = Instant::now();
        let answer = ask(self.patience(left));
        self.mapping
            .spent
            .set(self.mapping.spent.get() + began.elapsed());
        answer
    }

    /// Whether `diff.algorithm` is one that git alone has.
    pub(in crate::repo) fn wants_patience(&self) -> bool {
        self.mapping_settings().patience
    }

    fn mapping_settings(&self) -> &Settings {
        self.mapping.settings.get_or_init(|| {
            let algorithm = self.string_setting("diff.algorithm");
            Settings {
                // git's default is Myers; its patience is nearest to histogram
                algorithm: match algorithm.as_deref() {
                    Some("minimal") => Algorithm::MyersMinimal,
                    Some("histogram" | "patience") => Algorithm::Histogram,
                    _ => Algorithm::Myers,
                },
                patience: algorithm.as_deref() == Some("patience"),
                indent: self.bool_setting("diff.indentHeuristic").unwrap_or(true),
            }
        })
    }

    /// The hunks between two texts.
    pub(in crate::repo) fn mapped(&self, lines: &Lines<'_>) -> Result<Vec<Hunk>, TooLong> {
        if lines.are_same() {
            return Ok(Vec::new());
        }
        let mut diff = self.compared(lines).ok_or(TooLong)?;
        if self.mapping_settings().indent {
            let heuristic = IndentHeuristic::new(|token| lines.indent(token));
            diff.postprocess_with(&lines.then, &lines.now, heuristic);
        } else {
            diff.postprocess_with(&lines.then, &lines.now, NoSliderHeuristic);
        }
        let hunks = diff.hunks().map(|hunk| Hunk {
            before: hunk.before,
            after: hunk.after,
        });
        Ok(hunks.collect())
    }

    /// gix cannot be interrupted: where it takes too long, it is left to a
    /// thread that nobody waits for.
    fn compared(&self, lines: &Lines<'_>) -> Option<Diff> {
        let algorithm = self.mapping_settings().algorithm;
        let count = u32::try_from(lines.kinds).ok()?;
        let compute = move |then: &[Token], now: &[Token]| {
            let mut diff = Diff::default();
            diff.compute_with(algorithm, then, now, count);
            diff
        };
        if lines.differing() <= SHORT {
            return Some(compute(&lines.then, &lines.now));
        }
        let left = PATIENCE.saturating_sub(self.mapping.spent.get());
        if self.patience(left).is_zero() {
            return None;
        }
        let (then, now) = (lines.then.clone(), lines.now.clone());
        let (sender, computed) = channel();
        thread::spawn(move || sender.send(compute(&then, &now)));
        self.awaited(&computed, left)
    }

    /// What is computed while so much of a processor's time is `left`, or that
    /// of who waits for us.
    fn awaited(&self, computed: &Receiver<Diff>, left: Duration) -> Option<Diff> {
        let (busy, began) = (platform::busy(), Instant::now());
        let spent = || match (busy, platform::busy()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => began.elapsed(),
        };
        let diff = loop {
            let wait = self.patience(left.saturating_sub(spent()));
            match computed.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) if !wait.is_zero() => {}
                answer => break answer.ok(),
            }
        };
        self.mapping.spent.set(self.mapping.spent.get() + spent());
        diff
    }
}
