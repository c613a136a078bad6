//! Settings as git lists them: its order, includes and `git -c` among them.

use super::ByGit;
use crate::repo::files::foreign::FilterSetting;
use crate::repo::git;
use gix::bstr::ByteSlice;

/// One line of the configuration.
pub(super) struct Setting {
    /// Whether the repository's own configuration has it.
    own: bool,
    /// Section and name in lower case, a subsection between them as it is.
    key: String,
    /// `None` for a key without a value, which is true.
    value: Option<String>,
}

impl Setting {
    pub(super) fn text(&self) -> String {
        self.value.clone().unwrap_or_default()
    }

    pub(super) fn boolean(&self) -> Option<bool> {
        match &self.value {
            None => Some(true),
            Some(value) => gix::config::Boolean::try_from(value.as_bytes().as_bstr())
                .ok()
                .map(|value| value.0),
        }
    }

    pub(super) fn integer(&self) -> Option<i64> {
        let value = self.value.as_ref()?.as_bytes().as_bstr();
        gix::config::Integer::try_from(value).ok()?.to_decimal()
    }
}

impl ByGit {
    /// The last setting of `key`, which holds.
    pub(super) fn setting(&self, key: &str) -> Option<&Setting> {
        let key = normal(key);
        self.settings().iter().rfind(|setting| setting.key == key)
    }

    /// All settings of a section, as `Repo::settings` gives them.
    pub(super) fn settings_of(&self, section: &str) -> Vec<(String, String)> {
        let prefix = format!("{}.", section.to_ascii_lowercase());
        let found = self.settings().iter().filter_map(|setting| {
            let key = setting.key.strip_prefix(&prefix)?;
            let value = setting.value.as_deref().unwrap_or("true");
            Some((key.to_owned(), value.to_owned()))
        });
        found.collect()
    }

    /// What is set of filters.
    pub(super) fn filters(&self) -> Vec<FilterSetting> {
        let filters = self.settings().iter().filter_map(|setting| {
            let key = setting.key.strip_prefix("filter.")?;
            Some(FilterSetting {
                own: setting.own,
                key: key.to_owned(),
                value: setting.value.clone().unwrap_or_else(|| "true".to_owned()),
            })
        });
        filters.collect()
    }

    /// Where git cannot read its configuration nothing is set: it says so
    /// itself in whatever it is asked next.
    fn settings(&self) -> &[Setting] {
        self.settings.get_or_init(|| {
            let mut git = self.command();
            git.args(["config", "--list", "--includes", "--show-scope", "-z"]);
            let listed = git::output(git, "reading the configuration", &[]).unwrap_or_default();
            let mut fields = listed.split(|byte| *byte == 0);
            let mut settings = Vec::new();
            while let (Some(scope), Some(line)) = (fields.next(), fields.next()) {
                let own = matches!(scope, b"local" | b"worktree");
                settings.push(parse(line, own));
            }
            settings
        })
    }
}

fn parse(line: &[u8], own: bool) -> Setting {
    let text = String::from_utf8_lossy(line);
    let (key, value) = match text.split_once('\n') {
        Some((key, value)) => (key, Some(value.to_owned())),
        None => (&*text, None),
    };
    Setting {
        own,
        key: normal(key),
        value,
    }
}

/// Section and name do not mind case, a subsection does (git-config(1)).
fn normal(key: &str) -> String {
    match (key.split_once('.'), key.rsplit_once('.')) {
        (Some((section, _)), Some((rest, name))) => {
            let subsection = &rest[section.len()..];
            format!(
                "{}{subsection}.{}",
                section.to_ascii_lowercase(),
                name.to_ascii_lowercase()
            )
        }
        _ => key.to_ascii_lowercase(),
    }
}
