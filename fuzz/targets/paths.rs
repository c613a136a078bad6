//! Paths: none leaves the work tree or enters `.git`, what is quoted reads
//! back, and a name only ever means a file that is there.

use git_shipkit::document::{Catalog, Files as _, Name, below, candidates, find, resolve};
use git_shipkit::model::{Lines, RepoPath, quoted, steers, unquoted};

/// Takes the first line of `data` for a name, and each line for a file.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    for path in [text].into_iter().chain(text.split('\n')) {
        keeps_the_rules(path);
        reads_back(path);
    }
    means_a_file(text);
}

fn keeps_the_rules(text: &str) {
    if let Ok(path) = RepoPath::new(text) {
        stays_inside(path.as_str());
        assert_eq!(path.as_str(), text);
    }
    for dir in ["", "docs", "a/../../b", ".git"] {
        if let Some(path) = below(dir, text) {
            stays_inside(path.as_str());
        }
    }
    if let Ok(lines) = text.parse::<Lines>() {
        assert_eq!(lines.to_string().parse(), Ok(lines));
        assert!(lines.start() >= 1 && lines.end() >= lines.start());
    }
}

/// Said once more in other words than the rules' own.
fn stays_inside(path: &str) {
    assert!(
        !path.starts_with('/') && !path.ends_with('/') && !path.contains('\0'),
        "{path:?}"
    );
    assert!(!path.is_empty() && !path.contains("//"), "{path:?}");
    for part in path.split('/') {
        assert!(!["", ".", ".."].contains(&part), "{path:?}");
        let ignored = |c: char| matches!(u32::from(c), 0x200c..=0x200f | 0x202a..=0x202e | 0x206a..=0x206f | 0xfeff);
        let seen = part.replace(ignored, "").to_ascii_lowercase();
        for front in [".git", "git~1"] {
            let rest = seen.strip_prefix(front);
            let rest = rest.map(|rest| rest.trim_start_matches(['.', ' ']));
            assert!(
                !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':')),
                "{path:?}"
            );
        }
    }
}

fn reads_back(path: &str) {
    let text = quoted(path);
    assert!(!text.contains(steers), "{text:?}");
    assert_eq!(unquoted(&text).as_deref(), Some(path), "{text:?}");
    if let Some(read) = unquoted(path) {
        assert_eq!(unquoted(&quoted(&read)), Some(read.clone()));
    }
}

fn means_a_file(text: &str) {
    let catalog = Catalog::new(
        text.split('\n')
            .skip(1)
            .filter_map(|path| RepoPath::new(path).ok()),
    );
    let first = text.split('\n').next().unwrap_or_default();
    let found = find(text);
    let names: Vec<&Name> = found.names().take(64).collect();
    let bare = Name::bare(first);
    for name in names.iter().copied().chain([&bare]) {
        for base in [None, Some("docs")] {
            for path in candidates(name, base) {
                stays_inside(path.as_str());
            }
            for path in resolve(&[name], base, &catalog).into_iter().flatten() {
                assert!(catalog.lies_there(&path), "{name:?} means {path:?}");
            }
        }
    }
}
