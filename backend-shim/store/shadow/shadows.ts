/** Stores what is in shadow. */
import type { ShadowState } from '#domain/notify/shadow';
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run, runTogether, selectIn, write } from '../query.ts';
import type { SqlStatement } from '../query.ts';
import type { ShadowTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export type ShadowKind = 'all' | 'team' | 'integration';
/** A shadow as stored. */
export type ShadowRow = ShadowTable;

/** There are as many rows as teams and integrations in shadow: usually none. */
const READ: SqlStatement = { text: 'select * from shadows order by kind, subject, origin', parameters: [] };

export function readShadows(db: Db): Promise<ShadowRow[]> {
  return run<ShadowRow>(db, READ.text, READ.parameters);
}

/** Reads what is in shadow together with other rows. @returns the rows of all other statements, in their order */
export async function readShadowStateWith<Row>(
  db: Db,
  cap: StoreCapabilities,
  others: readonly SqlStatement[],
): Promise<[ShadowState, Row[]]> {
  const [shadows = [], ...found] = await runTogether(db, cap, [READ, ...others]);
  return [shadowStateOf(shadows as ShadowRow[]), found.flat() as Row[]];
}

export function shadowStateOf(rows: readonly ShadowRow[]): ShadowState {
  const subjects = (kind: ShadowKind) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.subject));
  return {
    all: rows.some(({ kind }) => kind === 'all'),
    teams: subjects('team'),
    integrations: subjects('integration'),
  };
}

export async function readShadowState(db: Db): Promise<ShadowState> {
  return shadowStateOf(await readShadows(db));
}

const SHADOWS = 7283650;

/**
 * Suppressing a message and switching to real exclude each other, so that no message of an incident that the switch
 * did not see is suppressed. Taken before the rows of incidents.
 */
export async function lockShadows({ tx, cap }: Work, mode: 'suppress' | 'switch'): Promise<void> {
  if (cap.shared) {
    const lock = mode === 'switch' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    await run(tx, `select ${lock}(${SHADOWS}, 0)`, []);
  }
}

export async function addShadows(work: Work, rows: readonly ShadowRow[]): Promise<void> {
  await insertRows(work.tx, work.cap, 'shadows', rows, 'on conflict do nothing');
}

export async function removeShadows({ tx, cap }: Work, rows: readonly ShadowRow[]): Promise<void> {
  const p = cap.placeholder;
  for (const { kind, subject, origin } of rows) {
    const text = `delete from shadows where kind = ${p(1)} and subject = ${p(2)} and origin = ${p(3)}`;
    await write(tx, text, [kind, subject, origin]);
  }
}

/** The rows whose team or integration is stored, whether or not it can be read. */
export async function withStoredSubject({ tx, cap }: Work, rows: readonly ShadowRow[]): Promise<ShadowRow[]> {
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const found = await selectIn<{ kind: string; id: string }>(tx, cap, 'kind, id from config', 'id', subjects);
  return rows.filter(({ kind, subject }) => found.some((one) => one.kind === `${kind}s` && one.id === subject));
}
