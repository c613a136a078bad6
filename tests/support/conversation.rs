//! A program that is talked to while it runs, a line at a time.

use super::{Sandbox, process};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Nothing here takes a hundredth of it on an idle machine.
const DEADLINE: Duration = Duration::from_secs(90);

/// A verb of `git shipkit` that converses. It is killed where nobody ends it.
pub(crate) struct Conversation {
    child: Child,
    mouth: Option<ChildStdin>,
    heard: Receiver<String>,
}

impl Conversation {
    /// Begins `serve --stdio` where the sandbox is, and hears the greeting.
    #[track_caller]
    pub(crate) fn begin(s: &Sandbox) -> Conversation {
        let conversation = Conversation::with(s, &["serve", "--stdio"]);
        assert_eq!(conversation.hear()["kind"], "serve");
        conversation
    }

    /// Begins a verb with these arguments where the sandbox is.
    pub(crate) fn with(s: &Sandbox, arguments: &[&str]) -> Conversation {
        let mut command = s.command(env!("CARGO_BIN_EXE_git-shipkit"));
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = process::begin(&mut command).expect("the program can be run");
        let lines = BufReader::new(child.stdout.take().expect("it was asked for")).lines();
        let (sender, heard) = channel();
        thread::spawn(move || {
            for line in lines {
                let line = line.expect("all that is said is UTF-8");
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mouth = child.stdin.take();
        Conversation {
            child,
            mouth,
            heard,
        }
    }

    /// The id of its process.
    #[cfg(feature = "mcp")]
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Whether something is said within this time; what it is.
    #[cfg(feature = "mcp")]
    pub(crate) fn hear_within(&self, patience: Duration) -> Option<String> {
        self.heard.recv_timeout(patience).ok()
    }

    /// Waits until it ends by itself; its exit code and all it still says.
    #[cfg(feature = "mcp")]
    #[track_caller]
    pub(crate) fn ended(mut self) -> (Option<i32>, Vec<String>) {
        let rest = self.heard.iter().collect();
        let status = self.child.wait().expect("it is ours");
        (status.code(), rest)
    }

    /// Sends lines, without waiting for what they come to.
    pub(crate) fn send(&mut self, lines: &[String]) {
        let mouth = self.mouth.as_mut().expect("it was not ended");
        let text = lines.join("\n") + "\n";
        mouth.write_all(text.as_bytes()).expect("it listens");
    }

    /// Hears the next line.
    #[track_caller]
    pub(crate) fn hear(&self) -> Value {
        let line = self.heard.recv_timeout(DEADLINE);
        let line = line.expect("an answer comes");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// Sends one line and hears the answer.
    #[track_caller]
    pub(crate) fn ask(&mut self, line: &str) -> Value {
        self.send(&[line.to_owned()]);
        self.hear()
    }

    /// Ends it: it must answer all that is left, and end well.
    #[track_caller]
    pub(crate) fn end(mut self) -> Vec<Value> {
        drop(self.mouth.take());
        let rest = self.heard.iter().map(|line| {
            let read = serde_json::from_str(&line);
            read.unwrap_or_else(|error| panic!("{error}: {line}"))
        });
        let rest = rest.collect();
        assert_eq!(self.child.wait().expect("it is ours").code(), Some(0));
        rest
    }

    /// Kills it, as the kernel does.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it is ours");
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it has ended, mostly
        let _ = self.child.wait();
    }
}
