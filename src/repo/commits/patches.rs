//! What commits change, as git's patch ids (git-patch-id(1)): equal for the
//! same change made on top of something else.

use crate::repo::{Repo, git};
use gix::bstr::ByteSlice;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::process::Stdio;

/// More patch than this is not compared, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Patch ids, as git prints them.
pub(in crate::repo) struct Patches {
    /// Each commit's own; commits that change nothing have none.
    pub(in crate::repo) of: HashMap<gix::ObjectId, Vec<u8>>,
    /// All that the saved side changed since the two met, and all that HEAD's
    /// side did; `None` where nothing did.
    pub(in crate::repo) whole: (Option<Vec<u8>>, Option<Vec<u8>>),
}

impl Repo {
    /// The patch ids of `commits`, and from the first tree to the two others;
    /// `None` where git cannot tell or there is too much of it.
    pub(in crate::repo) fn patches(
        &self,
        (base, saved, now): (gix::ObjectId, gix::ObjectId, gix::ObjectId),
        commits: &[gix::ObjectId],
    ) -> Option<Patches> {
        let pairs = [saved, now].into_iter().filter(|tree| *tree != base);
        let pairs = pairs.map(|tree| format!("{base} {tree}\n"));
        let commits = commits.iter().map(|commit| format!("{commit}\n"));
        let asked: String = pairs.chain(commits).collect();
        let patch = self.patch(asked.as_bytes())?;
        let mut command = self.git();
        command.args(["patch-id", "--stable"]);
        let listed = git::output(command, "comparing patches", &patch).ok()?;
        let mut patches = Patches {
            of: HashMap::new(),
            whole: (None, None),
        };
        for line in listed.lines() {
            let (patch, of) = line.split_once_str(b" ")?;
            let of = gix::ObjectId::from_hex(of).ok()?;
            let patch = patch.to_vec();
            match &mut patches.whole {
                _ if of != base => drop(patches.of.insert(of, patch)),
                (then @ None, _) if saved != base => *then = Some(patch),
                (_, now) => *now = Some(patch),
            }
        }
        Some(patches)
    }

    /// What git prints for these lines of `git diff-tree --stdin`, with
    /// nothing of the user's configuration in it; `None` beyond the limit.
    fn patch(&self, asked: &[u8]) -> Option<Vec<u8>> {
        let mut git = self.git();
        let mut child = git
            .env_remove("GIT_DIFF_OPTS")
            .env_remove("GIT_EXTERNAL_DIFF")
            .args(["-c", "core.bigFileThreshold=1m"])
            .args(["diff-tree", "--stdin", "--root", "-r", "-p", "-U3"])
            .args(["--full-index", "--no-renames", "--no-ext-diff"])
            .args(["--no-textconv", "--no-color", "--diff-algorithm=myers"])
            .args(["--src-prefix=a/", "--dst-prefix=b/", "--no-relative"])
            .args(["--ignore-submodules=none", "--submodule=short"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // some 130 lines: a pipe takes them at once
        let written = child.stdin.take()?.write_all(asked);
        let mut patch = Vec::new();
        let read = child.stdout.take()?.take(MAX_BYTES).read_to_end(&mut patch);
        let whole = matches!(read, Ok(bytes) if (bytes as u64) < MAX_BYTES);
        if !whole {
            let _ = child.kill(); // it may have ended just now
        }
        let ended = child.wait().ok()?;
        (whole && written.is_ok() && ended.success()).then_some(patch)
    }
}
