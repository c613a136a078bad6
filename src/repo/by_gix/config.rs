//! Settings as gix has read them.

use crate::repo::files::foreign::FilterSetting;
use gix::config::Source;

/// All settings of one section, in git's order: see [`crate::repo::Repo::settings`].
pub(super) fn section(gix: &gix::Repository, name: &str) -> Vec<(String, String)> {
    let found = found(gix, name).into_iter();
    found.map(|(_, key, value)| (key, value)).collect()
}

/// What is set of filters.
pub(super) fn filters(gix: &gix::Repository) -> Vec<FilterSetting> {
    let found = found(gix, "filter").into_iter();
    let settings = found.map(|(source, key, value)| FilterSetting {
        own: matches!(source, Source::Local | Source::Worktree),
        key,
        value,
    });
    settings.collect()
}

/// Each setting of a section: where it stands, its key below the section, its
/// value.
fn found(gix: &gix::Repository, name: &str) -> Vec<(Source, String, String)> {
    let config = gix.config_snapshot();
    let mut out = Vec::new();
    for part in config
        .plumbing()
        .sections_by_name(name)
        .into_iter()
        .flatten()
    {
        let source = part.meta().source;
        let prefix = match part.header().subsection_name() {
            Some(name) => format!("{name}."),
            None => String::new(),
        };
        let mut names: Vec<String> = Vec::new();
        for name in part.value_names() {
            let name = name.to_ascii_lowercase();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let mut values: Vec<String> = part
                .values(&name)
                .into_iter()
                .map(|value| value.to_string())
                .collect();
            if let (Some(None), Some(last)) = (part.value_implicit(&name), values.last_mut()) {
                "true".clone_into(last);
            }
            let key = format!("{prefix}{name}");
            out.extend(values.into_iter().map(|value| (source, key.clone(), value)));
        }
    }
    out
}
