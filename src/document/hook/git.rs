//! The lines that git hands to its hooks (githooks(5)).

use super::{text, whole};
use crate::error::Error;
use crate::model::ObjectId;

/// A commit that was written anew: a line of `post-rewrite`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// What it was.
    pub old: ObjectId,
    /// What it is now.
    pub new: ObjectId,
}

/// A ref that is about to be pushed: a line of `pre-push`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// What is pushed, as it was named: a full ref name, `HEAD~` or any other
    /// expression, `(delete)`.
    pub local: String,
    /// The object; `None` where the ref is deleted there.
    pub local_id: Option<ObjectId>,
    /// The full name of the ref there.
    pub remote: String,
    /// What it is there now; `None` where it is new.
    pub remote_id: Option<ObjectId>,
}

/// Reads `OLD SP NEW [SP EXTRA] LF`; what follows the ids is not used by git
/// yet, and passed over.
pub fn rewritten(input: &[u8]) -> Result<Vec<Rewritten>, Error> {
    lines(input, |line| {
        let mut words = line.split(' ');
        let (old, new) = (ObjectId::new(words.next()?)?, ObjectId::new(words.next()?)?);
        Some(Rewritten { old, new })
    })
}

/// Reads `LOCAL-REF SP LOCAL-ID SP REMOTE-REF SP REMOTE-ID LF`. An expression
/// may have spaces (`:/fix the`), a ref's full name and an id have none.
pub fn pushed(input: &[u8]) -> Result<Vec<Pushed>, Error> {
    lines(input, |line| {
        let mut words = line.rsplitn(4, ' ');
        let remote_id = id_or_none(words.next()?)?;
        let remote = words.next()?.to_owned();
        let local_id = id_or_none(words.next()?)?;
        let local = words.next()?.to_owned();
        let named = !local.is_empty() && !remote.is_empty();
        named.then_some(Pushed {
            local,
            local_id,
            remote,
            remote_id,
        })
    })
}

/// Each line read by `read`; the first that cannot be is told with its number.
fn lines<T>(input: &[u8], read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Error> {
    let text = text(input)?;
    let lines = text.split_terminator('\n').enumerate();
    let read = |(at, line): (usize, &str)| {
        read(line).ok_or_else(|| whole(format!("is not what git writes, at line {}", at + 1)))
    };
    lines.map(read).collect()
}

/// An id, or none where it is all zeros; `None` where it is no id.
#[expect(clippy::option_option, reason = "no id, and the id of nothing, differ")]
fn id_or_none(text: &str) -> Option<Option<ObjectId>> {
    let id = ObjectId::new(text)?;
    let is_null = text.bytes().all(|byte| byte == b'0');
    Some(Some(id).filter(|_| !is_null))
}
