//! A real terminal: tmux with a socket and settings of its own, in which bash
//! runs in a sandbox's environment.

use crate::support::Sandbox;
use std::fs;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take; on an idle machine nothing takes a hundredth.
pub(crate) const DEADLINE: Duration = Duration::from_secs(40);

/// How often is looked. tmux has no way to tell when something changes.
const LOOK: Duration = Duration::from_millis(25);

/// Nothing of the host's, no line of its own, no wait after Escape.
const SETTINGS: &str = "\
set -g default-terminal tmux-256color
set -g status off
set -s escape-time 0
set -g history-limit 5000
set -g allow-rename off
set -g set-titles off
set -g remain-on-exit on
";

/// The prompt says in the terminal's title, which nobody sees, how many
/// commands there were and how the last one ended.
const PROMPT: &str = r"\[\e]2;\#:$?\a\]$ ";

/// A terminal that is open as long as this lives.
pub(crate) struct Terminal<'s> {
    sandbox: &'s Sandbox,
    socket: PathBuf,
    /// The shell's number of commands when the last line was typed.
    typed_at: u32,
}

impl<'s> Terminal<'s> {
    /// Opens one in which bash prompts.
    pub(crate) fn open(sandbox: &'s Sandbox, columns: u16, rows: u16) -> Terminal<'s> {
        let settings = sandbox.root().join("tmux.conf");
        fs::write(&settings, SETTINGS).expect("a sandbox can be written to");
        let mut terminal = Terminal {
            sandbox,
            socket: sandbox.root().join("tmux"),
            typed_at: 0,
        };
        let (columns, rows) = (columns.to_string(), rows.to_string());
        let settings = settings.to_string_lossy();
        terminal.tmux(&[
            "-f",
            &settings,
            "new-session",
            "-d",
            "-x",
            &columns,
            "-y",
            &rows,
            "bash",
            "--norc",
            "--noprofile",
        ]);
        terminal.until("the shell prompts", |t| t.ended().is_some());
        terminal.typed_at = 0;
        terminal
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.sandbox.command("tmux");
        command.arg("-S").arg(&self.socket).args(arguments);
        for (name, value) in [
            ("LANG", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("INPUTRC", "/dev/null"),
            ("PS1", PROMPT),
        ] {
            command.env(name, value);
        }
        let output = command.stdin(Stdio::null()).output();
        output.expect("tmux can be run")
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tmux {arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("a screen is UTF-8")
    }

    /// Types a line and Enter.
    pub(crate) fn line(&mut self, line: &str) {
        self.typed_at = self.prompts().map_or(0, |(number, _)| number);
        self.text(line);
        self.key("Enter");
    }

    /// Types text as it is.
    pub(crate) fn text(&self, text: &str) {
        if !text.is_empty() {
            self.tmux(&["send-keys", "-l", "--", text]);
        }
    }

    /// Presses a key, by tmux's name of it.
    pub(crate) fn key(&self, key: &str) {
        self.tmux(&["send-keys", "--", key]);
    }

    /// Sends bytes, in hexadecimal.
    pub(crate) fn bytes(&self, bytes: &[String]) {
        let mut all = vec!["send-keys", "-H"];
        all.extend(bytes.iter().map(String::as_str));
        self.tmux(&all);
    }

    /// Pastes text, between marks where the program has asked for them.
    pub(crate) fn paste(&self, text: &str) {
        self.tmux(&["set-buffer", "--", text]);
        self.tmux(&["paste-buffer", "-p"]);
    }

    /// Gives it another width.
    pub(crate) fn resize(&self, columns: u16) {
        self.tmux(&["resize-window", "-x", &columns.to_string()]);
    }

    /// Empties screen and history; the shell prompts anew at the top.
    pub(crate) fn clear(&self) {
        self.key("C-l");
        self.until("the screen is empty", |t| t.shown(&[]).trim_end() == "$");
        self.tmux(&["clear-history"]);
    }

    /// What is on the screen; `how` as capture-pane takes it.
    pub(crate) fn shown(&self, how: &[&str]) -> String {
        let mut all = vec!["capture-pane", "-p"];
        all.extend(how);
        self.tmux(&all)
    }

    /// How many commands the shell has seen, and how the last one ended.
    fn prompts(&self) -> Option<(u32, i32)> {
        let title = self.tmux(&["display-message", "-p", "#{pane_title}"]);
        let (number, code) = title.trim_end().split_once(':')?;
        Some((number.parse().ok()?, code.parse().ok()?))
    }

    /// The exit code of the last line typed, once it has ended.
    pub(crate) fn ended(&self) -> Option<i32> {
        let (number, code) = self.prompts()?;
        (number > self.typed_at).then_some(code)
    }

    /// Looks until it is so; fails after the deadline, showing the screen.
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&Terminal) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !is_so(self) {
            let shown = || self.shown(&[]);
            assert!(
                Instant::now() < end,
                "not within {DEADLINE:?}: {what}\n{}",
                shown()
            );
            thread::sleep(LOOK);
        }
    }

    /// Looks until it sees what is `told`, twice in a row, or until the time
    /// beside it is over; with nothing told, until the screen stays as it is.
    /// What it saw last.
    pub(crate) fn settle(
        &self,
        told: Option<(Duration, &str)>,
        look: impl Fn(&Terminal) -> String,
    ) -> String {
        let patience = told.map_or(DEADLINE, |(time, _)| time);
        let end = Instant::now() + patience;
        let mut seen = look(self);
        let mut since = Instant::now();
        loop {
            thread::sleep(LOOK);
            let now = look(self);
            if now == seen {
                let quiet = match told {
                    Some((_, told)) if told == seen => LOOK,
                    Some(_) => patience,
                    None => QUIET,
                };
                if since.elapsed() >= quiet || Instant::now() > end {
                    return seen;
                }
            } else {
                seen = now;
                since = Instant::now();
            }
        }
    }
}

/// How long a screen nobody knows yet must stay as it is to be written down.
const QUIET: Duration = Duration::from_millis(600);

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        let _ = self.run(&["kill-server"]);
    }
}
