/** Converts incidents between rows and domain values. */
import type { Incident, EscalationRun } from '#domain/incident/model';
import { dueAt, firingCount, urgencyOf } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { Policy } from '#domain/escalation/policy';
import type { SourceKind } from '#domain/routing/integration';
import { mapChunked, withPauses } from '#domain/stretches';
import { breatheIn } from '../concurrency/in-portions.ts';
import { noteChanged } from '../insight/kept/changes.ts';
import type { PolicyCopies } from './policy-copies.ts';
import { jsonPartsOf } from './stored-incident.ts';
import type { IncidentJson } from './written-incident.ts';
import { run, selectIn, selecting, upsertRows, write } from '../query.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import type { Db } from '../store.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import { numberOr } from '../stored/numbers.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { Work } from '../work.ts';

function incidentRow(incident: Incident, copies: PolicyCopies, now: number): IncidentRow {
  return {
    id: incident.id,
    number: incident.number,
    integration: incident.integration,
    source: incident.source,
    group_key: incident.groupKey,
    title: incident.title,
    description: incident.description,
    severity: incident.severity,
    severity_rank: severityRank(incident.severity),
    urgency: urgencyOf(incident, null),
    state: incident.state,
    exhausted: incident.exhausted ? 1 : 0,
    test: incident.test ? 1 : 0,
    team: incident.team,
    policy: incident.policy,
    labels: JSON.stringify(incident.labels),
    links: JSON.stringify(incident.links),
    firing: firingCount(incident),
    total: incident.totalAlerts,
    opened_at: incident.openedAt,
    acknowledged_at: incident.acknowledgedAt,
    acknowledged_by: incident.acknowledgedBy,
    snoozed_until: incident.snoozedUntil,
    resolved_at: incident.resolvedAt,
    resolved_by: incident.resolvedBy,
    due_at: dueAt(incident.timers),
    policy_copy: incident.run && copies.hashOf(incident.run.policy),
    inner: JSON.stringify(innerOf(incident)),
    version: incident.version,
    updated_at: now,
  };
}

function innerOf(incident: Incident): IncidentJson {
  const {
    severityPinned,
    firing,
    inDowntime,
    silence,
    heardAt,
    routeUrgency,
    acknowledgedKind,
    acks,
    resolution,
    mergedInto,
    reopens,
    timers,
    given,
    undo,
    untold,
    titleReason,
    run,
  } = incident;
  const { policy: _copy, ...rest } = run ?? { policy: null };
  return {
    severityPinned,
    firing,
    inDowntime,
    silence,
    heardAt,
    routeUrgency,
    acknowledgedKind,
    acks,
    resolution,
    mergedInto,
    reopens,
    timers,
    given,
    undo,
    untold,
    titleReason,
    run: run ? (rest as Omit<EscalationRun, 'policy'>) : null,
  };
}

function incidentOf(row: IncidentRow, policies: ReadonlyMap<string, Policy>, noting: UnreadableReporter): Incident {
  return {
    ...jsonPartsOf(row, policies, noting),
    id: row.id,
    number: row.number,
    integration: row.integration,
    source: row.source as SourceKind | 'manual',
    groupKey: row.group_key,
    title: row.title,
    description: row.description,
    severity: row.severity as Severity,
    totalAlerts: row.total,
    state: row.state as Incident['state'],
    exhausted: row.exhausted === 1,
    test: row.test === 1,
    team: row.team,
    policy: row.policy,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    snoozedUntil: row.snoozed_until,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    version: row.version,
  };
}

/**
 * Locks incidents. Code that changes anything of an incident (its alerts, pages, timers, outcomes of its deliveries)
 * holds the lock until the transaction ends. A transaction takes all its locks at once and in one order, so that two
 * sidecars never deadlock.
 */
export async function lockIncidents(work: Work, ids: readonly string[]): Promise<Map<string, Incident>> {
  const rows = await selectIn<IncidentRow>(
    work.tx,
    work.cap,
    '* from incidents',
    'id',
    ids,
    `order by id ${work.cap.forUpdate}`,
  );
  return toIncidents(work.tx, work.cap, work.copies, rows);
}

/**
 * Skips incidents that another sidecar has locked, instead of waiting.
 * @returns the locked incidents
 */
export async function holdFreeIncidents({ tx, cap }: Work, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (!cap.shared) {
    return new Set(ids);
  }
  const text = `select id from incidents where ${cap.inList('id', cap.placeholder(1))} order by id ${cap.forUpdateSkipLocked}`;
  const rows = await run<{ id: string }>(tx, text, [cap.listParameter(ids)]);
  return new Set(rows.map((row) => row.id));
}

/** Takes the same lock without reading the incidents. */
export async function holdIncidents(work: Work, ids: readonly string[]): Promise<void> {
  if (work.cap.shared && ids.length > 0) {
    const { text, parameters } = selecting(
      work.cap,
      'id from incidents',
      'id',
      ids,
      `order by id ${work.cap.forUpdate}`,
    );
    await write(work.tx, text, parameters);
  }
}

/** Those that this transaction opened are not read again. */
export async function readIncidentsIn(work: Work, ids: readonly string[]): Promise<Map<string, Incident>> {
  const others = ids.filter((id) => !work.opened?.has(id));
  const read = await readIncidents(work.tx, work.cap, work.copies, others);
  for (const id of ids) {
    const opened = work.opened?.get(id);
    if (opened) {
      read.set(id, opened.incident);
    }
  }
  return read;
}

export async function readIncidents(
  db: Db,
  cap: StoreCapabilities,
  copies: PolicyCopies,
  ids: readonly string[],
): Promise<Map<string, Incident>> {
  const rows = await selectIn<IncidentRow>(db, cap, '* from incidents', 'id', ids);
  return toIncidents(db, cap, copies, rows);
}

async function toIncidents(
  db: Db,
  cap: StoreCapabilities,
  copies: PolicyCopies,
  rows: readonly IncidentRow[],
): Promise<Map<string, Incident>> {
  const hashes = [...new Set(rows.map((row) => row.policy_copy).filter((hash) => hash !== null))];
  const policies = await copies.load(db, cap, hashes);
  return new Map(rows.map((row) => [row.id, incidentOf(row, policies, copies.noting)]));
}

export async function writeIncidents(work: Work, incidents: readonly Incident[]): Promise<void> {
  const policies = incidents.flatMap((incident) => (incident.run ? [incident.run.policy] : []));
  await work.copies.save(work.tx, work.cap, policies);
  const row = (incident: Incident) => incidentRow(incident, work.copies, work.now);
  const rows = await withPauses(mapChunked(incidents, row), breatheIn(work.tx));
  await upsertRows(work.tx, work.cap, 'incidents', ['id'], rows);
  await noteChanged(
    work,
    rows.map((row) => row.opened_at),
  );
  for (const incident of incidents) {
    const opened = work.opened?.get(incident.id);
    if (opened) {
      opened.incident = incident;
    }
  }
}

/** Takes `count` incident numbers. A number is never used twice. */
export async function takeNumbers(work: Work, count: number): Promise<number> {
  const p = work.cap.placeholder;
  const rows = await run<{ value: string }>(
    work.tx,
    `insert into meta (key, value) values ('incident_number', ${p(1)})
     on conflict (key) do update set value = cast(${numberOr('meta.value', '(select coalesce(max(number), 0) from incidents)')} + cast(${p(2)} as bigint) as text) returning value`,
    [String(count), count],
  );
  return Number(rows[0]?.value) - count + 1;
}
