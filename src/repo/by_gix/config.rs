//! Settings as gix has read them.

/// All settings of one section, in git's order: see [`crate::repo::Repo::settings`].
pub(super) fn section(gix: &gix::Repository, name: &str) -> Vec<(String, String)> {
    let config = gix.config_snapshot();
    let mut out = Vec::new();
    for part in config
        .plumbing()
        .sections_by_name(name)
        .into_iter()
        .flatten()
    {
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
            out.extend(values.into_iter().map(|value| (key.clone(), value)));
        }
    }
    out
}
