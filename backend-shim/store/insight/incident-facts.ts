/** Turns rows of an incident into the facts that figures are computed from. */
import type { DeedFact, IncidentFact, LeftOutReason, StepFact, TryFact } from '#domain/insight/facts';
import type { TimelineKind } from '#domain/incident/effects';

export interface IncidentColumns {
  id: string;
  title: string;
  labels: string;
  links: string;
  integration: string | null;
  team: string | null;
  policy: string | null;
  test: number;
  opened_at: number;
  resolved_at: number | null;
  acknowledged_by: string | null;
  resolved_by: string | null;
}

export interface TimelineColumns {
  incident: string;
  at: number;
  kind: string;
  actor: string | null;
  data: Readonly<Record<string, unknown>>;
}

export interface TryColumns {
  incident: string;
  page: string | null;
  delivery: string;
  user: string;
  channel_kind: string;
  created_at: number;
  at: number;
  outcome: string;
  /** When the delivery failed for good. */
  failed_at: number | null;
}

export interface InsightRows {
  timeline: readonly TimelineColumns[];
  tries: readonly TryColumns[];
  /** Outcomes of its deliveries, and whether it was in shadow for a time. */
  isShadowed: boolean;
}

const ANSWERS: ReadonlySet<string> = new Set<TimelineKind>(['acknowledged', 'snoozed', 'resolved']);
/** What ends a snooze before its time. */
const WAKING: ReadonlySet<string> = new Set<TimelineKind>(['woken', 'acknowledged', 'resolved', 'reopened', 'snoozed']);
/** Entries that say something of what people did. */
export const TOLD_BY_TIMELINE: readonly TimelineKind[] = [
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'woken',
  'resolved',
  'reopened',
  'step',
  'exhausted',
  'held',
  'escalated',
  'reassigned',
  'responders',
  'note',
  'merged',
  'restarted',
  'severity',
];
/** Who acts by these is no person. */
const MACHINES: ReadonlySet<unknown> = new Set(['api', 'source', 'vigie', undefined]);

export function incidentFact(row: IncidentColumns, name: string, parts: InsightRows): IncidentFact {
  const { timeline } = parts;
  const answers = timeline.filter(isAnswer).map(deed);
  const end = timeline.findLast(({ kind }) => kind === 'resolved');
  return {
    id: row.id,
    alert: { integration: row.integration, name },
    part: { team: row.team, policy: row.policy },
    openedAt: row.opened_at,
    leftOut: leftOutOf(row, parts, end),
    tries: parts.tries.map(tryFact),
    answers,
    deeds: timeline.filter(isByPerson).map(deed),
    steps: timeline.flatMap(stepFact),
    stops: timeline.filter(({ kind }) => ANSWERS.has(kind) || kind === 'held').map(({ at }) => at),
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_at === null ? null : resolvedBy(end),
    snoozed: snoozedFor(timeline),
  };
}

/** Who merges an incident into another one has not answered it. */
function isAnswer(entry: TimelineColumns): boolean {
  return ANSWERS.has(entry.kind) && isByPerson(entry) && entry.data['resolution'] !== 'merged';
}

function isByPerson({ actor, data }: TimelineColumns): boolean {
  return actor !== null && !MACHINES.has(data['via']);
}

function deed({ at, actor }: TimelineColumns): DeedFact {
  return { at, user: actor ?? '' };
}

function tryFact({ page, delivery, user, channel_kind, created_at, at, outcome, failed_at }: TryColumns): TryFact {
  return {
    page: page ?? delivery,
    delivery,
    user,
    channel: channel_kind,
    madeAt: created_at,
    at,
    ok: outcome === 'done',
    failedAt: failed_at,
  };
}

function stepFact({ kind, at, data }: TimelineColumns): StepFact[] {
  if (kind === 'exhausted') {
    return [{ at, step: null, users: [] }];
  }
  const { step, users } = data;
  const logins = Array.isArray(users) ? users.filter((user) => typeof user === 'string') : [];
  return kind === 'step' && typeof step === 'number' ? [{ at, step, users: logins }] : [];
}

/**
 * Held by a maintenance (which gives no reason) from its opening on, or by a downtime of the source. One that was held when
 * it began anew had paged people before.
 */
function isMaintenance({ kind, data }: TimelineColumns): boolean {
  return kind === 'held' && ((data['reason'] === undefined && data['anew'] !== true) || data['reason'] === 'downtime');
}

function leftOutOf(
  { test }: IncidentColumns,
  { timeline, isShadowed }: InsightRows,
  end: TimelineColumns | undefined,
): LeftOutReason | null {
  if (test === 1) {
    return 'test';
  }
  if (end?.data['resolution'] === 'merged') {
    return 'merged';
  }
  return timeline.some(isMaintenance) ? 'maintenance' : isShadowed ? 'shadow' : null;
}

function resolvedBy(end: TimelineColumns | undefined): IncidentFact['resolvedBy'] {
  const cause = end?.data['resolution'];
  if (cause === 'source') {
    return 'source';
  }
  return cause === 'person' && end !== undefined && isByPerson(end) ? 'person' : 'other';
}

function snoozedFor(timeline: readonly TimelineColumns[]): number {
  return timeline.reduce((sum, { kind, at, data }, i) => {
    if (kind !== 'snoozed' || typeof data['until'] !== 'number') {
      return sum;
    }
    const woken = timeline.slice(i + 1).find((later) => WAKING.has(later.kind))?.at ?? Infinity;
    return sum + Math.max(0, Math.min(data['until'], woken) - at);
  }, 0);
}
