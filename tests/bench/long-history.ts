/** A history of incidents with everything that belongs to each, as statements that mean the same on both databases. */

const INNER = JSON.stringify({
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
});

export interface HistoryShape {
  incidents: number;
  /** Between openings, ms; the last one opened at `until`. */
  every: number;
  /** Epoch ms. */
  until: number;
  /** As in `team1`, `integration1` and so on, from 0; 0: `sre`, `quiet` and `bench` have everything. */
  teams: number;
  integrations: number;
  people: number;
  /** Each incident has it; without an apostrophe. */
  description?: string;
}

/** Resolved incidents, each with its alert, key, signal, three timeline entries, and a page if there are people. */
export function longHistory(shape: HistoryShape): string[] {
  const { incidents, every, until, teams, integrations, people, description = '' } = shape;
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${incidents})`;
  const id = `'00000000000000000000' || (10000000 + i)`;
  const at = `${until - incidents * every} + cast(i as bigint) * ${every}`;
  const labels = `'{"host":"db-' || (i % 500) || '","team":"sre"}'`;
  const numbered = (name: string, count: number, alone: string) =>
    count === 0 ? `'${alone}'` : `'${name}' || (i % ${count})`;
  const [team, policy] = [numbered('team', teams, 'sre'), numbered('policy', teams, 'quiet')];
  const integration = numbered('integration', integrations, 'bench');
  const insert = (into: string, values: string) => `insert into ${into} ${numbers} select ${values} from n`;
  return [
    insert(
      `incidents (id, number, integration, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, team, policy, labels, links, firing, total, opened_at, resolved_at, resolved_by, "inner", version, updated_at)`,
      `${id}, i, ${integration}, 'webhook', 'old-' || i, 'Disk full on db-' || (i % 500), '${description}', 'error', 2, 'default', 'resolved', 0, 0, ${team}, ${policy}, ${labels}, '[]', 0, 1, ${at}, ${at} + 60000, 'Bench', '${INNER}', 3, ${at} + 60000`,
    ),
    insert(
      `alerts (incident, fingerprint, status, severity, title, labels, links, first_at, last_at, count)`,
      `${id}, 'f-' || i, 'resolved', 'error', 'Disk full', ${labels}, '[]', ${at}, ${at}, 1`,
    ),
    insert(`incident_keys (integration, group_key, incident)`, `${integration}, 'old-' || i, ${id}`),
    insert(
      `signals (id, integration, received_at, fingerprint, group_key, status, severity, title, incident, decision, raw)`,
      `${id}, ${integration}, ${at}, 'f-' || i, 'old-' || i, 'firing', 'error', 'Disk full', ${id}, 'opened', null`,
    ),
    ...[1, 2, 3].map((part) =>
      insert(
        `timeline (id, incident, at, kind, actor, text, data)`,
        `${id} || '-${part}', ${id}, ${at}, 'alert', null, 'Something happened to this incident.', '{}'`,
      ),
    ),
    ...(people === 0 ? [] : pages(insert, { id, at, user: numbered('person', people, '') })),
    `insert into meta (key, value) values ('incident_number', '${incidents}') on conflict (key) do update set value = excluded.value`,
    'analyze',
  ];
}

function pages(
  insert: (into: string, values: string) => string,
  { id, at, user }: { id: string; at: string; user: string },
): string[] {
  return [
    insert(
      `pages (id, incident, "user", urgency, entry, step, state, started_at, ended_at, end_reason, "inner")`,
      `${id} || 'p', ${id}, ${user}, 'default', 1, 0, 'ended', ${at}, ${at} + 60000, 'resolved', '{"state":"ended","rules":[],"heldUntil":null}'`,
    ),
    insert(
      `deliveries (id, kind, incident, page, entry, "user", method, channel_kind, lane, rank, state, due_at, attempt, content, outcome, created_at, done_at)`,
      `${id} || 'd', 'page', ${id}, ${id} || 'p', 1, ${user}, 'hook', 'webhook', 'webhook', 2, 'done', ${at}, 1, '{}', 'done', ${at}, ${at} + 100`,
    ),
    insert(
      `attempts (delivery, attempt, at, outcome, reason, detail, took_ms)`,
      `${id} || 'd', 1, ${at} + 100, 'done', null, null, 90`,
    ),
  ];
}
