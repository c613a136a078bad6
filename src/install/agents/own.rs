//! What is to be done about a file that is ours alone.

use super::held::{Lies, held, look};
use super::plan::{Act, AgentStep, What};
use super::texts::Text;
use super::{Ground, Holder};
use crate::install::Does;
use std::path::PathBuf;

/// What happens, why, and how.
type Done = (Does, Option<String>, Act);

/// The step for `text`, which `holders` want or want no more; `None` where
/// there is nothing to do and nothing to say.
pub(super) fn step(
    ground: &Ground,
    text: &Text,
    holders: &[Holder],
    installs: bool,
) -> Option<AgentStep> {
    let (does, why, act) = match ground.real(&text.path) {
        Ok(path) if installs => installed(path, text, holders),
        Ok(path) => uninstalled(path, text, holders)?,
        Err(why) if installs => (Does::Refuse, Some(why), Act::Nothing),
        Err(why) => (Does::Leave, Some(why), Act::Nothing),
    };
    Some(AgentStep {
        holders: holders.to_owned(),
        what: What::Text,
        path: text.path.clone(),
        shown: ground.shown(&text.path),
        does,
        why,
        lines: Vec::new(),
        events: Vec::new(),
        act,
    })
}

const EDITED: &str = "was edited since git-shipkit wrote it";

fn installed(path: PathBuf, text: &Text, holders: &[Holder]) -> Done {
    let bytes = |holders: &[Holder]| held(text.comment, &text.body, holders).into_bytes();
    let refused = |why: &str| (Does::Refuse, Some(why.to_owned()), Act::Nothing);
    match look(text.comment, &path) {
        Lies::Nothing => (Does::Write, None, Act::Create(path, bytes(holders))),
        Lies::Foreign(why) => refused(why),
        Lies::Edited(_) => refused(EDITED),
        Lies::Ours {
            holders: known,
            body,
            bytes: seen,
        } => {
            let all = Holder::ALL.into_iter();
            let all = all.filter(|holder| known.contains(holder) || holders.contains(holder));
            let after: Vec<Holder> = all.collect();
            let why = if after != known {
                format!("is there for {} already", names(&known))
            } else if body != text.body.as_bytes() {
                "was written by another git-shipkit".to_owned()
            } else {
                return (Does::Keep, None, Act::Nothing);
            };
            let bytes = bytes(&after);
            (Does::Renew, Some(why), Act::Replace { path, seen, bytes })
        }
    }
}

fn uninstalled(path: PathBuf, text: &Text, holders: &[Holder]) -> Option<Done> {
    let (known, body, seen) = match look(text.comment, &path) {
        Lies::Nothing | Lies::Foreign(_) => return None,
        Lies::Edited(_) => return Some((Does::Leave, Some(EDITED.to_owned()), Act::Nothing)),
        Lies::Ours {
            holders,
            body,
            bytes,
        } => (holders, body, bytes),
    };
    let stay = |holder: &Holder| !holders.contains(holder);
    let after: Vec<Holder> = known.iter().copied().filter(stay).collect();
    if after == known {
        return None;
    }
    if after.is_empty() {
        return Some((Does::Remove, None, Act::Delete { path, seen }));
    }
    let body = String::from_utf8_lossy(&body);
    let bytes = held(text.comment, &body, &after).into_bytes();
    let why = format!("stays for {}", names(&after));
    Some((Does::Renew, Some(why), Act::Replace { path, seen, bytes }))
}

fn names(holders: &[Holder]) -> String {
    let names: Vec<&str> = holders.iter().map(|holder| holder.name()).collect();
    names.join(", ")
}
