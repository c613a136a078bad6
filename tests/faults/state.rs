//! How a checkpoint is: the file, what the program shows, and the history as
//! real git reads it.

use super::scene::Scene;
use std::collections::BTreeMap;

/// The document's place in the work tree.
pub(crate) const FILE: &str = ".shipkit/checkpoint.md";

/// All there is of one checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// The document's bytes.
    pub(crate) file: Option<Vec<u8>>,
    /// What `show` prints; none where it says that there is no checkpoint.
    pub(crate) shown: Option<String>,
    /// What the ref holds: each entry's path and blob, the snapshots aside.
    pub(crate) history: BTreeMap<String, String>,
    /// What could not be read, which is nothing.
    pub(crate) trouble: Option<String>,
}

impl State {
    /// Looks, with `show` first: what a killed command began is then finished
    /// or undone.
    pub(crate) fn of(scene: &Scene) -> State {
        let said = scene.shipkit(&["show"]);
        let mut trouble = None;
        if !matches!(said.code, Some(0 | 3)) {
            trouble = Some(format!("show: {}", said.why()));
        }
        let history = history(scene).unwrap_or_else(|why| {
            trouble.get_or_insert(why);
            BTreeMap::new()
        });
        State {
            file: scene.read(FILE),
            shown: said.is_ok().then_some(said.stdout),
            history,
            trouble,
        }
    }

    /// Whether the newest document of the history is this one, and it stands.
    fn is_newest(&self, scene: &Scene, bytes: &[u8]) -> bool {
        let number = |path: &&String| path.split('/').next()?.parse::<u64>().ok();
        let newest = self
            .history
            .keys()
            .filter(|path| number(path).is_some())
            .max_by_key(number);
        let Some(newest) = newest else {
            return false;
        };
        let id = &self.history[newest];
        let cleared = self.history.contains_key("cleared");
        let said = scene.git(&["cat-file", "blob", id]);
        !cleared && said.stdout.as_bytes() == bytes
    }

    /// Whether it is `new` but for its record, in which a file may be told as
    /// one that could not be read.
    pub(crate) fn is_as_good_as(&self, new: &State, scene: &Scene) -> bool {
        let same_entries = self.history.keys().eq(new.history.keys());
        let file = self.file.as_deref();
        self.shown.is_some()
            && self.shown == new.shown
            && same_entries
            && file.is_some_and(|bytes| self.is_newest(scene, bytes))
    }

    /// Whether it is `old` with nothing but its unsaved document added to the
    /// history: what a clear and a restore do first.
    pub(crate) fn is_kept(&self, old: &State, scene: &Scene) -> bool {
        let has_all = old
            .history
            .iter()
            .all(|(path, id)| self.history.get(path) == Some(id));
        let file = old.file.as_deref();
        self.file == old.file
            && self.shown == old.shown
            && has_all
            && file.is_some_and(|bytes| self.is_newest(scene, bytes))
    }
}

fn history(scene: &Scene) -> Result<BTreeMap<String, String>, String> {
    let said = scene.git(&["for-each-ref", "--format=%(objectname)", "refs/shipkit/"]);
    if !said.is_ok() || !said.stderr.is_empty() {
        return Err(format!("git for-each-ref: {}", said.why()));
    }
    let mut history = BTreeMap::new();
    for tip in said.stdout.lines() {
        let said = scene.git(&["ls-tree", "-r", tip]);
        if !said.is_ok() {
            return Err(format!("git ls-tree: {}", said.why()));
        }
        let entries = said.stdout.lines().filter_map(|line| {
            let (meta, path) = line.split_once('\t')?;
            let id = meta.rsplit(' ').next()?;
            (!path.contains("/files/")).then(|| (path.to_owned(), id.to_owned()))
        });
        history.extend(entries);
    }
    Ok(history)
}
