/** Reads and writes what a switch between real and shadow changes of incidents and their deliveries. */
import type { ShadowSubject } from '#domain/notify/shadow';
import { aside } from '../concurrency/aside.ts';
import { readPortions } from '../concurrency/by-portions.ts';
import { noteChangedIncidents } from '../insight/kept/changes.ts';
import { UNRESOLVED } from '../incidents/list/unresolved.ts';
import { insertRows, run, selectIn, write } from '../query.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import type { Db } from '../store.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { Work } from '../work.ts';

/** The outcome of a delivery that was decided and not sent. */
export const SHADOW = 'shadow';

export type OpenIncident = Pick<
  IncidentRow,
  'id' | 'number' | 'title' | 'severity' | 'state' | 'test' | 'team' | 'integration' | 'opened_at'
>;

const COLUMNS = 'select id, number, title, severity, state, test, team, integration, opened_at from incidents';

/** All that are not resolved, newest first. */
export function readUnresolved(db: Db): Promise<OpenIncident[]> {
  return run<OpenIncident>(db, `${COLUMNS} where ${UNRESOLVED} order by number desc`, []);
}

/** A storm opens thousands, and paging goes on while they are read. */
const PORTIONS = { size: 200, most: Infinity };

/** A team's incidents that are not resolved and no tests, newest first. */
export async function readUnresolvedOfTeam(db: Db, cap: StoreCapabilities, team: string): Promise<OpenIncident[]> {
  const p = cap.placeholder;
  const own = `${UNRESOLVED} and team = ${p(1)} and test = 0`;
  const found: OpenIncident[] = [];
  await readPortions<OpenIncident>(
    PORTIONS,
    (last) => {
      const before = last === undefined ? '' : ` and number < ${p(2)}`;
      const text = `${COLUMNS} where ${own}${before} order by number desc limit ${PORTIONS.size}`;
      return run<OpenIncident>(db, text, last === undefined ? [team] : [team, last.number]);
    },
    (rows) => void found.push(...rows),
  );
  return found;
}

/** Incidents that were resolved at this instant or later. */
export function readResolvedSince({ tx, cap }: Work, at: number): Promise<Array<ShadowSubject & { id: string }>> {
  return run(tx, resolvedSince(cap), [at]);
}

/** What is resolved says when: by that it is found, and not among all that are. */
export function resolvedSince({ placeholder }: StoreCapabilities): string {
  return `select id, team, integration from incidents where resolved_at >= ${placeholder(1)}`;
}

export async function subjectsOfIncidents(
  { tx, cap }: { tx: Db; cap: StoreCapabilities },
  incidents: readonly string[],
): Promise<Map<string, ShadowSubject>> {
  const rows = await selectIn<ShadowSubject & { id: string }>(tx, cap, 'id, team, integration from incidents', 'id', [
    ...new Set(incidents),
  ]);
  return new Map(rows.map(({ id, team, integration }) => [id, { team, integration }]));
}

/** Ends what waits to be sent about these incidents: pages, posts and updates alike. */
export async function cancelWaiting({ tx, cap, now }: Work, incidents: readonly string[]): Promise<void> {
  const p = cap.placeholder;
  const text = `update deliveries set state = 'cancelled', outcome = ${p(1)}, done_at = ${p(2)} where ${cap.inList('incident', p(3))} and state = 'due'`;
  await write(tx, text, [SHADOW, now, cap.listParameter(incidents)]);
}

const IN_SHADOW_NOW = `exists (select 1 from shadows s where s.kind = 'all'
   or (s.kind = 'team' and s.subject = i.team) or (s.kind = 'integration' and s.subject = i.integration))`;

/**
 * Notes those of these incidents that are in shadow now: figures leave them out, also if they end before anything would
 * have been sent about them. What was sent until the shadow is over is for `addSpans` to say.
 */
export async function noteInShadow(work: Work, incidents: readonly string[]): Promise<void> {
  if (incidents.length === 0) {
    return;
  }
  const { tx, cap, now } = work;
  const at = (index: number) => `cast(${cap.placeholder(index)} as bigint)`;
  const text = `insert into shadow_spans (incident, from_at, to_at) select i.id, ${at(1)}, ${at(2)} from incidents i
     where ${cap.inList('i.id', cap.placeholder(3))} and ${IN_SHADOW_NOW} on conflict do nothing`;
  await aside(work, 'shadow_spans', () => write(tx, text, [now, now, cap.listParameter(incidents)]), undefined);
}

/** Nobody counts as reached about these incidents by what was decided from then until now. */
export async function addSpans(work: Work, spans: ReadonlyArray<{ incident: string; from: number }>): Promise<void> {
  const rows = spans.map(({ incident, from }) => ({ incident, from_at: from, to_at: work.now }));
  // One that was noted when its shadow began lasted until now.
  const ends = 'on conflict (incident, from_at) do update set to_at = excluded.to_at';
  await insertRows(work.tx, work.cap, 'shadow_spans', rows, ends);
  await noteChangedIncidents(
    work,
    spans.map(({ incident }) => incident),
  );
}
