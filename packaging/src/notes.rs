//! Release notes: the changelog's section, and how to install what it tells of.

use crate::error::{Error, Result};

/// The notes of `version`, from the changelog's text. The same text gives the
/// same bytes: neither clock nor git is asked. With `draft` what is not yet
/// released stands for it.
pub(crate) fn notes(changelog: &str, version: &str, draft: bool) -> Result<String> {
    let wanted = if draft { "Unreleased" } else { version };
    let Some((heading, body)) = section(changelog, wanted) else {
        return Err(missing(wanted));
    };
    let body = body.trim_matches('\n');
    if body.is_empty() {
        return Err(Error::new(
            format!("CHANGELOG.md says nothing of {wanted}"),
            format!("write below '## {heading}' what people will notice"),
        ));
    }
    let title = match heading.split_once("] - ") {
        Some((_, date)) => format!("git-shipkit {version}, {date}"),
        None => format!("git-shipkit {version}"),
    };
    Ok(format!("# {title}\n\n{body}\n\n{}", install(version)))
}

/// The heading of a version's section without its marks, and what follows it.
fn section<'a>(changelog: &'a str, version: &str) -> Option<(&'a str, &'a str)> {
    let wanted = format!("[{version}]");
    let mut sections = changelog.split("\n## ").skip(1);
    let found = sections.find(|section| section.starts_with(&wanted))?;
    Some(found.split_once('\n').unwrap_or((found, "")))
}

fn missing(wanted: &str) -> Error {
    let hint = if wanted == "Unreleased" {
        "add it above the newest version, with what has changed since".to_owned()
    } else {
        format!("rename '## [Unreleased]' to '## [{wanted}] - YYYY-MM-DD', or say --draft")
    };
    Error::new(format!("CHANGELOG.md has no section '## [{wanted}]'"), hint)
}

fn install(version: &str) -> String {
    format!(
        "\
### Install

| from | type |
| --- | --- |
| crates.io | `cargo install --locked git-shipkit@{version}`, or `cargo binstall git-shipkit@{version}` |
| PyPI | `pipx install git-shipkit=={version}`, or `uv tool install git-shipkit=={version}` |
| npm | `npm install -g git-shipkit@{version}` |
| Homebrew | `brew install git-shipkit/tap/git-shipkit` |
| Debian and Ubuntu | `sudo apt install ./git-shipkit_*_amd64.deb`, the file from below |

Or take the archive for your system from below and put `git-shipkit` on PATH:
`git shipkit` finds it there.
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = include_str!("../fixtures/changelog.md");

    #[test]
    fn notes_are_the_section_and_how_to_install_it() {
        let told = notes(CHANGELOG, "0.2.0", false).unwrap();
        assert_eq!(told, include_str!("../fixtures/notes-0.2.0.md"));
    }

    #[test]
    fn the_last_section_ends_with_the_file() {
        let told = notes(CHANGELOG, "0.1.0", false).unwrap();
        let start = "# git-shipkit 0.1.0, 2026-01-02\n\nThe first.\n\n### Install\n";
        assert!(told.starts_with(start), "{told}");
    }

    #[test]
    fn a_draft_tells_what_is_not_released() {
        let told = notes(CHANGELOG, "0.3.0", true).unwrap();
        let start = "# git-shipkit 0.3.0\n\n### Fixed\n\n- A typo.\n\n### Install\n";
        assert!(told.starts_with(start), "{told}");
    }

    #[test]
    fn a_version_without_a_section_is_refused() {
        let said = notes(CHANGELOG, "0.3.0", false).unwrap_err().to_string();
        assert_eq!(
            said,
            "fatal: CHANGELOG.md has no section '## [0.3.0]'\n\
             hint: rename '## [Unreleased]' to '## [0.3.0] - YYYY-MM-DD', or say --draft"
        );
        let said = notes("# Changelog\n", "0.3.0", true).unwrap_err();
        assert!(
            said.to_string()
                .contains("has no section '## [Unreleased]'")
        );
    }

    #[test]
    fn an_empty_section_is_refused() {
        let said = notes("# C\n\n## [1.0.0] - 2026-01-02\n\n", "1.0.0", false).unwrap_err();
        assert_eq!(
            said.to_string(),
            "fatal: CHANGELOG.md says nothing of 1.0.0\n\
             hint: write below '## [1.0.0] - 2026-01-02' what people will notice"
        );
    }
}
