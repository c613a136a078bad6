//! A place that packages are made in and installed into, and the little story
//! that every installed program must tell alike.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Saves, lets two lines move, and asks. Every time and every id is fixed, so
/// the answer is the same bytes whoever gives it.
const STORY: &str = r"
rm -rf story && mkdir story && cd story
git init -q -b main && printf 'one\ntwo\n' >steps.txt
git add . && git commit -qm Begin
git shipkit checkpoint -q -y --task 'Try it' --open steps.txt:2
printf 'zero\none\ntwo\n' >steps.txt
git shipkit resume --check --json || echo exit $?
";

/// What makes a release build take minutes.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
];

/// The place.
pub(crate) struct Scene {
    temporary: TempDir,
}

impl Scene {
    pub(crate) fn new() -> Scene {
        let temporary = TempDir::with_prefix("shipkit-packages-").expect("a temporary directory");
        fs::create_dir(temporary.path().join("home")).expect("a fresh directory");
        Scene { temporary }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    /// Runs a script here with `bin` first on PATH; each step must succeed.
    #[track_caller]
    pub(crate) fn sh_with(&self, bin: &Path, script: &str) -> String {
        said(&mut self.command("sh", bin), script)
    }

    #[track_caller]
    pub(crate) fn sh(&self, script: &str) -> String {
        self.sh_with(Path::new("/nowhere"), script)
    }

    /// `cargo run -p packaging -- …`.
    #[track_caller]
    pub(crate) fn packaging(&self, words: &str) -> String {
        let top = env!("CARGO_MANIFEST_DIR");
        let cargo = env!("CARGO");
        self.sh(&format!(
            "here=$PWD; cd '{top}'; '{cargo}' run -q --locked -p packaging -- {words}"
        ))
    }

    /// A script that builds the program alone, for a release; unoptimised.
    #[track_caller]
    pub(crate) fn sh_building(&self, script: &str) -> String {
        let mut command = self.command("sh", Path::new("/nowhere"));
        build_quickly(&mut command);
        said(&mut command, script)
    }

    /// What `git shipkit` answers where `bin` is first on PATH must be what the
    /// program answers that was built from this tree.
    #[track_caller]
    pub(crate) fn tells_the_story(&self, bin: &Path) {
        let own = Path::new(PROGRAM).parent().expect("it lies somewhere");
        let found = self.sh_with(bin, "command -v git-shipkit");
        assert_eq!(Path::new(found.trim()).parent(), Some(bin));
        let version = self.sh_with(bin, "git shipkit --version");
        assert_eq!(version, format!("git shipkit {VERSION}\n"));
        let said = self.sh_with(bin, STORY);
        assert!(
            said.contains("\"verdict\":\"moved\"") && said.ends_with("exit 1\n"),
            "{said}"
        );
        assert_eq!(said, self.sh_with(own, STORY));
    }

    fn command(&self, program: &str, bin: &Path) -> Command {
        let mut command = Command::new(program);
        let home = self.path("home");
        command.current_dir(self.temporary.path()).env_clear();
        command.env("HOME", &home).stdin(Stdio::null());
        let mut path = vec![bin.to_owned()];
        path.extend(std::env::split_paths(&variable("PATH").unwrap_or_default()));
        command.env("PATH", std::env::join_paths(path).expect("no colon"));
        // cargo and rustup look into the home.
        for (name, below) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let of_home =
                variable("HOME").map(|home| Path::new(&home).join(below).into_os_string());
            if let Some(value) = variable(name).or(of_home) {
                command.env(name, value);
            }
        }
        for name in [
            "TMPDIR",
            "CARGO_TARGET_DIR",
            "RUSTUP_TOOLCHAIN",
            "SSL_CERT_FILE",
        ] {
            if let Some(value) = variable(name) {
                command.env(name, value);
            }
        }
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.com"),
            ("GIT_AUTHOR_DATE", "2025-01-27T14:30:00+00:00"),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.com"),
            ("GIT_COMMITTER_DATE", "2025-01-27T14:30:00+00:00"),
            ("SHIPKIT_NOW", "2025-01-27T14:30:00+00:00"),
            ("LC_ALL", "C.UTF-8"),
            ("TERM", "dumb"),
            ("TZ", "UTC"),
        ] {
            command.env(name, value);
        }
        command
    }
}

/// What the script said; each of its steps must succeed.
#[track_caller]
fn said(shell: &mut Command, script: &str) -> String {
    let script = format!("set -e\n{script}");
    let output = shell.args(["-c", &script]).output();
    let output = output.expect("there is a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, wrong) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{script}\n{said}{wrong}");
    said
}

/// Has a release build go without optimising, and keeps it for whoever builds so
/// next. It lies beside the others, since nobody should find it where they look
/// for theirs, and has a home of its own: cargo builds anew what moves. The home.
pub(crate) fn build_quickly(command: &mut Command) -> PathBuf {
    let target = variable("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(target)
        .join("quick");
    let home = kept.join("home");
    if !home.is_dir() {
        furnish(&home, true);
    }
    command.env("CARGO_TARGET_DIR", kept).envs(QUICK);
    command.env("CARGO_HOME", &home);
    home
}

/// A home for cargo: which registry is asked is this machine's to say; the crates
/// that are here already need not come twice.
pub(crate) fn furnish(home: &Path, with_crates: bool) {
    fs::create_dir_all(home).expect("a fresh directory");
    let usual = variable("HOME").map(|home| Path::new(&home).join(".cargo"));
    let Some(theirs) = variable("CARGO_HOME").map(Into::into).or(usual) else {
        return;
    };
    let _ = fs::copy(theirs.join("config.toml"), home.join("config.toml"));
    if with_crates && theirs.join("registry").is_dir() {
        let linked = Command::new("ln")
            .arg("-s")
            .arg(theirs.join("registry"))
            .arg(home)
            .status();
        let linked = linked.is_ok_and(|status| status.success());
        assert!(linked, "a link can be made");
    }
}

/// Every file and link below `dir`, from there; Python's caches aside.
pub(crate) fn files(dir: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_symlink() || !path.is_dir() {
            let name = path.strip_prefix(dir).expect("it lies there");
            found.insert(name.to_owned());
        } else if path.file_name() != Some(OsStr::new("__pycache__")) {
            let entries = fs::read_dir(&path).expect("it can be read");
            waiting.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
    }
    found
}

/// How large it is, for the table.
pub(crate) fn size(path: &Path) -> String {
    let bytes = fs::metadata(path).expect("it was made").len();
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

pub(crate) fn has(program: &str) -> bool {
    let path = variable("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no World; this is their only look outside"
)]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
