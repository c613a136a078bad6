//! The files themselves, as they lie in `shims/`.

use crate::error::Error;
use std::fs;
use std::path::Path;

const COMMON_JS: &str = include_str!("shims/manager.cjs");
const MODULE: &str = include_str!("shims/manager.mjs");
const COMMON_JS_TYPES: &str = include_str!("shims/manager.d.cts");
const MODULE_TYPES: &str = include_str!("shims/manager.d.mts");
const PYTHON: &str = include_str!("shims/checkpoint_manager.py");

/// Every name a file for Node can have, in either kind of package.
const NODE_NAMES: [&str; 6] = [
    "checkpoint-manager.js",
    "checkpoint-manager.cjs",
    "checkpoint-manager.mjs",
    "checkpoint-manager.d.ts",
    "checkpoint-manager.d.cts",
    "checkpoint-manager.d.mts",
];

/// For whom something can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Programs that run under Node.
    Node,
    /// Programs in Python.
    Python,
}

/// A file as it should be: its name and what it holds below its first line.
pub(super) struct Shim {
    pub(super) name: &'static str,
    pub(super) body: String,
}

impl Target {
    /// All of them, in the order they are told.
    pub const ALL: [Target; 2] = [Target::Node, Target::Python];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Target::Node => "node",
            Target::Python => "python",
        }
    }

    /// Every name a file of it can have.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Target::Node => &NODE_NAMES,
            Target::Python => &["checkpoint_manager.py"],
        }
    }

    /// What starts a comment in its files.
    pub(super) fn comment(self) -> &'static str {
        match self {
            Target::Node => "//",
            Target::Python => "#",
        }
    }

    /// The files that belong into `dir`.
    pub(super) fn shims(self, dir: &Path) -> Result<Vec<Shim>, Error> {
        let shim = |name, text: &str| Shim {
            name,
            body: text.to_owned(),
        };
        if self == Target::Python {
            return Ok(vec![shim("checkpoint_manager.py", PYTHON)]);
        }
        if holds_modules(dir)? {
            return Ok(vec![
                shim("checkpoint-manager.js", MODULE),
                shim("checkpoint-manager.d.ts", MODULE_TYPES),
                shim("checkpoint-manager.cjs", COMMON_JS),
                shim("checkpoint-manager.d.cts", COMMON_JS_TYPES),
            ]);
        }
        // There the name without a letter of its own is CommonJS.
        let here = |text: &str| text.replace("./checkpoint-manager.cjs", "./checkpoint-manager.js");
        Ok(vec![
            shim("checkpoint-manager.js", COMMON_JS),
            shim("checkpoint-manager.d.ts", COMMON_JS_TYPES),
            shim("checkpoint-manager.mjs", &here(MODULE)),
            shim("checkpoint-manager.d.mts", &here(MODULE_TYPES)),
        ])
    }
}

/// Whether Node takes a `.js` file in `dir` for an ES module: the nearest
/// `package.json` at or above it, but no higher than a `node_modules`, says so
/// (nodejs.org, "Determining module system", and `LOOKUP_PACKAGE_SCOPE`).
fn holds_modules(dir: &Path) -> Result<bool, Error> {
    let scope = dir.ancestors();
    let scope = scope.take_while(|dir| !dir.ends_with("node_modules"));
    let mut packages = scope.map(|dir| dir.join("package.json"));
    let Some(nearest) = packages.find(|path| path.is_file()) else {
        return Ok(false);
    };
    let bytes = fs::read(&nearest).map_err(|cause| Error::io("read", &nearest, &cause))?;
    // Node steps over a byte order mark.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let package: serde_json::Value = serde_json::from_slice(text).map_err(|error| {
        let path = nearest.to_string_lossy();
        Error::Content {
            message: format!(
                "'{}' is not valid JSON: {error}",
                crate::model::quoted(&path)
            ),
            hint: Some("Node could not tell either what kind of modules lie there".to_owned()),
        }
    })?;
    Ok(package["type"] == "module")
}
