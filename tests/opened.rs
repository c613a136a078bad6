//! `resume --open` starts the user's editor where the work goes on, in the
//! editor's own spelling, and never lets a path be anything but a path.

use crate::support::{Output, Sandbox};

mod editors;
mod places;

/// A sandbox with an editor that says what it is given: `$SANDBOX/NAME`.
fn with_editor(name: &str) -> Sandbox {
    let s = Sandbox::new();
    s.sh("seq -f 'step %g' 40 >code; seq -f 'part %g' 40 >other; git add .; git commit -qm code");
    fake(&s, name);
    s
}

fn fake(s: &Sandbox, name: &str) {
    let script = "#!/bin/sh\nprintf '[%s]' \"$@\" >&2\n";
    s.write(&format!("../{name}"), script);
    s.sh(&format!("chmod +x '../{name}'"));
    s.set("GIT_EDITOR", format!("'{}/{name}'", s.root().display()));
}

/// What an editor was given; the repository's own path left out.
fn given(s: &Sandbox, said: &Output) -> String {
    let given = said.stderr.find('[').map(|at| &said.stderr[at..]);
    let given = given.unwrap_or_default();
    given.replace(&format!("{}/", s.cwd().display()), "@")
}

fn open(s: &Sandbox) -> Output {
    s.shipkit(&["resume", "--open"])
}
