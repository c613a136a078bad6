//! The shells that complete our command line, and what each has to read to do
//! so. It asks the program itself, so that it need not be written anew for
//! another version.

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// GNU bash, with bash-completion.
    Bash,
    /// zsh, with its own completion of git.
    Zsh,
    /// fish, from 3.6 on.
    Fish,
}

impl Shell {
    /// All of them, in the order they are told.
    pub const ALL: [Shell; 3] = [Shell::Bash, Shell::Zsh, Shell::Fish];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
        }
    }

    /// The shell of that name.
    pub fn parse(name: &str) -> Option<Shell> {
        Shell::ALL.into_iter().find(|shell| shell.name() == name)
    }

    /// What it has to read.
    pub fn script(self) -> &'static str {
        match self {
            Shell::Bash => include_str!("git-shipkit.bash"),
            Shell::Zsh => include_str!("git-shipkit.zsh"),
            Shell::Fish => include_str!("git-shipkit.fish"),
        }
    }
}
