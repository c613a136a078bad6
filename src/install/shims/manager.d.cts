/*
 * What checkpoint-manager saves and gives back. Only `taskName` must be there;
 * `git shipkit schema` prints the whole contract as JSON Schema.
 */

/** What a program saves. It replaces the state that was saved before. */
export interface State {
  taskName: string;
  /** Another one than the saved task's starts over; the history stays. */
  taskId?: string | null;
  /** From 0 to 100. */
  progress?: number | null;
  status?: string | null;
  lastAction?: string | null;
  nextStep?: string | null;
  /** What stands in the way; comes back as it was given. */
  blockers?: string | string[] | null;
  priority?: 'low' | 'normal' | 'high' | null;
  /** Whatever the program needs to go on: any JSON. */
  context?: any;
  completed?: Item[] | null;
  inProgress?: Item[] | null;
  pending?: Item[] | null;
  stoppedAt?: string | null;
  decisions?: Decision[] | null;
  filesToOpen?: OpenFile[] | null;
  gotchas?: string[] | null;
  testState?: string | null;
}

/** What is done, in progress or pending. A file is like `src/a.ts:15-28`. */
export interface Item {
  text: string;
  files?: string[] | null;
  details?: string[] | null;
  stoppedAt?: string | null;
  nextStep?: string | null;
}

export interface Decision {
  decision: string;
  rationale?: string | null;
}

export interface OpenFile {
  path: string;
  /** Like `34` or `15-28`. */
  lines?: string | null;
  note?: string | null;
}

/** A state that was saved, with what git-shipkit knows of it. */
export interface Checkpoint extends State {
  /** Null for the checkpoint without a name. */
  readonly name: string | null;
  /** The number of the save; null for a document that nobody saved yet. */
  readonly id: number | null;
  /** RFC 3339. */
  readonly savedAt: string | null;
  /** The commit and the branch it was saved at. */
  readonly head: string | null;
  readonly branch: string | null;
}

/** Which checkpoint: its name, or also where. */
export type Which = string | Options | null;

export interface Options {
  /** By default `$SHIPKIT_NAME`, else the one without a name. */
  name?: string | null;
  /** A directory in the repository; by default that of checkpoint-manager. */
  cwd?: string;
}

export interface SaveOptions extends Options {
  /** Whether a newer save of the same task may take the place of this one as long as it waits. */
  coalesce?: boolean;
}

export interface SessionOptions extends Options {
  /** Asks the question. By default it is asked where input and output are a terminal. */
  ask?: (question: string) => string | null | Promise<string | null>;
  input?: { isTTY?: boolean; on(event: string, listener: (...args: any[]) => void): unknown };
  output?: { isTTY?: boolean; write(text: string): unknown };
}

/** Why something could not be done: git-shipkit's own sentence. */
export class CheckpointError extends Error {
  /** What to do about it. */
  readonly hint: string | null;
  /** As of git-shipkit; 127 where it was not found; null where it did not end by itself. */
  readonly exitCode: number | null;
}

/** Saves a state. Without a name given, that of a loaded state is kept. Resolves once it is durable. */
export function saveCheckpoint(state: State | Checkpoint, options?: string | SaveOptions | null): Promise<Checkpoint>;

/** Resolves to null where there is no checkpoint. */
export function loadCheckpoint(options?: Which): Promise<Checkpoint | null>;

/** Is done with a checkpoint; its history stays. Resolves to whether there was one. */
export function clearCheckpoint(options?: Which): Promise<boolean>;

/** Shows the checkpoint that is there and asks whether to resume it: yes gives it, no clears it and gives null. */
export function initSession(options?: string | SessionOptions | null): Promise<Checkpoint | null>;
