//! Much of one kind, done by as many threads as there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// More threads than this are not of use to one disk.
const MAX_THREADS: usize = 16;

/// So many are done before a thread asks for more.
const MAX_CHUNK: usize = 32;

/// Does `work` for each of `all`, in this thread and, where that is `worth` it,
/// in as many more as there are cores; gives the answers in order. Each thread
/// has a buffer of its own. `tell` is called in this thread alone, with how many
/// are done. An answer is lacking where a thread came to grief.
///
/// The answers' place is made here: what another thread reserves, the system
/// is asked for anew.
pub(super) fn spread<T: Sync, A: Send>(
    all: &[T],
    worth: bool,
    work: &(impl Fn(&mut Vec<u8>, &T) -> Option<A> + Sync),
    tell: &dyn Fn(usize),
) -> Vec<Option<A>> {
    let threads = if worth { cores() } else { 1 };
    let chunk = (all.len() / threads / 4).clamp(1, MAX_CHUNK);
    let mut answers: Vec<Option<A>> = Vec::with_capacity(all.len());
    answers.resize_with(all.len(), || None);
    let parts = all.chunks(chunk).zip(answers.chunks_mut(chunk));
    let (left, done) = (Mutex::new(parts), AtomicUsize::new(0));
    let claim = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let one = |buffer: &mut Vec<u8>, (part, answers): (&[T], &mut [Option<A>])| {
        for (one, answer) in part.iter().zip(answers) {
            *answer = work(buffer, one);
        }
        done.fetch_add(part.len(), Ordering::Relaxed) + part.len()
    };
    let helper = || {
        let mut buffer = Vec::new();
        while let Some(part) = claim() {
            one(&mut buffer, part);
        }
    };
    thread::scope(|scope| {
        let start = |_| thread::Builder::new().spawn_scoped(scope, helper);
        let helpers: Vec<_> = (1..threads).map_while(|at| start(at).ok()).collect();
        let mut buffer = Vec::new();
        while let Some(part) = claim() {
            tell(one(&mut buffer, part));
        }
        for helper in helpers {
            let _ = helper.join(); // what it did not answer is asked again
        }
    });
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
            let answers = spread(&all, many > 1, &twice, &|done| told.set(done));
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
        let answers = spread(&all, true, &work, &|_| ());
        assert_eq!(answers.len(), all.len());
        let wrong = answers.iter().enumerate();
        let mut wrong = wrong.filter(|(at, answer)| answer.is_some_and(|answer| answer != *at));
        assert_eq!(wrong.next(), None);
    }
}
