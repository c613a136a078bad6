//! Whether a commit holds something that a save did not know.

use crate::error::Error;
use crate::model::{ObjectId, Pin, Pinned, RepoPath};
use crate::repo::objects::trees::{EntryKind, Raw, is_tree, kind_of};
use crate::repo::{Repo, model_id};
use gix::bstr::{BString, ByteSlice};
use gix::objs::{Kind, TreeRefIter};
use std::collections::BTreeMap;

/// What was pinned, by path.
type Pins = BTreeMap<RepoPath, Pinned>;

/// Where checkpoints lie: no save knows itself.
const OURS: &str = ".shipkit";

impl Repo {
    /// Whether the commit `now` differs from `then` (`None`: the empty tree)
    /// in anything but checkpoints, and files that are in it as `pins` has
    /// them. Ends with the
    /// first such thing, so that it costs what the pins cost.
    ///
    /// # Errors
    /// Where either commit, or a tree on the way, is not here.
    pub fn is_beyond(
        &self,
        then: Option<&ObjectId>,
        now: &ObjectId,
        pins: &Pins,
    ) -> Result<bool, Error> {
        let tree = |commit: &ObjectId| {
            let tree = self.tree_of(commit)?.ok_or_else(unreadable)?;
            self.known(&tree).ok_or_else(unreadable)
        };
        let then = then.map(&tree).transpose()?;
        let now = tree(now)?;
        self.differs_beyond(then, Some(now), "", pins)
    }

    fn differs_beyond(
        &self,
        then: Option<gix::ObjectId>,
        now: Option<gix::ObjectId>,
        dir: &str,
        pins: &Pins,
    ) -> Result<bool, Error> {
        if then == now {
            return Ok(false);
        }
        let (mut left, right) = (self.all_of(then)?, self.all_of(now)?);
        for (name, entry) in right {
            let before = left.remove(&name);
            if before != Some(entry) && self.is_unknown((before, Some(entry)), dir, &name, pins)? {
                return Ok(true);
            }
        }
        for (name, entry) in left {
            if self.is_unknown((Some(entry), None), dir, &name, pins)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the save did not know what is at `name` now.
    fn is_unknown(
        &self,
        (before, after): (Option<Raw>, Option<Raw>),
        dir: &str,
        name: &BString,
        pins: &Pins,
    ) -> Result<bool, Error> {
        let Ok(name) = name.to_str() else {
            return Ok(true); // no pin names it
        };
        let path = format!("{dir}{name}");
        if path == OURS {
            return Ok(false);
        }
        let tree = |side: Option<Raw>| side.filter(|(mode, _)| is_tree(*mode)).map(|(_, id)| id);
        let file = |side: Option<Raw>| side.filter(|(mode, _)| !is_tree(*mode));
        if file(before) != file(after) && !is_pinned(&path, file(after), pins) {
            return Ok(true);
        }
        self.differs_beyond(tree(before), tree(after), &format!("{path}/"), pins)
    }

    /// All entries of a tree, `None` the empty one.
    fn all_of(&self, tree: Option<gix::ObjectId>) -> Result<BTreeMap<BString, Raw>, Error> {
        let Some(tree) = tree else {
            return Ok(BTreeMap::new());
        };
        let mut bytes = Vec::new();
        if self.find(&tree, &mut bytes)? != Some(Kind::Tree) {
            return Err(unreadable());
        }
        let entries = TreeRefIter::from_bytes(&bytes, self.format).map(|entry| {
            let entry = entry.map_err(|_| unreadable())?;
            let raw = (entry.mode.value(), entry.oid.to_owned());
            Ok((entry.filename.to_owned(), raw))
        });
        entries.collect()
    }
}

/// Whether a file is as it was pinned.
fn is_pinned(path: &str, file: Option<Raw>, pins: &Pins) -> bool {
    let Some(pinned) = RepoPath::new(path).ok().and_then(|path| pins.get(&path)) else {
        return false;
    };
    match (&pinned.pin, file) {
        (Pin::Blob { mode, blob }, Some((raw, id))) => {
            kind_of(raw) == EntryKind::File(*mode) && model_id(&id) == *blob
        }
        (Pin::Missing, None) => true,
        _ => false,
    }
}

fn unreadable() -> Error {
    Error::git("reading a commit's tree", "it is not here")
}
