#!/usr/bin/env node
// Runs the program git-shipkit, which lies in the package of this platform,
// and ends as it ends. Plain node 14, no dependencies.
'use strict';

const { spawn } = require('child_process');
const { accessSync, closeSync, constants, openSync, readSync } = require('fs');
const { isatty } = require('tty'); // `process.stdin` would take hold of the stream

// What there is a package for: its name ends so.
const PLATFORMS = [/* PLATFORMS */];

function fail(sentence, hint) {
  process.stderr.write(`fatal: ${sentence}\nhint: ${hint}\n`);
  process.exitCode = 128;
}

// Where the program lies; undefined, once that was said, where it does not.
function find() {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    fail(`npm has no git-shipkit for ${platform}`, 'with Rust: cargo install --locked git-shipkit');
    return undefined;
  }
  const file = process.platform === 'win32' ? 'git-shipkit.exe' : 'git-shipkit';
  try {
    return require.resolve(`@git-shipkit/${platform}/bin/${file}`);
  } catch (_) {
    fail(
      `the package @git-shipkit/${platform}, which holds the program, is not installed`,
      'npm leaves it out with --omit=optional; install git-shipkit again with --include=optional',
    );
    return undefined;
  }
}

// Whether the file begins as a program does. Of one that was cut short, say by a
// full disk, a newer node dies in execve, and an older one calls it a success.
function isProgram(file) {
  const head = Buffer.alloc(4);
  try {
    const opened = openSync(file, 'r');
    readSync(opened, head, 0, 4, 0);
    closeSync(opened);
  } catch (_) {
    return true; // what cannot be read fails with a reason
  }
  // Linux, macOS, Windows, a script
  return /^(7f454c46|cffaedfe|4d5a|2321)/.test(head.toString('hex'));
}

// Runs it in the place of this process where node can do that (22.15 and newer,
// but on Windows). No second process stays, and every signal is the program's.
function become(program, words) {
  if (typeof process.execve !== 'function' || process.platform === 'win32') return;
  try {
    accessSync(program, constants.X_OK); // node aborts where execve fails
  } catch (_) {
    return; // as a child it fails with a reason
  }
  process.execve(program, [program, ...words], process.env);
}

// What another process sends us is meant for the program. Ctrl-C and Ctrl-\ of
// a terminal reach it by themselves: passed on, they would come twice.
function passSignals(to) {
  const typed = [0, 1, 2].some((stream) => isatty(stream));
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']) {
    const own = typed && (signal === 'SIGINT' || signal === 'SIGQUIT');
    try {
      process.on(signal, () => own || to().kill(signal));
    } catch (_) {
      // Windows knows some of them only.
    }
  }
}

// Ends as the program ended, by the same signal where one killed it: a shell
// stops its script at a Ctrl-C only if it sees one.
function endAs(code, signal) {
  if (!signal) {
    process.exitCode = code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(1), 1000); // if that did not end us
}

const program = find();
if (program && !isProgram(program)) {
  fail(`${program} is damaged`, 'install git-shipkit again');
} else if (program) {
  const words = process.argv.slice(2);
  become(program, words);
  let child;
  passSignals(() => child); // before there is one: a signal may come at once
  child = spawn(program, words, { stdio: 'inherit' });
  child.on('error', (error) => {
    fail(`${program} could not be run: ${error.message}`, 'install git-shipkit again');
  });
  child.on('exit', endAs);
}
