//! How much is tried: a part that fits into every test run, or all of it.

use super::arguments::Arguments;
use super::host;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// How much is tried, and what must be possible here.
pub(crate) struct Scale {
    /// Every point, not every k-th.
    pub(crate) long: bool,
    /// At most so many points of a kind, whatever else was asked for.
    points: Option<usize>,
    /// What cannot be tried here is a failure: `SHIPKIT_FAULTS=all`.
    pub(crate) all: bool,
    /// How many trials run beside each other.
    workers: usize,
}

impl Scale {
    /// The scale that was asked for.
    pub(crate) fn new(arguments: &Arguments) -> Scale {
        Scale {
            long: arguments.long,
            points: arguments.points,
            all: host("SHIPKIT_FAULTS").is_some_and(|value| value == "all"),
            workers: std::thread::available_parallelism().map_or(2, usize::from),
        }
    }

    /// A number for each scale.
    pub(crate) fn either<T>(&self, bounded: T, long: T) -> T {
        if self.long { long } else { bounded }
    }

    /// So many as `--points` says, else `usual`.
    pub(crate) fn points_or(&self, usual: usize) -> usize {
        self.points.unwrap_or(usual)
    }

    /// All of `points`, or at most `bounded` of them, spread evenly, the first
    /// and the last among them.
    pub(crate) fn pick<T: Clone>(&self, points: &[T], bounded: usize) -> Vec<T> {
        let all = if self.long { points.len() } else { bounded };
        let wanted = self.points.unwrap_or(all).max(2);
        if points.len() <= wanted {
            return points.to_vec();
        }
        let last = points.len() - 1;
        let steps = wanted - 1;
        let at: BTreeSet<usize> = (0..=steps).map(|step| step * last / steps).collect();
        at.into_iter().map(|at| points[at].clone()).collect()
    }

    /// Does `work` for each of `points`, some beside each other, and gives
    /// the results in the points' order.
    pub(crate) fn each<P: Sync, R: Send>(
        &self,
        points: &[P],
        work: impl Fn(&P) -> R + Sync,
    ) -> Vec<R> {
        let next = Mutex::new(0..points.len());
        let done = Mutex::new(Vec::with_capacity(points.len()));
        let take = || next.lock().expect("nobody panics holding it").next();
        let worker = || {
            while let Some(at) = take() {
                let result = work(&points[at]);
                done.lock()
                    .expect("nobody panics holding it")
                    .push((at, result));
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..self.workers {
                scope.spawn(worker);
            }
        });
        let mut done = done.into_inner().expect("nobody panics holding it");
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, result)| result).collect()
    }
}
