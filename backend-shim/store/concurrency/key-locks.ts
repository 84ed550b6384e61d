/** Locks on what may not exist yet, so that there is no row to lock. */
import { run, write } from '../query.ts';
import type { Work } from '../work.ts';

/** Locks live in shared memory, and there is little of that: many keys share few locks. */
const BUCKETS = 1024;
/** First half of an advisory lock's name: what kind of thing is locked. */
const KEYS = 7283646;
const CONFIGURATION = 7283647;
const REACH_USES = 7283648;

/**
 * Two sidecars that hear of the same new problem at once must not both open an incident. Taken
 * before the rows of incidents.
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

/** Two sidecars that start together apply their files one after the other. */
export async function lockConfiguration(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${CONFIGURATION}, 0)`, []);
  }
}

/** Two sidecars that are asked for a code at once count one after the other. */
export async function lockReachUses(work: Work): Promise<void> {
  if (work.cap.shared) {
    await run(work.tx, `select pg_advisory_xact_lock(${REACH_USES}, 0)`, []);
  }
}
