//! Runs a program to its end, or to a deadline: what hangs has failed.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a program that nobody hinders never needs.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// What a program said, and how it ended.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Its exit code; none if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Its standard output; what is no UTF-8 is replaced.
    pub(crate) stdout: String,
    /// Its standard error, likewise.
    pub(crate) stderr: String,
    /// How long it took.
    pub(crate) took: Duration,
    /// It had to be killed when its time was over.
    pub(crate) hung: bool,
}

impl Said {
    /// Whether it ended with 0.
    pub(crate) fn is_ok(&self) -> bool {
        self.code == Some(0)
    }

    /// What it complained of, on one line.
    pub(crate) fn why(&self) -> String {
        let lines: Vec<&str> = self.stderr.lines().take(4).collect();
        let hung = if self.hung { "hung; " } else { "" };
        format!("{hung}exit {:?}: {}", self.code, lines.join(" / "))
    }
}

/// Runs `command` with its streams in files in `streams`: a grandchild that
/// lives on holds no pipe that somebody waits for.
pub(crate) fn run(command: &mut Command, streams: &Path, deadline: Duration) -> Said {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let [out, err] = ["out", "err"].map(|name| streams.join(format!("{name}.{number}")));
    let open = |path: &Path| File::create(path).expect("the bench can write");
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(open(&out))
        .stderr(open(&err))
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
    let mut hung = false;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the child is ours") {
            break status;
        }
        if start.elapsed() > deadline && !hung {
            hung = true;
            child.kill().expect("the child is ours");
        }
        // short programs are waited for closely, long ones lightly
        std::thread::sleep(Duration::from_micros(300).max(start.elapsed() / 40));
    };
    let took = start.elapsed();
    let text = |path: &Path| {
        let bytes = fs::read(path).unwrap_or_default();
        let _ = fs::remove_file(path);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Said {
        code: status.code(),
        stdout: text(&out),
        stderr: text(&err),
        took,
        hung,
    }
}
