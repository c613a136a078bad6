//! Files that are ours alone: the last line says so, how many folders were
//! made for it, and checks what stands before it. It names no version, so that
//! a text that stays the same stays the same file.

use crate::repo::sha1_blob_id;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Files above this are none of ours.
const LARGEST: u64 = 1024 * 1024;

/// What lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    Nothing,
    /// Ours: how many folders were made for it, and its bytes.
    Ours {
        folders: usize,
        bytes: Vec<u8>,
    },
    /// Ours once, and edited since.
    Edited,
    /// Somebody else's, and why, as in "'path' {why}".
    Foreign(&'static str),
}

/// The whole file; `comment` starts a comment in it.
pub(super) fn marked(comment: &str, body: &str, folders: usize) -> Vec<u8> {
    format!("{body}{}\n", line(comment, body.as_bytes(), folders)).into_bytes()
}

fn line(comment: &str, body: &[u8], folders: usize) -> String {
    let check = sha1_blob_id(&[body, format!("{folders}").as_bytes()].concat());
    format!(
        "{comment} Written by git-shipkit (check {}, {folders} new folders); \
         'git shipkit uninstall' takes it away.",
        &check.as_str()[..16]
    )
}

/// Looks at `path`, which has no links on its way.
pub(super) fn look(comment: &str, path: &Path) -> Lies {
    match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => return Lies::Foreign("is not a file"),
        Ok(meta) if meta.len() > LARGEST => {
            return Lies::Foreign("was not written by git-shipkit");
        }
        Ok(_) => {}
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Lies::Nothing,
        Err(_) => return Lies::Foreign("cannot be looked at"),
    }
    match fs::read(path) {
        Ok(bytes) => whose(comment, bytes),
        Err(_) => Lies::Foreign("cannot be read"),
    }
}

fn whose(comment: &str, bytes: Vec<u8>) -> Lies {
    let start = format!("{comment} Written by git-shipkit (check ");
    let text = String::from_utf8_lossy(&bytes);
    let Some(at) = text.rfind(&start) else {
        return Lies::Foreign("was not written by git-shipkit");
    };
    let said = text[at..].split_once(", ").map(|(_, rest)| rest);
    let folders = said.and_then(|rest| rest.split(' ').next()?.parse().ok());
    match folders {
        Some(folders) if marked(comment, &text[..at], folders) == bytes => {
            Lies::Ours { folders, bytes }
        }
        _ => Lies::Edited,
    }
}
