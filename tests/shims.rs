//! Programs in JavaScript and Python save, crash and go on by the files that
//! `install` writes. These tests need `node` and `python3`.

mod contract;
mod failures;
mod installed;
mod patterns;
mod served;
mod session;
mod signals;

use crate::support::{Output, Sandbox, host};
use serde_json::Value;
use std::path::Path;

/// How a program gets at the functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `require`, in a package of CommonJS.
    Require,
    /// `import` of the CommonJS file by its names.
    ImportCommonJs,
    /// `import` of the `.mjs` beside it.
    ImportBeside,
    /// `import … from`, in a package of modules.
    Import,
    /// `import { … } from`, in a package of modules.
    ImportNames,
    /// `require` of the `.cjs`, in a package of modules.
    RequireBeside,
    /// `import checkpoint_manager`.
    Python,
}

const WAYS: [Way; 7] = [
    Way::Require,
    Way::ImportCommonJs,
    Way::ImportBeside,
    Way::Import,
    Way::ImportNames,
    Way::RequireBeside,
    Way::Python,
];

/// One way a language, for what does not depend on how it is loaded.
const LANGUAGES: [Way; 2] = [Way::Require, Way::Python];

const NAMES: &str = "saveCheckpoint, loadCheckpoint, clearCheckpoint, initSession, CheckpointError";

impl Way {
    fn is_node(self) -> bool {
        self != Way::Python
    }

    fn runs(self) -> &'static str {
        if self.is_node() { "node" } else { "python3" }
    }

    fn is_in_modules(self) -> bool {
        matches!(self, Way::Import | Way::ImportNames | Way::RequireBeside)
    }

    /// What a program's file ends with, so that Node takes it as is meant.
    fn extension(self) -> &'static str {
        match self {
            Way::Require | Way::Import | Way::ImportNames => "js",
            Way::ImportCommonJs | Way::ImportBeside => "mjs",
            Way::RequireBeside => "cjs",
            Way::Python => "py",
        }
    }

    /// The line that makes `manager` of it.
    fn header(self) -> String {
        match self {
            Way::Require => "const manager = require('./checkpoint-manager.js');".to_owned(),
            Way::RequireBeside => "const manager = require('./checkpoint-manager.cjs');".to_owned(),
            Way::Import => "import manager from './checkpoint-manager.js';".to_owned(),
            Way::ImportBeside => "import manager from './checkpoint-manager.mjs';".to_owned(),
            Way::ImportNames | Way::ImportCommonJs => format!(
                "import {{ {NAMES} }} from './checkpoint-manager.js';\nconst manager = {{ {NAMES} }};"
            ),
            Way::Python => "import checkpoint_manager as manager".to_owned(),
        }
    }
}

/// A repository whose directory `app` has the shims of one way.
struct Lab {
    s: Sandbox,
    way: Way,
}

impl Lab {
    #[track_caller]
    fn new(way: Way) -> Lab {
        need(way.runs());
        let s = Sandbox::new();
        let package = if way.is_in_modules() {
            r#"{"type":"module"}"#
        } else {
            r#"{"name":"app"}"#
        };
        s.write("app/package.json", package);
        let target = if way.is_node() { "node" } else { "python" };
        let words = ["shipkit", "install", target, "app"];
        let _ = s.run("git", &words, None).expect_code(0);
        Lab { s, way }
    }

    /// Writes a program, `manager` at hand, and gives its path.
    fn program(&self, name: &str, code: &str) -> String {
        let path = format!("app/{name}.{}", self.way.extension());
        self.s
            .write(&path, format!("{}\n{code}", self.way.header()));
        path
    }

    /// The program `work`, which works long.
    fn work(&self) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programs");
        let name = if self.way.is_node() {
            "work.js"
        } else {
            "work.py"
        };
        let code = std::fs::read_to_string(root.join(name)).expect("a fixture of ours");
        self.program("work", &code)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut all = vec![program];
        all.extend(arguments);
        self.s.run(self.way.runs(), &all, None)
    }

    /// A program of a few lines: JavaScript inside an async function, Python
    /// at the top. `say(value)` prints it as JSON.
    fn lines(&self, javascript: &str, python: &str) -> String {
        let code = if self.way.is_node() {
            format!(
                "const say = (value) => console.log(JSON.stringify(value));\n\
                 (async () => {{\n{javascript}\n}})();\n"
            )
        } else {
            format!(
                "import json, os, signal, sys, threading, time\n\
                 def say(value):\n    print(json.dumps(value), flush=True)\n{python}\n"
            )
        };
        self.program("lines", &code)
    }

    /// What [`Lab::lines`] say, and nothing on standard error.
    #[track_caller]
    fn says(&self, javascript: &str, python: &str) -> Vec<Value> {
        let said = self.run(&self.lines(javascript, python), &[]);
        let said = said.expect_code(0);
        assert_eq!(said.stderr, "", "{:?} complained", self.way);
        let lines = said.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| Value::from(line)))
            .collect()
    }

    /// What `show --json` says.
    #[track_caller]
    fn shown(&self) -> Value {
        let words = ["shipkit", "show", "--json"];
        self.s.run("git", &words, None).expect_code(0).json()
    }

    /// The contexts of all saves, newest first.
    #[track_caller]
    fn contexts(&self) -> Vec<Value> {
        let log = self.s.run("git", &["shipkit", "log", "--json"], None);
        let log = log.expect_code(0).json();
        let entries = log["entries"].as_array().expect("entries is a list");
        entries
            .iter()
            .map(|entry| entry["context"].clone())
            .collect()
    }
}

/// Fails where a language is not there to test with.
#[track_caller]
fn need(program: &str) {
    let path = host("PATH").unwrap_or_default();
    let package = if program == "node" { "nodejs" } else { program };
    assert!(
        std::env::split_paths(&path).any(|dir| dir.join(program).is_file()),
        "{program} is not on PATH: the shims cannot be tested without it (apt-get install {package})"
    );
}
