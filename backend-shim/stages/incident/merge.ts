/** Merges two incidents: moves the alerts and keys of one to the other, and closes it. */
import { advance } from '#domain/incident/advance';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { askIfInShadow } from '#domain/incident/commands/paging/ask-if-in-shadow';
import type { Command } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import type { CommandResult } from '../../ports/commands.ts';
import { moveAlerts, readAlertsOf } from '../../store/alerts/alerts.ts';
import { moveIncidentKeys, readKeysOf } from '../../store/incidents/keys.ts';
import { loadFactsToCommand } from '../../store/incidents/facts.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import { tellIntegration } from '../../store/incidents/syncs.ts';
import type { AlertTable } from '../../store/schema/incidents.ts';
import type { Work } from '../../store/work.ts';

export async function mergeInto(
  work: Work,
  from: Incident,
  into: Incident | null,
  { actor, evenInShadow = false }: { actor: Actor; evenInShadow?: boolean },
): Promise<CommandResult> {
  if (into === null) {
    return {
      ok: false,
      code: 'not-found',
      message: 'The incident to merge into does not exist.',
      why: { reason: 'no-such', data: { kind: 'incident', id: null } },
    };
  }
  const answer = withoutMerging(from, into);
  if (answer) {
    return answer;
  }
  const facts = await loadFactsToCommand(work, [from, into]);
  const command: Command = { kind: 'merge', into: { id: into.id, number: into.number } };
  const merged = advance(from, [{ kind: 'command', command, actor }], work.now, facts);
  const refusal = merged.results[0]?.refusal;
  // The alerts go on in the other incident, so its shadow would silence them.
  const isReal = askIfInShadow(facts.shadow, from) === null;
  const question = isReal && !evenInShadow ? askIfInShadow(facts.shadow, into) : null;
  const problem = refusal ?? question;
  if (problem) {
    return { ok: false, ...problem };
  }
  const keys = await readKeysOf(work, from.id);
  const { integrations, firing, total, inDowntime, moved } = await moveAlertsAndKeys(work, from.id, into.id);
  const absorbed = { from: { id: from.id, number: from.number }, firing, total, inDowntime, actor };
  const target = advance(into, [{ kind: 'absorbed', ...absorbed }], work.now, facts);
  rememberMerge(merged.incident, { before: from, into, after: target.incident, moved, keys });
  await saveChanges(work, [merged, target]);
  await tellNewcomers(work, target.incident, integrations);
  return { ok: true, incident: merged.incident, before: from };
}

/** Handles repeated and impossible merges. @returns the result without a merge; null if the incidents can be merged */
function withoutMerging(from: Incident, into: Incident): CommandResult | null {
  if (into.id === from.id) {
    return {
      ok: false,
      code: 'conflict',
      message: 'An incident cannot be merged into itself.',
      why: { reason: 'merge-into-itself' },
    };
  }
  if (from.mergedInto === into.id) {
    return { ok: true, incident: from, before: from };
  }
  if (into.state !== 'resolved') {
    return null;
  }
  return {
    ok: false,
    code: 'resolved',
    message: `Incident #${into.number} is resolved. Unresolve it first, or merge into an open one.`,
    why: { reason: 'incident-resolved', data: { number: into.number, command: null } },
  };
}

/** Tells the sources of the moved alerts that the incident is already acknowledged or snoozed. */
async function tellNewcomers(work: Work, into: Incident, integrations: readonly string[]): Promise<void> {
  const what = into.state === 'acknowledged' ? 'acknowledge' : into.state === 'snoozed' ? 'snooze' : null;
  if (what !== null) {
    for (const integration of integrations) {
      await tellIntegration(work, {
        incident: into.id,
        integration,
        what,
        actor: into.acknowledgedBy ?? 'vigie',
        text: null,
      });
    }
  }
}

/** Beyond these numbers, and where both incidents have an alert, a merge cannot be undone. */
const MOST_ALERTS = 500;
const MOST_KEYS = 50;

interface MergedParts {
  before: Incident;
  into: Incident;
  after: Incident;
  /** Fingerprints of the alerts that moved; null if some were put together with those of the other incident. */
  moved: string[] | null;
  keys: ReadonlyArray<{ integration: string; group_key: string }>;
}

function rememberMerge(merged: Incident, { before, into, after, moved, keys }: MergedParts): void {
  if (merged.undo === undefined || moved === null || moved.length > MOST_ALERTS || keys.length > MOST_KEYS) {
    delete merged.undo;
    return;
  }
  merged.undo.merged = {
    into: into.id,
    intoVersion: after.version,
    severity: into.severity,
    firing: before.firing,
    inDowntime: before.inDowntime ?? 0,
    fingerprints: moved,
    keys: keys.map(({ integration, group_key }) => ({ integration, groupKey: group_key })),
  };
}

export interface AlertCounts {
  firing: Incident['firing'];
  total: number;
  inDowntime: number;
}

interface MovedAlerts extends AlertCounts {
  /** Integrations of the moved alerts. */
  integrations: string[];
  moved: MergedParts['moved'];
}

/** If both have the same fingerprint, the firing alert is kept. */
async function moveAlertsAndKeys(work: Work, from: string, into: string): Promise<MovedAlerts> {
  await moveIncidentKeys(work, from, into);
  const mine = await readAlertsOf(work, from);
  const theirs = new Map((await readAlertsOf(work, into)).map((row) => [row.fingerprint, row]));
  const keep = mine.filter(
    (row) =>
      !theirs.has(row.fingerprint) || (row.status === 'firing' && theirs.get(row.fingerprint)?.status !== 'firing'),
  );
  await moveAlerts(work, keep, from, into);
  const counted = countAlerts([
    ...keep,
    ...[...theirs.values()].filter((row) => !keep.some((other) => other.fingerprint === row.fingerprint)),
  ]);
  const isApart = mine.every(({ fingerprint }) => !theirs.has(fingerprint));
  return {
    ...counted,
    moved: isApart ? mine.map(({ fingerprint }) => fingerprint) : null,
    integrations: [...new Set(mine.flatMap((row) => (row.integration === null ? [] : [row.integration])))],
  };
}

export function countAlerts(rows: readonly AlertTable[]): AlertCounts {
  const firing: Incident['firing'] = [0, 0, 0, 0];
  for (const row of rows.filter((candidate) => candidate.status === 'firing')) {
    const rank = severityRank(row.severity as Severity);
    firing[rank] = (firing[rank] ?? 0) + 1;
  }
  return {
    firing,
    total: rows.length,
    inDowntime: rows.filter((row) => row.status === 'firing' && row.downtime === 1).length,
  };
}
