//! Follows a program and all it starts from call to call, and strikes where
//! the plan says so.

use super::calls::{About, Call, Class, ERRORS, by_number};
use super::plan::{Plan, Point, Whom};
use nix::errno::Errno;
use nix::libc::{self, user_regs_struct};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::FileExt as _;

/// One traced run.
pub(crate) struct Tracer {
    root: Pid,
    plan: Plan,
    /// Every thread that lives, and its process.
    threads: BTreeMap<Pid, Pid>,
    count: usize,
    /// What was struck, or every call where the plan only counts.
    pub(crate) told: Vec<Point>,
    struck: bool,
}

impl Tracer {
    /// Follows `root`, a child that has stopped itself, to the end of its
    /// tree. Returns how it ended: its exit code, or the signal below 0.
    pub(crate) fn follow(root: Pid, plan: Plan) -> nix::Result<(i32, Tracer)> {
        let mut tracer = Tracer {
            root,
            plan,
            threads: BTreeMap::from([(root, root)]),
            count: 0,
            told: Vec::new(),
            struck: false,
        };
        waitpid(root, None)?;
        ptrace::setoptions(
            root,
            Options::PTRACE_O_TRACEFORK
                | Options::PTRACE_O_TRACEVFORK
                | Options::PTRACE_O_TRACECLONE
                | Options::PTRACE_O_TRACEEXEC
                | Options::PTRACE_O_TRACESECCOMP
                | Options::PTRACE_O_TRACESYSGOOD
                | Options::PTRACE_O_EXITKILL,
        )?;
        ptrace::cont(root, None)?;
        let mut end = 0;
        loop {
            match waitpid(None, Some(WaitPidFlag::__WALL)) {
                Err(Errno::ECHILD) => return Ok((end, tracer)),
                Err(Errno::EINTR) => {}
                Err(error) => return Err(error),
                Ok(status) => end = tracer.turn(status).unwrap_or(end),
            }
        }
    }

    /// Goes on after one stop; how the root ended, if that was it.
    fn turn(&mut self, status: WaitStatus) -> Option<i32> {
        match status {
            WaitStatus::Exited(pid, code) => {
                self.threads.remove(&pid);
                return (pid == self.root).then_some(code);
            }
            WaitStatus::Signaled(pid, signal, _) => {
                self.threads.remove(&pid);
                return (pid == self.root).then_some(-(signal as i32));
            }
            WaitStatus::PtraceEvent(pid, _, event) => {
                self.meet(pid);
                if event == libc::PTRACE_EVENT_SECCOMP {
                    self.at_call(pid);
                }
                resume(pid, None);
            }
            WaitStatus::Stopped(pid, signal) => {
                let is_new = self.meet(pid);
                let passed = !(is_new && signal == Signal::SIGSTOP) && signal != Signal::SIGTRAP;
                resume(pid, passed.then_some(signal));
            }
            other => {
                if let Some(pid) = other.pid() {
                    resume(pid, None);
                }
            }
        }
        None
    }

    /// Notes a thread; whether it was new.
    fn meet(&mut self, pid: Pid) -> bool {
        if self.threads.contains_key(&pid) {
            return false;
        }
        self.threads.insert(pid, process_of(pid));
        true
    }

    fn at_call(&mut self, pid: Pid) {
        let Ok(registers) = ptrace::getregs(pid) else {
            return; // killed meanwhile
        };
        let number = registers.orig_rax.cast_signed();
        let Some(call) = by_number(number) else {
            return;
        };
        self.count += 1;
        match self.plan.clone() {
            Plan::Count => {
                let point = self.point(pid, call, &registers);
                self.told.push(point);
            }
            Plan::Kill(whom, at) if at == self.count && !self.struck => {
                self.strike(pid, call, &registers);
                self.kill(whom, pid);
            }
            Plan::Fail { at, error, on } => {
                let due = self.count == at || (on && self.struck);
                if due && self.may_fail(pid, call, &registers, &error) {
                    self.strike(pid, call, &registers);
                    end_with(pid, registers, returned(&error));
                }
            }
            Plan::Lie if call.class == Class::Sync => end_with(pid, registers, 0),
            Plan::Kill(..) | Plan::Lie => {}
        }
    }

    fn strike(&mut self, pid: Pid, call: &Call, registers: &user_regs_struct) {
        if !self.struck {
            let point = self.point(pid, call, registers);
            self.told.push(point);
        }
        self.struck = true;
    }

    fn kill(&self, whom: Whom, caller: Pid) {
        let process = |pid: Pid| self.threads.get(&pid).copied().unwrap_or(pid);
        let killed: Vec<Pid> = match whom {
            Whom::Tree => self.threads.values().copied().collect(),
            Whom::One => vec![process(caller)],
            Whom::Root => vec![self.root],
        };
        for pid in killed {
            let _ = kill(pid, Signal::SIGKILL); // or it has just ended by itself
        }
    }

    /// A kernel does not fail so in every place: not for streams and pipes.
    fn may_fail(&self, pid: Pid, call: &Call, registers: &user_regs_struct, error: &str) -> bool {
        call.class.may_fail_with(error) && self.point(pid, call, registers).on_file
    }

    fn point(&self, pid: Pid, call: &Call, registers: &user_regs_struct) -> Point {
        let process = self.threads.get(&pid).copied().unwrap_or(pid);
        let path = about(pid, call, registers);
        let stream = matches!(call.about, About::Fd(_)) && !path.starts_with('/');
        let terminal = call.class == Class::Write && [1, 2].contains(&registers.rdi);
        let comm = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
        Point {
            at: self.count,
            call: call.name.to_owned(),
            by_root: process == self.root,
            others: self.threads.values().any(|other| *other != process),
            on_file: !stream && !terminal && !is_device(&path) && call.class != Class::Exec,
            told: format!("{} {path}", comm.trim_end()),
        }
    }
}

/// The error of that name, as the kernel returns it.
fn returned(error: &str) -> i64 {
    let number = ERRORS.iter().find(|(name, _)| *name == error);
    -i64::from(number.map_or(libc::EIO, |(_, number)| *number))
}

/// Has a call return this without being made.
fn end_with(pid: Pid, mut registers: user_regs_struct, value: i64) {
    registers.orig_rax = u64::MAX;
    registers.rax = value.cast_unsigned();
    let _ = ptrace::setregs(pid, registers); // or it was killed meanwhile
}

fn resume(pid: Pid, signal: Option<Signal>) {
    let _ = ptrace::cont(pid, signal); // or it was killed meanwhile
}

fn is_device(path: &str) -> bool {
    path.starts_with("/dev/") && !path.starts_with("/dev/shm/")
}

/// The process that a thread belongs to.
fn process_of(pid: Pid) -> Pid {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let group = status.lines().find_map(|line| line.strip_prefix("Tgid:"));
    let group = group.and_then(|group| group.trim().parse().ok());
    group.map_or(pid, Pid::from_raw)
}

/// The path that a call is about, as its caller names it.
fn about(pid: Pid, call: &Call, registers: &user_regs_struct) -> String {
    let r = registers;
    let arguments = [r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9];
    match call.about {
        About::Fd(at) => {
            let link = format!("/proc/{pid}/fd/{}", arguments[at]);
            let path = fs::read_link(link).unwrap_or_default();
            path.to_string_lossy().into_owned()
        }
        About::Path(at) => {
            let mut bytes = [0; 256];
            let memory = fs::File::open(format!("/proc/{pid}/mem"));
            let read = memory.and_then(|memory| memory.read_at(&mut bytes, arguments[at]));
            let text = bytes[..read.unwrap_or(0)].split(|byte| *byte == 0).next();
            String::from_utf8_lossy(text.unwrap_or_default()).into_owned()
        }
    }
}
