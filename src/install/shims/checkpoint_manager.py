"""Checkpoints for programs: save where you are, go on from there after a crash.

    save_checkpoint({"taskId": "import", "taskName": "Import", "context": {"row": 40}})
    checkpoint = load_checkpoint()  # None where there is none
    clear_checkpoint()              # when the work is done

It lies in the git repository of this file, and git-shipkit does the work.
"""

import atexit
import json
import os
import queue
import re
import shlex
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from typing import IO, Any, Callable, Deque, Dict, List, Optional, Tuple, TypedDict, Union, cast

_RAPID = 1.0  # a save this soon (s) after another starts a process that serves them all
_GREETING = 2.0  # how long that process may take to greet,
_IDLE = 3.0  # and lie idle before it ends
_NONE = 3  # the exit code that means: there is no such checkpoint
_kill: Callable[[int, int], None] = getattr(os, "killpg", os.kill)  # and whatever it started
_ABSENT = "the program git-shipkit was not found"
_GET_IT = "get it from https://github.com/git-shipkit/git-shipkit and put it on PATH"
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

_Text = Optional[str]
_Ask = Callable[[str], _Text]
_Answer = Tuple[int, Dict[str, Any]]  # the exit code, and what is printed with --json


class State(TypedDict, total=False):
    """What a program saves; ``git shipkit schema`` prints the whole contract."""

    taskName: str  # the only one that must be there
    taskId: Optional[str]  # another one than the saved task's starts over
    progress: Union[int, float, None]  # from 0 to 100
    status: Optional[str]
    lastAction: Optional[str]
    nextStep: Optional[str]
    blockers: Union[str, List[str], None]
    priority: Optional[str]  # low, normal or high
    context: Any  # whatever the program needs to go on
    completed: Optional[List[Dict[str, Any]]]  # text, files, details, stoppedAt, nextStep
    inProgress: Optional[List[Dict[str, Any]]]
    pending: Optional[List[Dict[str, Any]]]
    stoppedAt: Optional[str]
    decisions: Optional[List[Dict[str, str]]]  # decision, rationale
    filesToOpen: Optional[List[Dict[str, str]]]  # path, lines, note
    gotchas: Optional[List[str]]
    testState: Optional[str]


class Checkpoint(State):
    """A state that was saved, with what git-shipkit knows of it."""

    name: Optional[str]  # None for the checkpoint without a name
    id: Optional[int]  # the number of the save
    savedAt: Optional[str]  # RFC 3339
    head: Optional[str]
    branch: Optional[str]


class CheckpointError(Exception):
    """Says in git-shipkit's own words why something could not be done."""

    def __init__(self, message: str, hint: _Text = None, exit_code: Optional[int] = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code


def save_checkpoint(state: State, name: _Text = None, *, cwd: _Text = None, coalesce: bool = False) -> Checkpoint:
    """Saves a state and returns the checkpoint as saved, once it is durable.

    Without a name given, that of a loaded state is kept. ``coalesce`` lets a newer
    save of the same task by another thread take this one's place while it waits.
    """
    known = cast(Dict[str, Any], state) if isinstance(state, dict) else {}
    try:
        text = json.dumps(state, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise CheckpointError(f"the state cannot be written as JSON: {error}") from error
    call = _Call("checkpoint", known.get("name") if name is None else name, cwd, text)
    call.same_task = (call.world, call.name, known.get("taskId")) if coalesce else None
    return cast(Checkpoint, _hand.ask(call)[1]["checkpoint"])


def load_checkpoint(name: _Text = None, *, cwd: _Text = None) -> Optional[Checkpoint]:
    """Returns the checkpoint, or None where there is none."""
    code, answer = _hand.ask(_Call("show", name, cwd))
    fields = {key: answer[key] for key in answer if key not in ("version", "kind", "hidden")}
    return None if code == _NONE else cast(Checkpoint, fields)


def clear_checkpoint(name: _Text = None, *, cwd: _Text = None) -> bool:
    """Is done with a checkpoint; its history stays. Returns whether there was one."""
    return _hand.ask(_Call("clear", name, cwd))[0] != _NONE


def init_session(name: _Text = None, *, cwd: _Text = None, ask: Optional[_Ask] = None) -> Optional[Checkpoint]:
    """Shows the checkpoint and asks whether to resume it: no, and only no, clears it and returns None."""
    checkpoint = load_checkpoint(name, cwd=cwd)
    if checkpoint is None:
        return None
    _say(_described(checkpoint))
    if ask is None and not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return checkpoint
    try:
        answer = (ask or input)("Resume this task? (yes/no): ")
    except EOFError:
        answer = None
    if answer is None or answer.strip().lower() not in ("n", "no"):
        return checkpoint
    clear_checkpoint(name, cwd=cwd)
    which = f" {shlex.quote(checkpoint['name'])}" if checkpoint["name"] else ""
    _say(f"Checkpoint cleared.\nTo bring it back: git shipkit restore{which}\n")
    return None


def _described(checkpoint: Checkpoint) -> str:
    get, progress, blockers = checkpoint.get, checkpoint.get("progress"), checkpoint.get("blockers") or []
    said = [("  Task", get("taskName")), ("  Progress", None if progress is None else f"{progress}%"),
            ("  Last action", get("lastAction")), ("  Next step", get("nextStep")), ("  Saved", get("savedAt"))]  # fmt: skip
    said += [("\n⚠️  BLOCKER", text) for text in ([blockers] if isinstance(blockers, str) else blockers)]
    lines = [f"{label}: {_harmless(str(text))}\n" for label, text in said if text is not None]
    return "".join(["\n🔄 Checkpoint detected!\n\n", *lines, "\n"])


def _harmless(text: str) -> str:
    """Shows what would steer a terminal, or hide from the eye, instead of obeying it."""
    return _HIDDEN.sub(lambda c: " " if c[0] in "\r\n\t" else f"<U+{ord(c[0]):04X}>", text)


def _say(text: str) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"  # which may lack letters
    print(text.encode(encoding, "replace").decode(encoding), end="", flush=True)


class _Call:
    """What is asked, where, and in which environment: all as it is at the call."""

    def __init__(self, verb: str, name: _Text, cwd: _Text, state: str = "") -> None:
        if name is not None and not isinstance(name, str):
            raise CheckpointError("the name of a checkpoint is a text")
        self.verb, self.name, self.state = verb, name, state
        self.world = (os.path.abspath(cwd or os.path.dirname(__file__)), dict(os.environ))
        self.same_task: Any = None  # equal for saves of which the newest is enough
        self.outcome: "queue.SimpleQueue[Union[_Answer, BaseException]]" = queue.SimpleQueue()


class _Hand:
    """Hands calls over one after the other, in the order they were made.

    A thread does it: no Ctrl-C comes between a question and its answer, and a
    signal handler that saves waits for the save it interrupted.
    """

    def __init__(self) -> None:
        self.calls: Deque[_Call] = deque()
        self.wake: "queue.SimpleQueue[bool]" = queue.SimpleQueue()
        self.starting = threading.RLock()
        self.thread: Optional[threading.Thread] = None
        self.ends = False  # whether the program does
        self.serve: Optional["subprocess.Popen[bytes]"] = None
        self.world: Any = None  # where the one serves
        self.last_save: Tuple[Any, float] = (None, 0.0)
        self.rapid = _RAPID

    def ask(self, call: _Call) -> _Answer:
        self.calls.append(call)
        self.wake.put(True)
        self.start()
        outcome = call.outcome.get()
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome[0] not in (0, _NONE):
            raise CheckpointError(outcome[1]["message"], outcome[1].get("hint"), outcome[0])
        return outcome

    def start(self) -> None:
        with self.starting:
            if self.thread is None:
                self.thread = threading.Thread(target=self.work, daemon=True)
                try:
                    if self.ends:  # when threads stand still or cannot be started
                        raise RuntimeError
                    self.thread.start()
                except RuntimeError:
                    self.thread = None
                    self.wake.put(False)
                    self.work()

    def pause(self, ends: bool = False) -> None:
        """Lets go of thread and process, at the end and lest a forked child share them."""
        self.starting.acquire()
        self.ends |= ends
        if self.thread:
            self.wake.put(False)
            self.thread.join()
            self.thread = None

    def work(self) -> None:
        while True:
            try:
                if not self.wake.get(timeout=_IDLE if self.serve else None):
                    return self.end()
            except queue.Empty:
                self.end()
            while self.calls:
                same = [self.calls.popleft()]
                while same[0].same_task and self.calls and self.calls[0].same_task == same[0].same_task:
                    same.append(self.calls.popleft())
                outcome = self.outcome(same[-1])
                for call in same:
                    call.outcome.put(outcome)

    def outcome(self, call: _Call) -> Union[_Answer, BaseException]:
        try:
            return self.served(call) or _spawned(call)
        except BaseException as error:
            return error
        finally:
            if call.verb == "checkpoint":
                self.last_save = (call.world, time.monotonic())

    def served(self, call: _Call) -> Optional[_Answer]:
        """`git-shipkit serve --stdio`: one process for many calls, a line each way."""
        world, at = self.last_save
        greets = True
        if self.serve is None or self.world != call.world:
            if call.verb != "checkpoint" or world != call.world or time.monotonic() - at > self.rapid:
                return None
            self.end()
            self.world, self.serve = world, _start(call, ["serve", "--stdio"], subprocess.DEVNULL)
            patience, greets = threading.Timer(_GREETING, _kill, (self.serve.pid, 9)), False
            with suppress(RuntimeError):  # a program that is ending can start no thread
                patience.start()
                greets = self.line(self.serve).items() >= {"version": 1, "kind": "serve"}.items()
                patience.cancel()
        head = json.dumps({"id": id(call), "verb": call.verb, "name": call.name})
        request = f'{head[:-1]}, "state": {call.state}}}' if call.state else head
        said = self.line(self.serve, f"{request}\n".encode()) if greets else {}
        if said.get("id") == id(call):
            return said["exit"], said["answer"]
        _kill(self.serve.pid, 9)
        self.end()
        self.rapid = 0.0  # from now on each call has a process of its own
        return None

    def line(self, serve: "subprocess.Popen[bytes]", request: bytes = b"") -> Dict[str, Any]:
        try:
            cast(IO[bytes], serve.stdin).write(request)
            cast(IO[bytes], serve.stdin).flush()
            return dict(json.loads(cast(IO[bytes], serve.stdout).readline()))
        except (OSError, TypeError, ValueError):
            return {}

    def end(self) -> None:
        serve, self.serve = self.serve, None
        with suppress(OSError), serve or suppress():
            pass  # it ends with its input, and is waited for


def _start(call: _Call, args: List[str], stderr: int) -> "subprocess.Popen[bytes]":
    cwd, env = call.world
    for program in (["git-shipkit"], ["git", "shipkit"]):  # git looks in more places than PATH
        try:
            # A session of its own: Ctrl-C ends this program when it has saved, not the save.
            return subprocess.Popen(program + args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr,
                                    cwd=cwd, env=env, start_new_session=True)  # fmt: skip
        except FileNotFoundError:
            if not os.path.isdir(cwd):
                raise CheckpointError(f"the directory '{cwd}' does not exist") from None
        except (OSError, ValueError, ImportError) as error:  # the last where Python is all but gone
            raise CheckpointError(f"git-shipkit cannot be started: {error}") from error
    raise CheckpointError(_ABSENT, _GET_IT, 127)


def _spawned(call: _Call) -> _Answer:
    args = {"checkpoint": ["--state", "-"], "clear": ["--no-progress"]}.get(call.verb, [])
    name = [] if call.name is None else ["--", call.name]
    process = _start(call, [call.verb, "--json", *args, *name], subprocess.PIPE)
    stdout, stderr = process.communicate(call.state.encode())
    code = process.returncode
    try:
        return code, dict(json.loads(stdout))
    except (TypeError, ValueError):
        if code == 1 and cast(List[str], process.args)[0] == "git":
            raise CheckpointError(_ABSENT, _GET_IT, 127) from None
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        last = stderr.decode(errors="replace").strip().split("\n")[-1] or "it said nothing"
        raise CheckpointError(f"git-shipkit {how}: {last}", exit_code=code) from None


_hand = _Hand()
atexit.register(_hand.pause, ends=True)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_hand.starting.release)
    os.register_at_fork(after_in_child=_hand.calls.clear)  # which the parent makes itself
    os.register_at_fork(before=_hand.pause, after_in_parent=_hand.starting.release)
