//! The settings of a repository, as another one may have them.

use crate::error::Error;
use crate::repo::Repo;
use crate::repo::git;
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

/// Sections that reach out of the repository, hold credentials, or say what
/// kind of repository it is.
const LEFT_OUT: [&str; 26] = [
    "branch",
    "credential",
    "extensions",
    "fetch",
    "gc",
    "gpg",
    "http",
    "https",
    "imap",
    "include",
    "includeif",
    "lfs",
    "maintenance",
    "protocol",
    "pull",
    "push",
    "receive",
    "remote",
    "remotes",
    "sendemail",
    "submodule",
    "svn-remote",
    "transfer",
    "uploadpack",
    "url",
    "user",
];

/// Settings of other sections of the same kind.
const LEFT_OUT_KEYS: [&str; 14] = [
    "core.alternaterefscommand",
    "core.bare",
    "core.fsmonitor",
    "core.gitproxy",
    "core.repositoryformatversion",
    "core.sharedrepository",
    "core.sparsecheckout",
    "core.sparsecheckoutcone",
    "core.splitindex",
    "core.sshcommand",
    "core.worktree",
    "commit.template",
    "merge.verifysignatures",
    "shipkit.precommit",
];

/// What would stop a commit there that has nothing to do with hooks, or start
/// something; and the reminder, which must not stop one either.
const OURS: &str = "[commit]\n\tgpgSign = false\n[tag]\n\tgpgSign = false\n\
    [gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n\
    [core]\n\tfsmonitor = false\n[shipkit]\n\tpreCommit = remind\n";

/// The settings of `repo` and of its work tree, with what they include, for
/// the work tree at `top`, as the text of a configuration.
pub(super) fn of(repo: &Repo, top: &Path) -> Result<Vec<u8>, Error> {
    let listed = git::output(list(repo), "reading the settings", &[])?;
    let known = known(top)?;
    let mut text = Vec::new();
    let mut fields = listed.split(|byte| *byte == 0);
    while let (Some(scope), Some(setting)) = (fields.next(), fields.next()) {
        // Of who has settings elsewhere, some may hold for this place only.
        let is_of_all = known.contains(&[scope, setting].join(&0));
        if !is_of_all && scope != b"command" {
            take(&mut text, setting, repo, top);
        }
    }
    text.extend_from_slice(OURS.as_bytes());
    Ok(text)
}

/// What holds in any repository: scopes and settings, a zero byte between.
fn known(top: &Path) -> Result<HashSet<Vec<u8>>, Error> {
    let mut git = listing(top);
    git.env("GIT_DIR", top.join(".git"));
    let listed = git::output(git, "reading the settings", &[])?;
    let fields: Vec<&[u8]> = listed.split(|byte| *byte == 0).collect();
    let pairs = fields.chunks_exact(2).filter(|pair| pair[0] != b"local");
    Ok(pairs.map(|pair| pair.join(&0)).collect())
}

fn list(repo: &Repo) -> Command {
    let mut git = listing(repo.work_dir());
    git.env("GIT_DIR", repo.git_dir())
        .env("GIT_WORK_TREE", repo.work_dir());
    git
}

fn listing(top: &Path) -> Command {
    let mut git = git::quiet(Command::new("git"));
    for name in git::LOCAL_ENVIRONMENT {
        git.env_remove(name);
    }
    git.current_dir(top)
        .args(["config", "--list", "--includes", "--show-scope", "-z"]);
    git
}

/// Takes over one setting, `key` or `key\nvalue`, if it may be.
fn take(text: &mut Vec<u8>, setting: &[u8], repo: &Repo, top: &Path) {
    let at = setting.iter().position(|byte| *byte == b'\n');
    let (key, value) = match at {
        Some(at) => (&setting[..at], Some(&setting[at + 1..])),
        None => (setting, None),
    };
    let Some(first) = key.iter().position(|byte| *byte == b'.') else {
        return;
    };
    let last = key.iter().rposition(|byte| *byte == b'.').unwrap_or(first);
    let (section, name) = (&key[..first], &key[last + 1..]);
    let plain = String::from_utf8_lossy(key).to_lowercase();
    if LEFT_OUT.iter().any(|left| left.as_bytes() == section)
        || LEFT_OUT_KEYS.contains(&&*plain)
        || is_secret(name)
    {
        return;
    }
    text.push(b'[');
    text.extend_from_slice(section);
    if last > first {
        text.extend_from_slice(b" \"");
        for byte in &key[first + 1..last] {
            if matches!(byte, b'"' | b'\\') {
                text.push(b'\\');
            }
            text.push(*byte);
        }
        text.push(b'"');
    }
    text.extend_from_slice(b"]\n\t");
    text.extend_from_slice(name);
    if let Some(value) = value {
        let moved = (plain == "core.hookspath").then(|| hooks_path(value, repo, top));
        push_value(text, moved.flatten().as_deref().unwrap_or(value));
    }
    text.push(b'\n');
}

fn is_secret(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(name).to_lowercase();
    [
        "token",
        "password",
        "passwd",
        "secret",
        "apikey",
        "signingkey",
        "gpgsign",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// An absolute hooks path within the work tree or the git directory, as it is
/// in the other one.
fn hooks_path(value: &[u8], repo: &Repo, top: &Path) -> Option<Vec<u8>> {
    let path = Path::new(std::str::from_utf8(value).ok()?);
    let moved = match path.strip_prefix(repo.common_dir()) {
        Ok(below) => top.join(".git").join(below),
        Err(_) => top.join(path.strip_prefix(repo.work_dir()).ok()?),
    };
    Some(moved.as_os_str().as_encoded_bytes().to_vec())
}

/// A value in quotes (git-config(1), "Syntax").
fn push_value(text: &mut Vec<u8>, value: &[u8]) {
    text.extend_from_slice(b" = \"");
    for byte in value {
        match byte {
            b'"' => text.extend_from_slice(b"\\\""),
            b'\\' => text.extend_from_slice(b"\\\\"),
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\t' => text.extend_from_slice(b"\\t"),
            8 => text.extend_from_slice(b"\\b"),
            byte => text.push(*byte),
        }
    }
    text.push(b'"');
}
