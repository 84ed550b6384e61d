/**
 * Reads the stored JSON of an incident by schema, with defaults for fields that came later. A part that cannot be read
 * is reported, and columns and defaults replace it, so that the incident is shown and its escalation goes on.
 */
import { z } from 'zod';
import { titleReason } from '#contract/reasons/title';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { AlertLink } from '#domain/incident/signal/alert';
import type {
  EscalationRun,
  HeldPerson,
  Incident,
  IncidentTimers,
  OwnPolicy,
  RunBeforeShadow,
  Silence,
  UnavailablePerson,
  UndoableCommand,
  UndoableMerge,
  UnreadablePart,
} from '#domain/incident/model';
import type { Policy } from '#domain/escalation/policy';
import { HOUR } from '#domain/time/duration';
import { readOr } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import { isInner, isLabels, isLinks } from './written-incident.ts';
import type { IncidentJson } from './written-incident.ts';

const at = z.number();
const count = z.number().min(0);
const timers = z
  .object({
    escalate: at,
    wake: at,
    hold: at,
    downtime: at,
    silence: at,
    answer: at,
    confirm: at,
    confirmLimit: at,
    resolve: at,
    autoResolve: at,
  } satisfies WholeShape<IncidentTimers>)
  .partial();
const silence = z.object({
  by: z.string(),
  comment: z.string(),
  until: at,
  source: z.string(),
} satisfies WholeShape<Silence>);
const held = z.array(
  z.object({ user: z.string(), urgency: z.enum(['default', 'urgent']) } satisfies WholeShape<HeldPerson>),
);
const run = z.object({
  pass: count.default(0),
  passStartedAt: at,
  step: z.number(),
  pause: count.optional(),
  entry: count.default(0),
  paged: z.array(z.string()).default([]),
  postponed: z.boolean().optional(),
  lost: z.literal(true).optional(),
  byHand: z.literal(true).optional(),
  held: held.optional(),
  called: z.array(z.string()).optional(),
  /** Lost with a release that writes it otherwise: then the run starts again at step 1. */
  beforeShadow: z
    .object({
      step: z.number(),
      pass: count,
      entry: count,
      exhausted: z.boolean(),
    } satisfies WholeShape<RunBeforeShadow>)
    .optional()
    .catch(undefined),
  /** Lost with a release that writes it otherwise: then the incident stays with the policy of the maintenance. */
  instead: z
    .object({ policy: z.string(), team: z.string().nullable() } satisfies WholeShape<OwnPolicy>)
    .optional()
    .catch(undefined),
  unavailable: z
    .array(
      z.object({
        user: z.string(),
        until: at,
        standIn: z.string().nullable(),
        alone: z.literal(true).optional(),
      } satisfies WholeShape<UnavailablePerson>),
    )
    .optional(),
} satisfies WholeShape<Omit<EscalationRun, 'policy'>>);
/** Lost with a release that writes it otherwise: then the command cannot be undone. */
const undo = z.object({
  of: z.enum(['acknowledgement', 'snooze']).optional(),
  by: z.string(),
  at,
  version: count,
  state: z.enum(['open', 'acknowledged', 'snoozed']),
  exhausted: z.boolean(),
  snoozedUntil: at.nullable(),
  timers,
  answers: z
    .object({
      acknowledgedAt: at.nullable(),
      acknowledgedBy: z.string().nullable(),
      acknowledgedKind: z.enum(['person', 'script', 'source', 'vigie']).nullable(),
      acks: z.array(z.string()),
    } satisfies WholeShape<NonNullable<UndoableCommand['answers']>>)
    .optional(),
  silence: silence.optional(),
  heardAt: at.optional(),
  held: held.optional(),
  called: z.array(z.string()).optional(),
  merged: z
    .object({
      into: z.string(),
      intoVersion: count,
      severity: z.enum(SEVERITIES),
      firing: z.tuple([count, count, count, count]),
      inDowntime: count,
      fingerprints: z.array(z.string()),
      keys: z.array(
        z.object({
          integration: z.string(),
          groupKey: z.string(),
        } satisfies WholeShape<UndoableMerge['keys'][number]>),
      ),
    } satisfies WholeShape<UndoableMerge>)
    .optional(),
} satisfies WholeShape<UndoableCommand>);
export const innerSchema = z.object({
  severityPinned: z.boolean().default(false),
  firing: z.tuple([count, count, count, count]),
  inDowntime: count.optional(),
  silence: silence.optional(),
  heardAt: at.optional(),
  routeUrgency: z.enum(['default', 'urgent']).nullable().default(null),
  acknowledgedKind: z.enum(['person', 'script', 'source', 'vigie']).nullable().default(null),
  acks: z.array(z.string()).default([]),
  resolution: z.enum(['source', 'person', 'superseded', 'merged', 'timeout']).nullable().default(null),
  mergedInto: z.string().nullable().default(null),
  reopens: z.array(at).default([]),
  timers: timers.default({}),
  given: z.object({ key: z.string(), at } satisfies WholeShape<NonNullable<IncidentJson['given']>>).optional(),
  undo: undo.optional().catch(undefined),
  untold: z.literal(true).optional(),
  titleReason: titleReason.optional().catch(undefined),
  run: run.nullable().default(null),
} satisfies WholeShape<IncidentJson>);
export const labelsSchema = z.record(z.string(), z.string());
export const linksSchema = z.array(z.object({ title: z.string(), url: z.string() } satisfies WholeShape<AlertLink>));

type JsonParts = Omit<IncidentJson, 'run'> & {
  run: EscalationRun | null;
  labels: Record<string, string>;
  links: AlertLink[];
  unreadable?: UnreadablePart[];
};

/** @param policies by the hash of their copy; a copy that is missing could not be read */
export function jsonPartsOf(
  row: IncidentRow,
  policies: ReadonlyMap<string, Policy>,
  noting: UnreadableReporter,
): JsonParts {
  const broken: UnreadablePart[] = [];
  const read = <Schema extends z.ZodType>(
    schema: Schema,
    field: 'inner' | 'labels' | 'links',
    isWritten: (value: unknown) => boolean,
  ): z.output<Schema> | null => {
    const found = readOr(schema, row[field], { kind: 'incidents', id: row.id, field }, noting, null, isWritten);
    if (found === null) {
      broken.push({ field, text: row[field].slice(0, LONGEST_TEXT) });
    }
    return found;
  };
  const inner = (read(innerSchema, 'inner', isInner) as IncidentJson | null) ?? fromColumns(row);
  const labels = row.labels === '{}' ? {} : (read(labelsSchema, 'labels', isLabels) ?? {});
  const links = row.links === '[]' ? [] : (read(linksSchema, 'links', isLinks) ?? []);
  const policy = row.policy_copy === null ? undefined : policies.get(row.policy_copy);
  if (inner.run && !policy && !inner.run.lost) {
    broken.push({ field: 'policy_copy', text: row.policy_copy ?? '' });
  }
  return {
    ...inner,
    labels,
    links,
    run: inner.run && runOn(inner.run, policy, row),
    ...(broken.length > 0 && { unreadable: broken }),
  };
}

/** null if they cannot be read */
export function readTimers(
  { id, inner }: Pick<IncidentRow, 'id' | 'inner'>,
  noting: UnreadableReporter,
): IncidentTimers | null {
  return readOr(innerSchema, inner, { kind: 'incidents', id, field: 'inner' }, noting, null, isInner)?.timers ?? null;
}

const LONGEST_TEXT = 2000;

function runOn(inner: Omit<EscalationRun, 'policy'>, policy: Policy | undefined, row: IncidentRow): EscalationRun {
  return policy ? { ...inner, policy } : { ...inner, policy: noPolicy(row), lost: true };
}

/** Replaces a copy that cannot be read; it does nothing. */
function noPolicy({ policy, team }: IncidentRow): Policy {
  return { id: policy ?? '', name: policy ?? '', team, repeat: 0, ackTimeout: null, steps: [], onExhausted: null };
}

/** The position of the escalation is lost, so it starts again at its next instant. */
function fromColumns(row: IncidentRow): IncidentJson {
  const firing: IncidentJson['firing'] = [0, 0, 0, 0];
  firing[row.severity_rank] = row.firing;
  // Entries are counted over all runs and identify pages, so the number is higher than any that this incident can have
  // used.
  const run =
    row.policy_copy === null
      ? null
      : { pass: 0, passStartedAt: row.opened_at, step: -1, entry: row.version * MOST_ENTRIES, paged: [] };
  return {
    severityPinned: false,
    firing,
    routeUrgency: null,
    acknowledgedKind: row.acknowledged_by === null ? null : 'person',
    acks: row.acknowledged_by === null ? [] : [row.acknowledged_by],
    resolution: null,
    mergedInto: null,
    reopens: [],
    timers: timersFromColumns(row),
    run,
  };
}

/** The most steps that one change of an incident can enter. */
const MOST_ENTRIES = 100;

function timersFromColumns(row: IncidentRow): IncidentTimers {
  const due = row.due_at ?? row.updated_at;
  switch (row.state as Incident['state']) {
    case 'resolved':
      return {};
    case 'snoozed':
      return { wake: row.snoozed_until ?? due };
    case 'acknowledged':
      return row.due_at === null ? {} : { confirm: row.due_at };
    case 'open':
      return row.test === 1
        ? { autoResolve: row.due_at ?? row.opened_at + HOUR }
        : row.exhausted === 1
          ? {}
          : { escalate: due };
  }
}
