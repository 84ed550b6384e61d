/** Draws random pasts, and writes them as the stages do. */
import fc from 'fast-check';
import type { Rating } from '#domain/incident/rating';
import { RATINGS } from '#domain/incident/rating';
import { HOUR, MINUTE } from '#domain/time/duration';
import { insertRows, run } from '../../query.ts';
import type { Database } from '../../schema.ts';
import type { Work } from '../../work.ts';
import type { KeptIncident } from './kept-incident.ts';

export const PEOPLE = ['ann', 'ben', 'cleo', 'dan'] as const;
export const TEAMS = ['sre', 'web', null] as const;

export interface DrawnIncident {
  openedAt: number;
  team: string | null;
  policy: string | null;
  isTest: boolean;
  title: string;
  labels: object;
  links: object[];
  resolvedAfter: number | null;
  isShadowed: boolean;
  entries: Array<{ after: number; kind: string; actor: string | null; data: object }>;
  pages: Array<{ user: string; urgency: string; deliveries: DrawnDelivery[] }>;
  updates: Array<{ user: string; channel: string; after: number; state: string }>;
  ratings: Array<{ rater: string; rating: Rating }>;
}

interface DrawnDelivery {
  channel: string;
  after: number;
  state: string;
  tries: Array<{ after: number; outcome: string }>;
}

const person = fc.constantFrom(...PEOPLE);
const within = (most: number) => fc.integer({ min: 0, max: most });

const entry = fc.oneof(
  fc.record({
    kind: fc.constant('step'),
    actor: fc.constant(null),
    data: fc.record({ step: fc.integer({ min: 1, max: 3 }), users: fc.array(person, { maxLength: 2 }) }),
  }),
  fc.record({
    kind: fc.constantFrom('acknowledged', 'note', 'resolved', 'unacknowledged'),
    actor: person,
    data: fc.record(
      { via: fc.constantFrom('link', 'api', 'source'), resolution: fc.constantFrom('person', 'source', 'merged') },
      { requiredKeys: ['via'] },
    ),
  }),
  fc.record({
    kind: fc.constant('snoozed'),
    actor: person,
    data: fc.record({ via: fc.constant('app'), until: fc.integer({ min: 1.7e12, max: 1.8e12 }) }),
  }),
  fc.record({
    kind: fc.constantFrom('held', 'exhausted', 'woken'),
    actor: fc.constant(null),
    data: fc.record({ reason: fc.constantFrom('downtime', 'window') }, { requiredKeys: [] }),
  }),
);

const delivery: fc.Arbitrary<DrawnDelivery> = fc.record({
  channel: fc.constantFrom('sms', 'email', 'voice'),
  after: within(10 * MINUTE),
  state: fc.constantFrom('done', 'done', 'failed', 'cancelled', 'due'),
  tries: fc.array(fc.record({ after: within(20 * MINUTE), outcome: fc.constantFrom('done', 'retry', 'never') }), {
    maxLength: 3,
  }),
});

/** @param most ms after the beginning */
export function drawnIncident(begin: number, most: number): fc.Arbitrary<DrawnIncident> {
  return fc.record({
    openedAt: within(most).map((after) => begin + after),
    team: fc.constantFrom(...TEAMS),
    policy: fc.constantFrom('p1', 'p2', null),
    isTest: fc.constantFrom(false, false, false, true),
    title: fc.constantFrom('Disk full', 'Latency'),
    labels: fc.constantFrom({}, { alertname: 'High load' }),
    links: fc.constantFrom<object[][]>([], [{ title: 'Rule', url: 'https://grafana.test/rule' }]),
    resolvedAfter: fc.option(fc.oneof(within(HOUR), within(60 * HOUR)), { freq: 8, nil: null }),
    isShadowed: fc.constantFrom(false, false, false, true),
    entries: fc.array(
      fc.record({ after: within(30 * HOUR), entry }).map(({ after, entry: one }) => ({ after, ...one })),
      { maxLength: 5 },
    ),
    pages: fc.array(
      fc.record({
        user: person,
        urgency: fc.constantFrom('urgent', 'default'),
        deliveries: fc.array(delivery, { maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
    updates: fc.array(
      fc.record({
        user: person,
        channel: fc.constantFrom('sms', 'email'),
        after: within(10 * MINUTE),
        state: fc.constantFrom('done', 'done', 'cancelled', 'due'),
      }),
      { maxLength: 2 },
    ),
    ratings: fc.uniqueArray(fc.record({ rater: person, rating: fc.constantFrom(...RATINGS) }), {
      maxLength: 2,
      selector: ({ rater }) => rater,
    }),
  });
}

/** Rows by table. */
interface Rows {
  incidents: Array<Database['incidents']>;
  timeline: Array<Database['timeline']>;
  pages: Array<Database['pages']>;
  deliveries: Array<Database['deliveries']>;
  attempts: Array<Database['attempts']>;
  ratings: Array<Database['ratings']>;
  shadow_spans: Array<Database['shadow_spans']>;
}

export async function writePast(work: Work, drawn: readonly DrawnIncident[]): Promise<string[]> {
  const rows: Rows = {
    incidents: [],
    timeline: [],
    pages: [],
    deliveries: [],
    attempts: [],
    ratings: [],
    shadow_spans: [],
  };
  const next = () => work.ids.next();
  const ids = drawn.map((one, i) => {
    const id = next();
    rows.incidents.push(incidentRowOf(id, i + 1, one));
    for (const { after, kind, actor, data } of one.entries.toSorted((a, b) => a.after - b.after)) {
      const told = { id: next(), incident: id, at: one.openedAt + after, kind, actor, text: 'Something happened.' };
      rows.timeline.push({ ...told, data: JSON.stringify(data) });
    }
    one.pages.forEach((page) => addPage(rows, next, { incident: id, openedAt: one.openedAt }, page));
    one.updates.forEach((given) => addUpdate(rows, next, { incident: id, openedAt: one.openedAt }, given));
    one.ratings.forEach((given) =>
      rows.ratings.push({ incident: id, kind: 'person', ...given, note: null, at: one.openedAt }),
    );
    if (one.isShadowed) {
      rows.shadow_spans.push({ incident: id, from_at: one.openedAt, to_at: one.openedAt + 1 });
    }
    return id;
  });
  for (const [table, own] of Object.entries(rows)) {
    await insertRows(work.tx, work.cap, table as 'incidents', own as Rows['incidents']);
  }
  return ids;
}

const INNER = {
  severityPinned: false,
  firing: [0, 0, 0, 0],
  routeUrgency: null,
  acknowledgedKind: null,
  acks: [],
  resolution: 'source',
  mergedInto: null,
  reopens: [],
  timers: {},
  run: null,
};

function incidentRowOf(id: string, number: number, one: DrawnIncident): Database['incidents'] {
  const { openedAt, resolvedAfter, team, policy, title, isTest } = one;
  const by = one.entries.find(({ kind }) => kind === 'acknowledged')?.actor ?? null;
  return {
    id,
    number,
    integration: 'bench',
    source: 'webhook',
    group_key: id,
    title,
    description: '',
    severity: 'error',
    severity_rank: 2,
    urgency: 'urgent',
    exhausted: 0,
    test: isTest ? 1 : 0,
    team,
    policy,
    state: resolvedAfter === null ? 'open' : 'resolved',
    labels: JSON.stringify(one.labels),
    links: JSON.stringify(one.links),
    firing: 0,
    total: 1,
    opened_at: openedAt,
    acknowledged_at: by === null ? null : openedAt,
    acknowledged_by: by,
    snoozed_until: null,
    resolved_at: resolvedAfter === null ? null : openedAt + resolvedAfter,
    resolved_by: null,
    due_at: null,
    policy_copy: null,
    inner: JSON.stringify(INNER),
    version: 1,
    updated_at: openedAt,
  };
}

function addPage(
  rows: Rows,
  next: () => string,
  { incident, openedAt }: { incident: string; openedAt: number },
  { user, urgency, deliveries }: DrawnIncident['pages'][number],
): void {
  const page = next();
  rows.pages.push({
    id: page,
    incident,
    user,
    urgency,
    entry: 1,
    step: 0,
    state: 'ended',
    started_at: openedAt,
    ended_at: openedAt,
    end_reason: 'answered',
    inner: '{}',
  });
  for (const { tries, ...given } of deliveries) {
    const id = next();
    rows.deliveries.push({
      ...deliveryRowOf(id, { incident, openedAt, user, ...given }),
      kind: 'page',
      page,
      entry: 1,
    });
    tries.forEach((one, i) =>
      rows.attempts.push({
        delivery: id,
        attempt: i + 1,
        at: openedAt + one.after,
        outcome: one.outcome,
        reason: null,
        detail: null,
        took_ms: 1,
      }),
    );
  }
}

function addUpdate(
  rows: Rows,
  next: () => string,
  of: { incident: string; openedAt: number },
  given: DrawnIncident['updates'][number],
): void {
  const row = deliveryRowOf(next(), { ...of, ...given });
  rows.deliveries.push({ ...row, kind: 'update', page: null, entry: null });
}

interface GivenDelivery {
  incident: string;
  openedAt: number;
  user: string;
  channel: string;
  after: number;
  state: string;
}

function deliveryRowOf(
  id: string,
  { incident, openedAt, user, channel, after, state }: GivenDelivery,
): Omit<Database['deliveries'], 'kind' | 'page' | 'entry'> {
  return {
    id,
    incident,
    user,
    method: channel,
    channel: null,
    channel_kind: channel,
    lane: channel,
    rank: 3,
    state,
    due_at: openedAt,
    lease_until: null,
    lease_owner: null,
    attempt: 1,
    content: '{}',
    outcome: null,
    detail: null,
    bundled_into: null,
    created_at: openedAt + after,
    provider_id: null,
    done_at: state === 'due' ? null : openedAt + after,
  };
}

const TABLES = ['incidents', 'timeline', 'pages', 'deliveries', 'attempts', 'ratings', 'shadow_spans'];

export async function removePast({ tx }: Work): Promise<void> {
  for (const table of [...TABLES, 'insight_days', 'insight_facts', 'insight_changes']) {
    await run(tx, `delete from ${table}`, []);
  }
}

/** Pages by the order in which they come: only which tries are of the same one counts. */
export function withPlainPages(fact: KeptIncident['fact']): KeptIncident['fact'] {
  const pages = [...new Set(fact.tries.map(({ page }) => page))];
  return { ...fact, tries: fact.tries.map((one) => ({ ...one, page: String(pages.indexOf(one.page)) })) };
}
