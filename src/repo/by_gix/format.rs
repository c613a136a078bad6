//! Which formats of a repository gix may be trusted with.

use crate::model::ObjectId;
use crate::repo::git::Unreadable;
use crate::repo::model_id;
use std::path::Path;

/// Extensions of a repository's format that change nothing for us, or that
/// gix follows (gitrepository-layout(5), technical/repository-version).
const EXTENSIONS: [&str; 6] = [
    "noop",
    "noop-v1",
    "preciousobjects",
    "partialclone",
    "worktreeconfig",
    "relativeworktrees",
];

/// What of the repository's format is not on our own list: gix opens what it
/// does not know, and would write refs that git never sees.
pub(super) fn unknown_format(gix: &gix::Repository) -> Option<String> {
    let config = gix.config_snapshot();
    let config = config.plumbing();
    let of_repository = |section: &gix::config::file::SectionRef<'_>| {
        section.meta().source.kind() == gix::config::source::Kind::Repository
    };
    let mut version = None;
    for section in config
        .sections_by_name("core")
        .into_iter()
        .flatten()
        .filter(of_repository)
    {
        if let Some(value) = section.value("repositoryformatversion") {
            version = Some(value.to_string());
        }
    }
    match version.as_deref().unwrap_or("0") {
        "0" => return None, // git ignores what version 0 cannot have
        "1" => {}
        other => return Some(format!("repository format version {other}")),
    }
    let sections = config.sections_by_name("extensions");
    sections
        .into_iter()
        .flatten()
        .filter(of_repository)
        .find_map(|section| {
            section.value_names().find_map(|name| {
                let value = section.value(&name).unwrap_or_default().to_string();
                unknown_extension(&name.to_ascii_lowercase(), &value)
            })
        })
}

fn unknown_extension(name: &str, value: &str) -> Option<String> {
    let value = value.to_ascii_lowercase();
    match (name, value.as_str()) {
        (name, _) if EXTENSIONS.contains(&name) => None,
        ("objectformat", "sha1" | "sha256") | ("refstorage", "files") => None,
        ("refstorage", format) => Some(format!("the {format} ref format")),
        (name, _) => Some(format!("the extension '{name}'")),
    }
}

/// The commit the repository in `dir` is on; `None` where there is none yet.
/// It is opened on its own.
pub(super) fn head_of(dir: &Path) -> Result<Option<ObjectId>, Unreadable> {
    let inner = gix::open_opts(dir, gix::open::Options::isolated()).map_err(|_| Unreadable)?;
    if unknown_format(&inner).is_some() {
        return Err(Unreadable);
    }
    let head = inner.head().map_err(|_| Unreadable)?;
    Ok(head.id().map(|id| model_id(&id)))
}
