/** The world that is attacked: everything that the cast of tests/rights has, made by the API so that it can be changed. */
import { parse } from 'yaml';
import { CONFIG_KINDS } from '#contract/config';
import type { ConfigKind } from '#contract/config';
import { MOST } from '#contract/limits';
import { pathOf } from '#contract/resources';
import type { ReferenceKind } from '#contract/base/reference';
import { DAY, MINUTE } from '#domain/time/duration';
import { longHistory } from '../bench/long-history.ts';
import { changeRows } from '../stories/rows.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { openDoors, provisioning } from '../rights/cast.ts';
import type { Door } from '../rights/cast.ts';
import type { CallerName } from '../rights/expected.ts';
import type { Foreign } from './foreign.ts';
import { NODE_OPTIONS } from './gauge.ts';

export const STREAM_TOKEN = 'ingest-token-of-stream-123456';

/** Stated by a file, so that no attack changes it. */
const streamOf = (hook: string) => `
apiVersion: 1
users: [ { login: pat, contactMethods: [ { id: hook, type: webhook, to: "${hook}" } ], notificationRules: { default: [ { method: hook } ], urgent: [ { method: hook } ] } } ]
escalationPolicies: [ { id: stream, steps: [ { notify: [ { user: pat } ], wait: 1d } ] } ]
integrations: [ { id: stream, type: webhook, policy: stream, token: ${STREAM_TOKEN} } ]
`;

export interface World {
  sidecar: Sidecar;
  grafana: Grafana;
  doors: ReadonlyMap<CallerName, Door>;
  /** The file that states where alerts of the stream page. */
  stream: string;
  /** Ids by the name of their collection in a path. */
  ids: Record<string, string>;
  references: Record<Exclude<ReferenceKind, 'zone' | 'region'>, readonly string[]>;
  remove(): Promise<void>;
}

interface WorldOptions {
  databaseUrl: string;
  /** Where the pages of the stream go. */
  hook: string;
  /** Is Grafana, by means of the real one. */
  foreign: Foreign;
}

/** What a search looks at: incidents of most of a year, each with as much to read as monitors write. */
const history = () => ({
  incidents: 20_000,
  every: 15 * MINUTE,
  until: Date.now() - DAY,
  teams: 0,
  integrations: 0,
  people: 4,
  description: 'No space is left on the device. '.repeat(60),
});

/** What is the same for worlds of one siege. */
export interface Founded {
  grafana: Grafana;
  doors: ReadonlyMap<CallerName, Door>;
  ids: World['ids'];
}

/** Longer than a siege: whoever has run out is a stranger, and every answer would be 401. */
const LASTS = 24 * 3_600;

/** Makes everything by the API, in an empty database, and ends. */
export async function foundWorld(options: WorldOptions): Promise<Founded> {
  const grafana = await startGrafana();
  try {
    const sidecar = await startOn(options, grafana);
    try {
      for (const statement of longHistory(history())) await changeRows(options.databaseUrl, statement);
      const doors = await openDoors(sidecar, grafana, LASTS);
      const world = worldOf(options, sidecar, { grafana, doors, ids: {} });
      await makeCast(world);
      await fill(world);
      await makeMore(world);
      await sidecar.stop();
      return { grafana, doors, ids: world.ids };
    } finally {
      await sidecar.remove();
    }
  } catch (error) {
    await grafana.stop();
    throw error;
  }
}

/** @param options whose database is a copy of the one where it was founded */
export async function startWorld(options: WorldOptions, founded: Founded): Promise<World> {
  return worldOf(options, await startOn(options, founded.grafana), founded);
}

const worldOf = ({ hook }: WorldOptions, sidecar: Sidecar, founded: Founded): World => ({
  ...founded,
  sidecar,
  stream: streamOf(hook),
  ids: { ...founded.ids },
  references: { ...REFERENCES },
  remove: () => sidecar.remove(),
});

function startOn({ databaseUrl, hook, foreign }: WorldOptions, grafana: Grafana): Promise<Sidecar> {
  foreign.grafana(grafana.url, null);
  return startSidecar({
    provisioning: streamOf(hook),
    databaseUrl,
    clock: 'system',
    env: {
      NODE_OPTIONS,
      VIGIE_GRAFANA_URL: foreign.url,
      VIGIE_SMTP_URL: `smtp://127.0.0.1:${foreign.mail.port}`,
      VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>',
      VIGIE_PUSH_SERVICES: foreign.url,
      VIGIE_COMPAT: 'oncall,pagerduty,opsgenie',
      VIGIE_PUBLIC_LISTEN: '127.0.0.1:0',
      VIGIE_SMTP_LISTEN: '127.0.0.1:0',
      VIGIE_SNMP_LISTEN: '127.0.0.1:0',
    },
  });
}

/** The most expensive first: Dee is away most. */
const REFERENCES: World['references'] = {
  user: ['dee', 'ann', 'cleo', 'ben'],
  team: ['sre', 'db'],
  channel: ['room'],
  rota: ['sre'],
  timeWindow: ['office', 'nights'],
  policy: ['sre', 'db'],
  integration: ['sre', 'db'],
  calendar: ['outside'],
  unit: ['ops', 'lab'],
  layer: ['a'],
  contactMethod: ['hook'],
  product: ['uptime-kuma'],
};

export async function ask<Body = unknown>(world: World, who: CallerName, method: string, path: string, body?: object) {
  const { token, headers } = world.doors.get(who) as Door;
  return world.sidecar.api<Body>(method, path, body, { token, headers });
}

async function made<Body>(world: World, who: CallerName, path: string, body: object): Promise<Body> {
  const answer = await ask<Body>(world, who, 'POST', path, body);
  if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What no Admin may write. */
const BY_HR: ReadonlySet<ConfigKind> = new Set(['workProfiles']);
const ORDER: readonly ConfigKind[] = [
  ...([
    'users',
    'teams',
    'timeWindows',
    'channels',
    'calendars',
    'rotas',
    'escalationPolicies',
    'integrations',
  ] as const),
];

async function makeCast(world: World): Promise<void> {
  const stated = parse(provisioning) as Partial<Record<ConfigKind, object[]>>;
  const kinds = [...ORDER, ...CONFIG_KINDS.filter((kind) => !ORDER.includes(kind))];
  for (const kind of kinds) {
    for (const object of stated[kind] ?? []) {
      await made(world, BY_HR.has(kind) ? 'hr' : 'admin', pathOf(kind), lasting(kind, object));
    }
  }
}

/** What no file states: incidents, and what is asked of people. */
async function makeMore(world: World): Promise<void> {
  const told = { id: 'disk', title: 'Disk full', labels: { host: 'db-1' }, message: 'e '.repeat(5_000) };
  const opened = await world.sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', told);
  const other = await world.sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', {
    id: 'b',
    title: 'b',
  });
  const of = async (who: CallerName, path: string, body: object) =>
    (await made<{ id: string }>(world, who, path, body)).id;
  Object.assign(world.ids, {
    incidents: opened.body.incidents[0],
    others: other.body.incidents[0],
    overrides: await of('editor', 'rotas/sre/overrides', { start: iso(40), end: iso(50), set: ['ann'] }),
    tokens: await of('admin', 'tokens', { name: 'spare', scopes: ['read'] }),
    swaps: await of('editor', 'swaps', { rota: 'sre', start: `${iso(60)}:00Z`, end: `${iso(61)}:00Z`, by: 'cleo' }),
    replays: await of('editor', 'replays', { from: `${iso(-2)}:00Z`, to: `${iso(-1)}:00Z`, draft: {} }),
    channels: 'room',
    teams: 'sre',
  });
}

const iso = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);

/** Dates of the cast are over long ago. */
function lasting(kind: ConfigKind, object: object): object {
  switch (kind) {
    case 'absences':
    case 'maintenances':
      return { ...object, start: iso(30), end: iso(31) };
    default:
      return object;
  }
}

/** As many absences as each person may enter, one longer than the other. */
async function fill(world: World): Promise<void> {
  const people = [
    ['viewer', 'dee', MOST.absences],
    ['member', 'ann', 50],
    ['editor', 'cleo', 20],
  ] as const;
  for (const [who, user, most] of people) {
    for (let i = 0; i < most; i++) {
      const answer = await ask(world, who, 'POST', 'absences', {
        id: `fill-${user}-${i}`,
        user,
        timeZone: 'Europe/Paris',
        kind: 'leave',
        start: iso(1 + i * 9),
        end: iso(1 + i * 9 + 400),
      });
      if (answer.status >= 300 && i < most - 2) throw new Error(JSON.stringify(answer.body));
    }
  }
}
