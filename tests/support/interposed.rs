//! A git that lets somebody act at the one moment when it matters: where a ref
//! is to move, or has moved and the program has not gone on yet.

use super::{Output, Sandbox};

/// The program by its own name: `git shipkit` has git's own directory first in
/// PATH, and would not find that git.
const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

/// `$PPID` is the program for what is done `instead`. Each script is run once.
const GIT: &str = r#"#!/bin/sh
case " $* " in
*" update-ref "*)
    if [ -f "$SANDBOX/instead" ]; then
        mv "$SANDBOX/instead" "$SANDBOX/acted"
        . "$SANDBOX/acted"
    fi
    "$GIT" "$@" || exit
    if [ -f "$SANDBOX/person" ]; then
        mv "$SANDBOX/person" "$SANDBOX/acted"
        sh -e "$SANDBOX/acted" >&2
    fi ;;
*) exec "$GIT" "$@" ;;
esac
"#;

impl Sandbox {
    /// Puts that git before the real one, for the git executable to serve.
    pub(crate) fn interpose(&self) {
        let git = self.sh("command -v git").trim().to_owned();
        self.write("../bin/git", GIT);
        self.sh("chmod +x ../bin/git");
        let path = self.sh("printf %s \"$PATH\"");
        self.set("GIT", git);
        self.set("PATH", format!("{}:{path}", self.path("../bin").display()));
        self.set("SHIPKIT_HAND", "git");
    }

    /// Runs the program, and lets `person` act once the ref has moved.
    #[track_caller]
    pub(crate) fn while_acting(&self, person: &str, command: &[&str]) -> Output {
        self.write("../person", person);
        self.alone_acted(command)
    }

    /// Runs the program, with `script` instead of the moving of the ref.
    #[track_caller]
    pub(crate) fn instead_of_git(&self, script: &str, command: &[&str]) -> Output {
        self.write("../instead", script);
        self.alone_acted(command)
    }

    /// Runs the program unwatched, by its own name.
    pub(crate) fn alone(&self, command: &[&str]) -> Output {
        self.run(PROGRAM, command, None)
    }

    fn alone_acted(&self, command: &[&str]) -> Output {
        let said = self.alone(command);
        assert!(self.exists("../acted"), "nobody did anything:\n{said}");
        self.sh("rm ../acted");
        said
    }
}
