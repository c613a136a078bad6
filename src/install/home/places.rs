//! Where each shell looks for completions, and what makes it look there.

use super::{Home, Shell};
use std::fs;
use std::path::{Path, PathBuf};

/// A file, and what is wanted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) path: PathBuf,
    pub(super) form: Form,
}

/// What is wanted in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All of it is ours; `comment` starts a comment in it.
    Whole { comment: &'static str, body: String },
    /// Lines of ours at its end.
    Lines(String),
}

/// What the package bash-completion is started by, where systems put it.
const BASH_COMPLETION: [&str; 4] = [
    "/usr/share/bash-completion/bash_completion",
    "/usr/local/share/bash-completion/bash_completion",
    "/opt/homebrew/etc/profile.d/bash_completion.sh",
    "/usr/local/etc/profile.d/bash_completion.sh",
];

/// The files for these shells, and more to know; with `all` also lines that
/// are not wanted, but may be there.
pub(super) fn of_shells(home: &Home, shells: &[Shell], all: bool) -> (Vec<Piece>, Vec<String>) {
    let mut notes = Vec::new();
    let pieces = shells.iter().flat_map(|shell| match shell {
        Shell::Bash => bash(home, all, &mut notes),
        Shell::Zsh => zsh(home),
        Shell::Fish => fish(home),
    });
    (pieces.collect(), notes)
}

fn whole(path: PathBuf, shell: Shell) -> Piece {
    let form = Form::Whole {
        comment: "#",
        body: shell.script().to_owned(),
    };
    Piece { path, form }
}

fn data(home: &Home) -> PathBuf {
    let set = home.env("XDG_DATA_HOME");
    set.unwrap_or_else(|| home.root.join(".local/share"))
}

/// bash-completion loads the file when it is needed (its README, "FAQ"); what
/// starts bash-completion is often there already.
fn bash(home: &Home, all: bool, notes: &mut Vec<String>) -> Vec<Piece> {
    let user = home.env("BASH_COMPLETION_USER_DIR");
    let dir = user.unwrap_or_else(|| data(home).join("bash-completion"));
    let file = dir.join("completions/git-shipkit");
    let rc = home.root.join(".bashrc");
    let mut pieces = vec![whole(file.clone(), Shell::Bash)];
    let installed = BASH_COMPLETION
        .into_iter()
        .find(|path| Path::new(path).is_file());
    if all || !starts_completion(&rc) {
        let body = match installed {
            Some(path) => format!(
                "{ABOUT}if [[ $- == *i* && -z ${{BASH_COMPLETION_VERSINFO-}} ]]; then\n    . {path}\nfi\n"
            ),
            None => format!("{ABOUT}[[ $- == *i* ]] && . {}\n", typed(home, &file)),
        };
        pieces.push(Piece {
            path: rc,
            form: Form::Lines(body),
        });
    }
    if installed.is_none() {
        notes.push(
            "The package bash-completion is not found: bash completes 'git-shipkit', and \
             'git shipkit' once git's own completion is loaded."
                .to_owned(),
        );
    }
    pieces
}

const ABOUT: &str =
    "# Completion of git-shipkit. To take this out:\n# git shipkit uninstall completion\n";

/// Whether what bash reads at its start names bash-completion, but for our own
/// lines. The system's file has it as a comment on Debian.
fn starts_completion(rc: &Path) -> bool {
    let names_it = |path: &Path| {
        let text = fs::read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (before, ours) = text
            .split_once("# >>> git-shipkit (")
            .unwrap_or((&text, ""));
        let after = ours
            .split_once("# <<< git-shipkit")
            .map_or("", |(_, after)| after);
        let mut lines = before.lines().chain(after.lines());
        lines.any(|line| !line.trim_start().starts_with('#') && line.contains("bash_completion"))
    };
    names_it(rc) || names_it(Path::new("/etc/bash.bashrc"))
}

/// zsh looks along `fpath`, where no folder of a user's is; its own completion
/// of git finds `_git-shipkit` there, git's own for zsh calls `_git_shipkit`.
fn zsh(home: &Home) -> Vec<Piece> {
    let dir = data(home).join("zsh/site-functions");
    let rc = home.env("ZDOTDIR").unwrap_or_else(|| home.root.clone());
    let body = format!(
        "{ABOUT}fpath=({} \"${{fpath[@]}}\")\n\
         autoload -Uz _git-shipkit\n\
         (( ${{+functions[compdef]}} )) || {{ autoload -Uz compinit && compinit -i }}\n\
         compdef _git-shipkit git-shipkit\n\
         _git_shipkit() {{ (( CURRENT = cword + 1 )); _git-shipkit && _ret=0 }}\n",
        typed(home, &dir)
    );
    vec![
        whole(dir.join("_git-shipkit"), Shell::Zsh),
        Piece {
            path: rc.join(".zshrc"),
            form: Form::Lines(body),
        },
    ]
}

/// fish reads `conf.d` at its start. In `completions` the file would be read
/// for `git-shipkit` alone: fish 3.6 does not come from `git shipkit` to it.
fn fish(home: &Home) -> Vec<Piece> {
    let config = home.env("XDG_CONFIG_HOME");
    let config = config.unwrap_or_else(|| home.root.join(".config"));
    let first = Piece {
        path: config.join("fish/completions/git-shipkit.fish"),
        form: Form::Whole {
            comment: "#",
            body: NOTHING_GENERATED.to_owned(),
        },
    };
    let ours = whole(config.join("fish/conf.d/git-shipkit.fish"), Shell::Fish);
    vec![ours, first]
}

/// fish makes completions of manual pages, where the options of all our verbs
/// stand together, and reads them unless there is a file before them.
const NOTHING_GENERATED: &str = "\
# conf.d/git-shipkit.fish completes git-shipkit. With this file here, fish does
# not add what it has made of the manual page.
";

/// A path as it is written in a script, from home where it lies there.
fn typed(home: &Home, path: &Path) -> String {
    let quoted = |path: &Path| format!("'{}'", path.to_string_lossy().replace('\'', r"'\''"));
    match path.strip_prefix(&home.root) {
        Ok(below) => format!("~/{}", quoted(below)),
        Err(_) => quoted(path),
    }
}
