/** Locks keys that may have no row yet. */
import { run, write } from '../query.ts';
import type { Work } from '../work.ts';

/** Locks are in shared memory, which is small, so many keys share few locks. */
const BUCKETS = 1024;
/** First half of an advisory lock's name: the kind of thing that is locked. */
const KEYS = 7283646;
const CONFIGURATION = 7283647;
const REACH_USES = 7283648;
const RELEASES = 7283649;
const REPLAYS = 7283651;
const PEOPLE = 7283652;
const IMPORTS = 7283653;

/**
 * Prevents two sidecars that receive the same new problem at once from both opening an incident. Taken before the rows
 * of incidents.
 */
export async function lockKeys(
  work: Work,
  keys: ReadonlyArray<{ integration: string; groupKey: string }>,
): Promise<void> {
  if (work.cap.shared && keys.length > 0) {
    const names = keys.map(({ integration, groupKey }) => `${integration}\n${groupKey}`);
    const text = `select pg_advisory_xact_lock(${KEYS}, bucket)
      from (select distinct hashtext(name) & ${BUCKETS - 1} as bucket from unnest($1::text[]) as name order by 1) buckets`;
    await write(work.tx, text, [names]);
  }
}

/** Makes sidecars that start together apply their files one after the other. */
export async function lockConfiguration(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${CONFIGURATION}, 0)`, []);
  }
}

/**
 * For a transaction that computes for a while between its statements, and locks no incident: a database that several
 * sidecars share takes a silence of seconds for a sidecar that froze.
 */
export async function takeTime(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select set_config('idle_in_transaction_session_timeout', '60s', true)`, []);
  }
}

/** Makes sidecars that are asked for a code at once count one after the other. */
export async function lockReachUses(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${REACH_USES}, 0)`, []);
  }
}

/**
 * Prevents two sidecars from both writing a manager's message of the morning. Taken after the timer and the rests of a
 * person.
 */
export async function lockReleasesMessages(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${RELEASES}, 0)`, []);
  }
}

/** Makes sidecars that are asked for a replay at once count those that run one after the other. */
export async function lockReplays(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${REPLAYS}, 0)`, []);
  }
}

/** Makes sidecars that count what a person did count one after the other. Taken before the rows of incidents. */
export async function lockPerson(work: Work, login: string): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${PEOPLE}, hashtext($1) & ${BUCKETS - 1})`, [login]);
  }
}

/** Makes sidecars that are asked for an import at once count those that are there one after the other. */
export async function lockImports(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${IMPORTS}, 0)`, []);
  }
}
