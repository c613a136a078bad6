/*
 * Checkpoints for programs: save where you are, go on from there after a crash.
 *
 *   await saveCheckpoint({ taskId: 'import', taskName: 'Import', context: { row: 40 } });
 *   const checkpoint = await loadCheckpoint();    // null where there is none
 *   await clearCheckpoint();                      // when the work is done
 *
 * It lies in the git repository of this file, and git-shipkit does the work.
 */
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const readline = require('readline');

/** A save this soon (ms) after another starts a process that serves them all. */
const RAPID = 1000;
/** How long (ms) that process may take to greet, and lie idle before it ends. */
const GREETING = 2000;
const IDLE = 3000;
/** The exit code that means: there is no such checkpoint. */
const NONE = 3;

/** Says in git-shipkit's own words why something could not be done. */
class CheckpointError extends Error {
  constructor(message, { hint = null, exitCode = null } = {}) {
    super(message);
    Object.assign(this, { name: 'CheckpointError', hint, exitCode });
  }
}

/** Saves a state. Resolves to the checkpoint as saved, once it is durable. */
async function saveCheckpoint(state, options) {
  const call = newCall('checkpoint', options, state?.name);
  call.state = toJson(state);
  if (options?.coalesce) call.sameTask = JSON.stringify([call.world, call.name, state?.taskId]);
  return (await inTurn(call)).answer.checkpoint;
}

/** Resolves to the checkpoint, or to null where there is none. */
async function loadCheckpoint(options) {
  const { exit, answer } = await inTurn(newCall('show', options));
  if (exit === NONE) return null;
  const { version, kind, hidden, ...checkpoint } = answer;
  return checkpoint;
}

/** Is done with a checkpoint. Resolves to whether there was one. */
async function clearCheckpoint(options) {
  return (await inTurn(newCall('clear', options))).exit !== NONE;
}

/**
 * Shows the checkpoint that is there and asks whether to go on with it. No
 * clears it and resolves to null. Anything else resolves to it: yes, no answer
 * at all, and no terminal to ask on.
 */
async function initSession(options) {
  const { ask, input = process.stdin, output = process.stdout } = Object(options);
  const checkpoint = await loadCheckpoint(options);
  if (!checkpoint) return null;
  output.write(described(checkpoint));
  if (!ask && !(input.isTTY && output.isTTY)) return checkpoint;
  const question = 'Resume this task? (yes/no): ';
  const answer = await (ask ? ask(question) : askOn(input, output, question));
  if (!/^\s*no?\s*$/i.test(answer)) return checkpoint;
  await clearCheckpoint(options);
  const name = checkpoint.name?.replace(/'/g, "'\\''").replace(/^.*[^\w.-].*$/, "'$&'"); // as a shell takes it
  output.write(`Checkpoint cleared.\nTo bring it back: ${['git shipkit restore', name].filter(Boolean).join(' ')}\n`);
  return null;
}

function described({ taskName, progress, lastAction, nextStep, savedAt, blockers }) {
  const percent = progress == null ? null : `${progress}%`;
  const fields = { Task: taskName, Progress: percent, 'Last action': lastAction, 'Next step': nextStep, Saved: savedAt };
  const lines = Object.entries(fields).filter(([, value]) => value != null);
  return [
    '\n🔄 Checkpoint detected!\n\n',
    ...lines.map(([label, value]) => `  ${label}: ${harmless(value)}\n`),
    '\n',
    ...[].concat(blockers || []).map((blocker) => `⚠️  BLOCKER: ${harmless(blocker)}\n\n`),
  ].join('');
}

/** Shows what would steer a terminal, or hide from the eye, instead of obeying it. */
function harmless(text) {
  const shown = (c) => `<U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
  return String(text).replace(/\r?\n|\t/g, ' ').replace(/(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, shown);
}

function askOn(input, output, question) {
  return new Promise((resolve) => {
    const terminal = readline.createInterface({ input, output });
    terminal.on('close', () => resolve(null));
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // meant for the program
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}

/** What is asked, where, and in which environment: all as it is at the call. */
function newCall(verb, options, nameOfState) {
  const { name = nameOfState, cwd = __dirname } = typeof options === 'object' ? Object(options) : { name: options };
  if (name != null && typeof name !== 'string') throw new CheckpointError('the name of a checkpoint is a text');
  const [there, env] = [path.resolve(cwd), { ...process.env }];
  return { verb, name, cwd: there, env, world: JSON.stringify([there, env]) };
}

/** JSON that says what the state says: JavaScript would quietly write NaN as null, and a Map as {}. */
function toJson(state) {
  const whole = (key, value) => {
    const kind = typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : '';
    const lost = typeof value === 'number' ? !Number.isFinite(value) : ['Map', 'Set', 'Promise'].includes(kind);
    if (lost) throw new Error(`'${key}' is ${kind ? `a ${kind}` : value}`);
    return value;
  };
  try {
    return JSON.stringify(state, whole) || 'null';
  } catch (error) {
    throw new CheckpointError(`the state cannot be written as JSON: ${error.message}`);
  }
}

let newest = { outcome: Promise.resolve(), begun: true };

/**
 * Calls run one after the other in the order they were made, so that a later
 * save never loses against an earlier one. A save that may be coalesced takes
 * the place of the one right before it, as long as that waits.
 */
function inTurn(call) {
  if (call.sameTask && !newest.begun && newest.sameTask === call.sameTask) {
    newest.state = call.state;
    return newest.outcome;
  }
  const begin = () => run(call);
  call.outcome = newest.outcome.then(begin, begin);
  newest = call;
  return call.outcome;
}

let serve = null;
let canServe = true; // until it failed once
let lastSave = { world: null, at: 0 };

async function run(call) {
  call.begun = true;
  const saves = call.verb === 'checkpoint';
  const rapid = saves && lastSave.world === call.world && Date.now() - lastSave.at < RAPID;
  if (rapid && canServe && !(serve && serve.world === call.world)) {
    if (serve) serve.close();
    serve = new Serve(call);
  }
  const served = serve && serve.world === call.world ? await serve.ask(call) : null;
  const said = served || (await spawned(call));
  if (saves) lastSave = { world: call.world, at: Date.now() };
  if (said.exit === 0 || said.exit === NONE) return said;
  throw new CheckpointError(said.answer.message, { hint: said.answer.hint, exitCode: said.exit });
}

/** `git shipkit` finds the program where git looks, which is more than PATH. */
const PROGRAMS = [['git-shipkit'], ['git', 'shipkit']];
let program = 0;

function start(call, args, stderr) {
  const [command, ...words] = [...PROGRAMS[program], ...args];
  return spawn(command, words, {
    cwd: call.cwd,
    env: call.env,
    stdio: ['pipe', 'pipe', stderr],
    // A group of its own: Ctrl-C ends this program when it has saved, not the save.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** One call, one process. */
function spawned(call) {
  const args = [call.verb, '--json', ...{ checkpoint: ['--state', '-'], clear: ['--no-progress'] }[call.verb] || []];
  return new Promise((resolve, reject) => {
    const child = start(call, call.name == null ? args : [...args, '--', call.name], 'pipe');
    const heard = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', (text) => (heard[name] += text));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const answer = fromJson(heard.stdout);
      if (answer) resolve({ exit: code, answer });
      else reject(silent(code, signal, heard.stderr));
    });
    child.stdin?.on('error', () => {}); // it ended without reading all; its answer says why
    child.stdin?.end(call.state || '');
  }).catch((error) => {
    if (error instanceof CheckpointError) throw error;
    if (error.code !== 'ENOENT') throw new CheckpointError(`git-shipkit cannot be started: ${error.message}`);
    if (!fs.existsSync(call.cwd)) throw new CheckpointError(`the directory '${call.cwd}' does not exist`);
    program = (program + 1) % PROGRAMS.length; // and the first again for the next call
    if (program === 0) throw notFound();
    return spawned(call);
  });
}

/** What to say of a process that gave no answer. */
function silent(code, signal, stderr) {
  if (program > 0 && code === 1) {
    program = 0;
    return notFound();
  }
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const last = stderr.trim().split('\n').pop();
  return new CheckpointError(`git-shipkit ${how}${last ? `: ${last}` : ' and said nothing'}`, { exitCode: code });
}

function notFound() {
  const hint = 'get it from https://github.com/git-shipkit/git-shipkit and put it on PATH';
  return new CheckpointError('the program git-shipkit was not found', { hint, exitCode: 127 });
}

function fromJson(text) {
  try {
    return [JSON.parse(text)].find((said) => said instanceof Object) || null;
  } catch {
    return null;
  }
}

/**
 * `git-shipkit serve --stdio`: one process for many calls, a line each way.
 * It ends when its input does, and so never outlives this program; it keeps
 * this program alive only while a call is under way.
 */
class Serve {
  constructor(call) {
    this.world = call.world;
    this.asked = 0;
    this.hear = () => {};
    this.child = start(call, ['serve', '--stdio'], 'ignore');
    this.child.on('error', () => this.fail()).on('close', () => this.fail());
    this.child.stdin?.on('error', () => {}); // 'close' follows
    let rest = '';
    this.child.stdout?.setEncoding('utf8').on('data', (text) => {
      const lines = text.split('\n');
      lines[0] = rest + lines[0];
      rest = lines.pop();
      lines.forEach((line) => this.hear(fromJson(line)));
    });
  }

  /** Resolves to its answer; to null where it has none and never will. */
  async ask({ verb, name, state }) {
    clearTimeout(this.idle);
    this.keepAlive(true);
    if (!this.asked) {
      const greeting = await this.line(GREETING);
      if (!greeting || greeting.kind !== 'serve' || greeting.version !== 1) return this.fail();
    }
    const id = ++this.asked;
    const head = JSON.stringify({ id, verb, name: name == null ? null : name });
    const answered = this.line();
    this.child.stdin.write(`${state ? `${head.slice(0, -1)},"state":${state}}` : head}\n`);
    const said = await answered;
    if (!said || said.id !== id || !said.answer) return this.fail();
    this.keepAlive(false);
    this.idle = setTimeout(() => this.close(), IDLE).unref();
    return said;
  }

  line(patience) {
    return new Promise((resolve) => {
      this.hear = resolve;
      if (patience) setTimeout(resolve, patience, null).unref();
    });
  }

  keepAlive(yes) {
    const parts = [this.child, this.child.stdin, this.child.stdout].filter(Boolean);
    for (const part of parts) part[yes ? 'ref' : 'unref']();
  }

  close() {
    if (serve === this) serve = null;
    this.child.stdin?.end();
  }

  fail() {
    if (serve === this) [serve, canServe] = [null, false];
    this.hear(null);
    const runs = this.child.pid && this.child.exitCode === null && this.child.signalCode === null;
    if (runs) process.kill(process.platform === 'win32' ? this.child.pid : -this.child.pid, 'SIGKILL');
    this.keepAlive(false);
    return null;
  }
}

module.exports = { saveCheckpoint, loadCheckpoint, clearCheckpoint, initSession, CheckpointError };
