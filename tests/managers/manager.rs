//! The managers of hooks: what a repository that uses one has in it, and how
//! it is put in and taken out. Each has a hook of the user's own for every
//! event, which writes the event's name into `$OWN`.

/// The events that every manager here can be asked for.
pub(crate) const EVENTS: [&str; 3] = ["pre-commit", "post-commit", "post-checkout"];

/// A manager of hooks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manager {
    Nobody,
    Husky,
    Lefthook,
    PreCommit,
    Prek,
    SimpleGitHooks,
}

impl Manager {
    /// All of them, in the table's order.
    pub(crate) const ALL: [Manager; 6] = [
        Manager::Nobody,
        Manager::Husky,
        Manager::Lefthook,
        Manager::PreCommit,
        Manager::Prek,
        Manager::SimpleGitHooks,
    ];

    /// Its program; none is needed for hooks by hand.
    pub(crate) fn program(self) -> Option<&'static str> {
        match self {
            Manager::Nobody => None,
            Manager::Husky => Some("husky"),
            Manager::Lefthook => Some("lefthook"),
            Manager::PreCommit => Some("pre-commit"),
            Manager::Prek => Some("prek"),
            Manager::SimpleGitHooks => Some("simple-git-hooks"),
        }
    }

    /// As the table names it.
    pub(crate) fn name(self) -> &'static str {
        self.program().unwrap_or("by hand")
    }

    /// Where its version stands, below the directory of managers.
    pub(crate) fn version(self) -> Option<&'static str> {
        match self {
            Manager::Husky => Some("npm/node_modules/husky/package.json"),
            Manager::Lefthook => Some("npm/node_modules/lefthook/package.json"),
            Manager::SimpleGitHooks => Some("npm/node_modules/simple-git-hooks/package.json"),
            _ => None,
        }
    }

    /// The files of a repository that uses it, to be committed.
    pub(crate) fn files(self) -> Vec<(String, String)> {
        let each = |head: &str, part: &dyn Fn(&str) -> String, tail: &str| {
            let parts: Vec<String> = EVENTS.iter().map(|event| part(event)).collect();
            format!("{head}{}{tail}", parts.concat())
        };
        match self {
            Manager::Nobody => Vec::new(),
            Manager::Husky => EVENTS
                .iter()
                .map(|event| (format!(".husky/{event}"), own(event)))
                .collect(),
            Manager::Lefthook => {
                let part = |event: &str| {
                    format!(
                        "{event}:\n  jobs:\n    - name: own\n      run: {}",
                        own(event)
                    )
                };
                vec![("lefthook.yml".to_owned(), each("", &part, ""))]
            }
            Manager::PreCommit | Manager::Prek => {
                let part = |event: &str| {
                    format!(
                        "      - id: own-{event}\n        name: own-{event}\n        \
                         language: system\n        entry: sh -c 'echo {event} >>\"$OWN\"'\n        \
                         always_run: true\n        pass_filenames: false\n        \
                         stages: [{event}]\n"
                    )
                };
                let head = "repos:\n  - repo: local\n    hooks:\n";
                vec![(".pre-commit-config.yaml".to_owned(), each(head, &part, ""))]
            }
            Manager::SimpleGitHooks => {
                let part = |event: &str| format!("    \"{event}\": \"echo {event} >>$OWN\",\n");
                let text = each("{\n  \"simple-git-hooks\": {\n", &part, "");
                let text = format!("{}\n  }}\n}}\n", text.trim_end_matches(",\n"));
                vec![("package.json".to_owned(), text)]
            }
        }
    }

    /// Puts its hooks in, as its documentation says.
    pub(crate) fn install(self) -> String {
        match self {
            // beside what is there already, as a careful person would
            Manager::Nobody => {
                let names = EVENTS.join(" ");
                format!(
                    "for e in {names}; do f=.git/hooks/$e; \
                     test -e $f || printf '#!/bin/sh\\n' >$f; \
                     grep -q OWN $f || echo \"echo $e >>\\\"\\$OWN\\\"\" >>$f; \
                     chmod +x $f; done"
                )
            }
            Manager::Husky => "husky".to_owned(),
            Manager::Lefthook => "lefthook install".to_owned(),
            Manager::PreCommit => format!("pre-commit install{}", types()),
            Manager::Prek => format!("prek install{}", types()),
            Manager::SimpleGitHooks => "simple-git-hooks".to_owned(),
        }
    }

    /// Takes its hooks out, as its documentation says.
    pub(crate) fn uninstall(self) -> String {
        match self {
            Manager::Nobody => {
                let names = EVENTS.join(" ");
                format!("for e in {names}; do sed -i /OWN/d .git/hooks/$e; done")
            }
            Manager::Husky => "git config --unset core.hooksPath; rm -rf .husky/_".to_owned(),
            Manager::Lefthook => "lefthook uninstall".to_owned(),
            Manager::PreCommit => format!("pre-commit uninstall{}", types()),
            Manager::Prek => format!("prek uninstall{}", types()),
            Manager::SimpleGitHooks => {
                "node \"$MANAGERS/npm/node_modules/simple-git-hooks/uninstall.js\"".to_owned()
            }
        }
    }
}

/// The user's own hook for an event.
fn own(event: &str) -> String {
    format!("echo {event} >>\"$OWN\"\n")
}

fn types() -> String {
    format!(" -t {}", EVENTS.join(" -t "))
}
