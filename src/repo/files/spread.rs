//! Much of one kind, done by as many threads as there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

/// More threads than this are not of use to one disk.
const MAX_THREADS: usize = 16;

/// So many are done before a thread asks for more.
const MAX_CHUNK: usize = 32;

/// Does `work` for each of `all`, in this thread and, where there are `many`, in
/// as many more as there are cores; gives the answers in order. Each thread has
/// a buffer of its own. `tell` is called in this thread alone, with how many are
/// done. An answer is lacking where a thread came to grief.
pub(super) fn spread<T: Sync, A: Send>(
    all: &[T],
    many: usize,
    work: &(impl Fn(&mut Vec<u8>, &T) -> Option<A> + Sync),
    tell: &dyn Fn(usize),
) -> Vec<Option<A>> {
    let threads = if all.len() < many { 1 } else { cores() };
    let chunk = (all.len() / threads / 4).clamp(1, MAX_CHUNK);
    let next = AtomicUsize::new(0);
    let chunks = all.len().div_ceil(chunk);
    let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < chunks);
    let one = |buffer: &mut Vec<u8>, at: usize| {
        let part = &all[at * chunk..all.len().min((at + 1) * chunk)];
        (at, part.iter().map(|one| work(buffer, one)).collect())
    };
    let helper = || {
        let mut buffer = Vec::new();
        std::iter::from_fn(claim)
            .map(|at| one(&mut buffer, at))
            .collect()
    };
    let mut done: Vec<(usize, Vec<Option<A>>)> = thread::scope(|scope| {
        let start = |_| thread::Builder::new().spawn_scoped(scope, helper);
        let helpers: Vec<_> = (1..threads).map_while(|at| start(at).ok()).collect();
        let mut buffer = Vec::new();
        let mut done = Vec::new();
        while let Some(at) = claim() {
            done.push(one(&mut buffer, at));
            tell((next.load(Ordering::Relaxed) * chunk).min(all.len()));
        }
        let others: Vec<Vec<_>> = helpers
            .into_iter()
            .flat_map(ScopedJoinHandle::join)
            .collect();
        done.extend(others.into_iter().flatten());
        done
    });
    done.sort_by_key(|(at, _)| *at);
    in_order(done, chunk, all.len())
}

/// The answers of all chunks, of `many` that were asked for.
fn in_order<A>(done: Vec<(usize, Vec<Option<A>>)>, chunk: usize, many: usize) -> Vec<Option<A>> {
    let mut answers: Vec<Option<A>> = Vec::with_capacity(many);
    for (at, part) in done {
        answers.resize_with(at * chunk, || None);
        answers.extend(part);
    }
    answers.resize_with(many, || None);
    answers
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().min(MAX_THREADS))
}

#[cfg(test)]
mod tests {
    use super::spread;
    use std::cell::Cell;

    #[test]
    fn answers_are_in_order_whoever_gave_them() {
        for many in [0, 1, 7, 8, 9, 1000] {
            let all: Vec<usize> = (0..many).collect();
            let told = Cell::new(0);
            let twice = |_: &mut Vec<u8>, one: &usize| Some(one * 2);
            let answers = spread(&all, 2, &twice, &|done| told.set(done));
            let right: Vec<Option<usize>> = all.iter().map(|one| Some(one * 2)).collect();
            assert_eq!(answers, right);
            assert!(told.get() <= many);
        }
    }

    #[test]
    fn where_a_thread_comes_to_grief_the_others_answer() {
        let here = std::thread::current().id();
        let all: Vec<usize> = (0..10_000).collect();
        let work = |_: &mut Vec<u8>, one: &usize| {
            assert!(std::thread::current().id() == here, "a helper fails");
            Some(*one)
        };
        let answers = spread(&all, 1, &work, &|_| ());
        assert_eq!(answers.len(), all.len());
        let wrong = answers.iter().enumerate();
        let mut wrong = wrong.filter(|(at, answer)| answer.is_some_and(|answer| answer != *at));
        assert_eq!(wrong.next(), None);
    }
}
