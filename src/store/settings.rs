//! How the store behaves: git's configuration wins over the team's
//! `.shipkit/config.toml`, and that over what is built in.

use crate::error::Error;
use crate::model::nearest;
use crate::repo::{Colours, Durability, Repo};
use crate::report::LinkWish;
use crate::store::file::read_document;
use crate::suggest::Thresholds;
use std::collections::BTreeMap;

/// The settings, read once a command.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many saves the history of a checkpoint holds.
    pub history: usize,
    /// What is made durable before a save is acknowledged.
    pub durability: Durability,
    /// Files larger than this many bytes are pinned by hash only.
    pub max_file_size: u64,
    /// What is done about credentials in what is saved.
    pub credentials: Credentials,
    /// What the hook before a commit does.
    pub pre_commit: PreCommit,
    /// From when on a save is suggested.
    pub suggest: Thresholds,
    /// Whether git shows diffs itself, whatever else is configured.
    pub diff_by_git: bool,
    /// When text is coloured, and how.
    pub colours: Colours,
    /// What opens a file where the work goes on, in git's form or as a template;
    /// only a person's own configuration can say it, since it is run.
    pub editor: Option<String>,
    /// When paths are hyperlinks, and where they lead to.
    pub hyperlinks: LinkWish,
    /// What somebody should know: unknown keys, values that cannot be read.
    pub told: Vec<String>,
}

/// What is done about credentials in what is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing; nobody looks.
    Ignored,
    /// They are told and saved.
    Told,
    /// They are told, masked in the document, and a file that holds one is
    /// pinned by hash only.
    Masked,
}

/// What the hook before a commit does where it has something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreCommit {
    /// It says it, and lets the commit pass.
    Remind,
    /// It says it, and stops the commit.
    Block,
    /// Nothing.
    Off,
}

/// Whether a value could be used; else what was wanted.
type Taken = Result<(), &'static str>;

const TEAM: &str = ".shipkit/config.toml";

/// The keys of `shipkit.*`, as people write them.
const KEYS: [&str; 12] = [
    "history",
    "durability",
    "maxFileSize",
    "credentials",
    "redact",
    "preCommit",
    "editor",
    "suggestMinutes",
    "suggestFiles",
    "suggestContext",
    "hyperlinks",
    "diff",
];

impl Settings {
    /// Reads the settings of `repo`. A value that cannot be used is told and
    /// left out; only an unreadable file of the team is an error.
    pub fn read(repo: &Repo) -> Result<Settings, Error> {
        let mut settings = Settings {
            history: 50,
            durability: Durability::Full,
            max_file_size: 5 * 1024 * 1024,
            credentials: Credentials::Told,
            pre_commit: PreCommit::Remind,
            suggest: Thresholds::default(),
            diff_by_git: false,
            colours: repo.colours(),
            editor: None,
            hyperlinks: LinkWish::default(),
            told: Vec::new(),
        };
        settings.told.append(&mut settings.colours.told);
        let mut values: BTreeMap<String, (String, &str)> = BTreeMap::new();
        for (key, value) in of_the_team(repo)? {
            values.insert(key.to_lowercase(), (value, TEAM));
        }
        for (key, value) in repo.settings("shipkit") {
            values.insert(key, (value, "git config shipkit"));
        }
        for (key, (value, place)) in values {
            if key == "editor" && place == TEAM {
                let why = "it is run, so only git config can say it";
                settings
                    .told
                    .push(format!("{TEAM}: 'editor' is left out: {why}"));
                continue;
            }
            settings.take(&key, &value, place);
        }
        Ok(settings)
    }

    fn take(&mut self, key: &str, value: &str, place: &str) {
        let taken = self.take_store(key, value);
        let taken = taken.or_else(|| self.take_credentials(key, value));
        let taken = taken.or_else(|| self.take_hyperlinks(key, value, place));
        let told = match taken.or_else(|| self.take_advice(key, value)) {
            Some(Ok(())) => return,
            Some(Err(wanted)) => {
                format!("{place}: '{key}' is '{value}', not {wanted}; the default is used")
            }
            None => {
                let like = nearest(key, KEYS).map(|like| format!("; did you mean '{like}'?"));
                let like = like.unwrap_or_default();
                format!(
                    "{place}: unknown key '{key}'{like} (known: {})",
                    KEYS.join(", ")
                )
            }
        };
        self.told.push(told);
    }

    /// Takes what is about saving.
    fn take_store(&mut self, key: &str, value: &str) -> Option<Taken> {
        match key {
            "history" => match value.parse() {
                Ok(history @ 1..=10_000) => self.history = history,
                _ => return Some(Err("a number from 1 to 10000")),
            },
            "durability" => match value.to_lowercase().as_str() {
                "full" => {}
                "git" => self.durability = Durability::Git,
                _ => return Some(Err("'full' or 'git'")),
            },
            "maxfilesize" => match bytes(value) {
                Some(size) => self.max_file_size = size,
                None => return Some(Err("a size as git writes it (5m)")),
            },
            _ => return None,
        }
        Some(Ok(()))
    }

    /// Takes one of the two; `redact` comes second and wins.
    fn take_credentials(&mut self, key: &str, value: &str) -> Option<Taken> {
        match (key, value.to_lowercase().as_str()) {
            ("credentials", "warn") | ("redact", "false" | "no" | "off" | "0" | "") => {}
            ("credentials", "ignore") => self.credentials = Credentials::Ignored,
            ("redact", "true" | "yes" | "on" | "1") => self.credentials = Credentials::Masked,
            ("redact", _) => return Some(Err("true or false")),
            ("credentials", _) => return Some(Err("'warn' or 'ignore'")),
            _ => return None,
        }
        Some(Ok(()))
    }

    /// Where a click leads is the reader's to say, not the repository's.
    fn take_hyperlinks(&mut self, key: &str, value: &str, place: &str) -> Option<Taken> {
        if key != "hyperlinks" {
            return None;
        }
        if place == TEAM {
            return Some(Err("set in git config (git config shipkit.hyperlinks)"));
        }
        let wish = LinkWish::parse(value).ok_or(LinkWish::WANTED);
        Some(wish.map(|wish| self.hyperlinks = wish))
    }

    /// Takes what is about reminders and suggestions.
    fn take_advice(&mut self, key: &str, value: &str) -> Option<Taken> {
        let at_most = |most: u32, wanted: &'static str| {
            let number = value.parse().ok();
            let number = number.filter(|number| (1..=most).contains(number));
            number.ok_or(wanted)
        };
        let minutes = || at_most(10_000, "a number of minutes from 1 to 10000");
        let files = || at_most(10_000, "a number of files from 1 to 10000");
        let percent = || match value.parse() {
            Ok(percent @ 1..=100) => Ok(percent),
            _ => Err("a number of percent from 1 to 100"),
        };
        let pre_commit = || PreCommit::parse(value).ok_or("'remind', 'block' or 'off'");
        Some(match key {
            "editor" => {
                self.editor = Some(value.to_owned()).filter(|editor| !editor.trim().is_empty());
                Ok(())
            }
            "precommit" => pre_commit().map(|word| self.pre_commit = word),
            "suggestminutes" => minutes().map(|number| self.suggest.minutes = number),
            "suggestfiles" => files().map(|number| self.suggest.files = number),
            "suggestcontext" => percent().map(|number| self.suggest.context = number),
            "diff" => match value.to_lowercase().as_str() {
                word @ ("git" | "auto") => {
                    self.diff_by_git = word == "git";
                    Ok(())
                }
                _ => Err("'git' or 'auto'"),
            },
            _ => return None,
        })
    }
}

impl PreCommit {
    /// Reads the word; a false switch is `off`, as for git's own settings.
    fn parse(text: &str) -> Option<PreCommit> {
        match text.to_lowercase().as_str() {
            "remind" => Some(PreCommit::Remind),
            "block" => Some(PreCommit::Block),
            "off" | "false" | "no" | "0" => Some(PreCommit::Off),
            _ => None,
        }
    }
}

/// What the team has agreed on.
fn of_the_team(repo: &Repo) -> Result<Vec<(String, String)>, Error> {
    let Some(bytes) = read_document(&repo.work_dir().join(TEAM), TEAM)? else {
        return Ok(Vec::new());
    };
    let broken = |line, why: String| Error::Document {
        path: TEAM.to_owned(),
        line,
        why,
        hint: Some("mend it or move it away; git config shipkit.* works without it".to_owned()),
    };
    let text =
        String::from_utf8(bytes).map_err(|_| broken(None, "it is not UTF-8 text".to_owned()))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error
            .span()
            .map(|span| text[..span.start].matches('\n').count() + 1);
        broken(line, error.message().to_owned())
    })?;
    let as_text = |value: toml::Value| match value {
        toml::Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(table
        .into_iter()
        .map(|(key, value)| (key, as_text(value)))
        .collect())
}

/// A size with git's suffixes (git-config(1), "Values").
fn bytes(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let (digits, factor) = match lower.char_indices().next_back()? {
        (at, 'k') => (&lower[..at], 1 << 10),
        (at, 'm') => (&lower[..at], 1 << 20),
        (at, 'g') => (&lower[..at], 1 << 30),
        _ => (lower.as_str(), 1),
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_read_as_git_reads_them() {
        assert_eq!(bytes("5m"), Some(5 << 20));
        assert_eq!(bytes("2K"), Some(2048));
        assert_eq!(bytes("17"), Some(17));
        assert_eq!(bytes("much"), None);
        assert_eq!(bytes(""), None);
        assert_eq!(bytes("99999999999999999999"), None);
    }
}
