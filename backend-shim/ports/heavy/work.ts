/**
 * Defines the ports for requests that take long by nature. They never hold up paging: they are answered by threads beside it,
 * or in portions, for few at once and for each caller in turn.
 */

/**
 * `too-much`: what is asked takes more than is given, of `by`; whoever asks for less gets an answer. `busy`: others are being
 * answered, and so is the caller; the same question is answered later.
 */
export type HeavyRefusal =
  { ok: false; reason: 'too-much'; by: 'time' | 'memory' | 'size' } | { ok: false; reason: 'busy' };

/** Lets everything else go on if the work has gone on for long enough; to be awaited often. */
export type Breathe = () => Promise<void> | undefined;

export interface Portions {
  /** @param who a key of the caller */
  run<Answer>(
    who: string,
    work: (breathe: Breathe) => Promise<Answer>,
  ): Promise<{ ok: true; answer: Answer } | HeavyRefusal>;
}

/** What a thread is asked: plain data, of which the lists may be long. */
export interface HeavyTask {
  job: string;
  question: unknown;
  /** By name; handed over in portions, each of so many rows. */
  lists: Readonly<Record<string, { rows: readonly unknown[]; portion: number }>>;
}

/** Told to the thread: rows of a list, and at last the question. */
export type TaskPart = { list: string; rows: readonly unknown[] } | { job: string; question: unknown };
export type ThreadSays = { answer: unknown } | { tooMuch: 'size' } | { failed: string };

export interface Threads {
  /** @returns bytes, or what the job answers with if it is no bytes */
  run(who: string, task: HeavyTask): Promise<{ ok: true; answer: unknown } | HeavyRefusal>;
  close(): Promise<void>;
}
