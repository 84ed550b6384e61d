/** Attacks by what Vigie asks for: a pager during an import, calendars by their address. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportWire } from '#modules/importing/contract/wizard';
import type { ImportSource } from '#modules/importing/domain/model';
import type { Attack, Field, Outcome } from './attacks.ts';
import { blank, note } from './attacks.ts';
import { HOSTILITIES, hostileCalendar, KEY, KEYS, PEERS } from './foreign.ts';
import type { Hostility, MonitorAnswer } from './foreign.ts';
import { chanceOf } from './generate/body.ts';
import { zabbix } from '../stories/payloads.ts';
import { startGrafana } from '../support/grafana.ts';
import { SilencingMonitor } from '../support/silencing-monitor.ts';
import { ask } from './world.ts';

export function foreignAttacks(): Attack[] {
  const sources = Object.keys(PEERS) as ImportSource[];
  return [
    ...sources.flatMap((source) =>
      HOSTILITIES.map((hostility): Attack => ({
        name: `import from ${source}, ${hostility}`,
        isWrite: true,
        run: (field) => byPager(field, source, hostility),
      })),
    ),
    ...HOSTILITIES.map((hostility): Attack => ({
      name: `keys of Grafana, ${hostility}`,
      isWrite: false,
      run: (field) => byKeys(field, hostility),
    })),
    ...MONITORS.flatMap((type) =>
      HOSTILITIES.map((hostility): Attack => ({
        name: `answers of ${type}, ${hostility}`,
        isWrite: true,
        run: (field) => byMonitor(field, type, hostility),
      })),
    ),
    { name: 'calendar by its address', isWrite: true, run: byCalendar },
  ];
}

/** An Admin gives the address; what answers there is a stranger. */
async function byPager(field: Field, source: ImportSource, hostility: Hostility): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const outcome = blank('adminToken');
  const before = foreign.requests();
  foreign.is(source, hostility);
  const begun = await ask<ImportWire>(world, 'adminToken', 'POST', 'imports', {
    source,
    url: foreign.url,
    key: KEYS[source] ?? KEY,
    days: 365,
  });
  if (begun.status >= 300) throw new Error(`POST imports answered ${begun.status}: ${JSON.stringify(begun.body)}`);
  const { id } = begun.body;
  const end = performance.now() + field.most * IMPORTS_TAKE;
  let [isOver, state] = [false, ''];
  while (!isOver && performance.now() < end) {
    await pause(250);
    const { body } = await ask<ImportWire>(world, 'adminToken', 'GET', `imports/${id}`);
    isOver = body.steps.length === 0;
    state = body.failure?.code ?? (isOver ? 'done' : 'running');
    note(outcome, await gauge.turn(), state, 0);
  }
  outcome.requests = foreign.requests() - before;
  outcome.statuses[state] = 1;
  await ask(world, 'adminToken', 'DELETE', `imports/${id}`);
  note(outcome, await gauge.turn(), `${state}, deleted`, 0);
  return outcome;
}

/** Pagers are asked once a second, so that an attack of them needs more time than others. */
const IMPORTS_TAKE = 4;

/** Whoever shows an identity that was signed with a key that is not known yet has the keys asked for. */
async function byKeys({ world, gauge, foreign }: Field, hostility: Hostility): Promise<Outcome> {
  const outcome = blank('a Grafana in other hands');
  const stranger = await startGrafana();
  foreign.grafana(world.grafana.url, hostility);
  try {
    for (let request = 0; request < 3; request++) {
      // Each with a key of another name.
      await stranger.rotate();
      const headers = await stranger.headers({ uid: 'u-dee', login: 'dee' });
      const { status } = await world.sidecar.api('GET', 'me', undefined, { headers });
      outcome.requests++;
      outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
      note(outcome, await gauge.turn(), `${foreign.requests()} answers`, 0);
    }
  } finally {
    foreign.grafana(world.grafana.url, null);
    await stranger.stop();
  }
  return outcome;
}

/** Monitors that are told what people do, and asked what is silenced. */
const MONITORS = ['grafana', 'alertmanager', 'zabbix'] as const;
type Monitor = (typeof MONITORS)[number];

const LOGIN: Record<Monitor, object> = {
  grafana: { token: 'api', silence: '4h' },
  alertmanager: { silence: '4h' },
  zabbix: { token: 'api' },
};
const EVENT = { eventid: '49', r_eventid: '0', suppressed: '0', relatedObject: { status: '0' }, suppression_data: [] };

/** Whoever runs the monitor, or sits at its address, answers questions about what is open, and what it is told. */
async function byMonitor(field: Field, type: Monitor, hostility: Hostility): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const outcome = blank('a monitor in other hands');
  const monitor = await SilencingMonitor.start();
  const id = `hostile-${type}`;
  const token = `ingest-token-of-${id}-123456`;
  const before = foreign.requests();
  foreign.monitor(type === 'zabbix' ? answeringRpc : answeringAs(monitor), hostility);
  try {
    // Each step asks the monitor first.
    const steps = Array.from({ length: 5 }, () => ({ notify: [{ user: 'ann' }], wait: '1s' }));
    await written(field, 'policies', { id, team: 'sre', steps });
    const sync = { url: foreign.url, ...LOGIN[type] };
    await written(field, 'integrations', { id, team: 'sre', type, name: id, policy: id, token, sync });
    const now = new Date().toISOString();
    const payload = type === 'zabbix' ? zabbix() : monitor.fires(now, 'web-1', 'web-2');
    const opened = await world.sidecar.ingest<{ incidents: string[] }>(token, payload);
    monitor.silence('zoe', 'known', new Date(Date.now() + 3_600_000).toISOString(), 'web-1');
    note(outcome, await gauge.turn(), 'an alert', 0);
    const end = performance.now() + field.most * ASKING_TAKES;
    while (performance.now() < end) {
      await pause(250);
      note(outcome, await gauge.turn(), 'asked', 0);
    }
    await ask(world, 'editor', 'POST', `incidents/${opened.body.incidents[0]}/acknowledge`, {});
    await pause(1_000);
    note(outcome, await gauge.turn(), 'told', 0);
    outcome.requests = foreign.requests() - before;
    if (outcome.requests === 0) throw new Error(`${type} was never asked anything`);
    await ask(world, 'editor', 'POST', `incidents/${opened.body.incidents[0]}/resolve`, {});
    await ask(world, 'editor', 'DELETE', `integrations/${id}`);
    await ask(world, 'editor', 'DELETE', `policies/${id}`);
    note(outcome, await gauge.turn(), 'deleted', 0);
  } finally {
    foreign.monitor(null, hostility);
    await monitor.stop();
  }
  return outcome;
}

/** Steps a second apart, whose answers come in some seconds. */
const ASKING_TAKES = 4;

async function written({ world }: Field, path: string, body: object): Promise<void> {
  const { status, body: answer } = await ask(world, 'admin', 'POST', path, body);
  if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(answer)}`);
}

function answeringAs({ url }: SilencingMonitor): MonitorAnswer {
  return async (method, path, body) => {
    const answer = await fetch(url + path, { method, ...(body === '' ? {} : { body }) });
    return { status: answer.status, body: await answer.text() };
  };
}

const answeringRpc: MonitorAnswer = () =>
  Promise.resolve({ status: 200, body: JSON.stringify({ jsonrpc: '2.0', result: [EVENT], id: 1 }) });

async function byCalendar(field: Field): Promise<Outcome> {
  const { world, gauge, foreign } = field;
  const outcome = blank('editor');
  const end = performance.now() + field.most * 2;
  for (let variant = 0; variant === 0 || performance.now() < end; variant++) {
    const ics = hostileCalendar(chanceOf(`${field.seed} calendar ${variant}`));
    foreign.calendar(ics);
    const id = `hostile-${variant}`;
    const body = { id, team: 'sre', url: `${foreign.url}/${id}.ics`, refresh: '1m', people: { Dee: 'dee' } };
    const made = await ask(world, 'editor', 'POST', 'calendars', body);
    if (made.status >= 300) throw new Error(`POST calendars answered ${made.status}: ${JSON.stringify(made.body)}`);
    const looked = await ask(world, 'editor', 'POST', `calendars/${id}/look`);
    const layers = [{ id: 'a', calendar: id }];
    await ask(world, 'editor', 'POST', 'rotas', { id, team: 'sre', timeZone: 'UTC', layers });
    await pause(300);
    for (const read of [`calendars/${id}/mapping`, `rotas/${id}/health`, `rotas/${id}/on-call`]) {
      await ask(world, 'editor', 'GET', read);
    }
    outcome.requests++;
    outcome.statuses[looked.status] = (outcome.statuses[looked.status] ?? 0) + 1;
    const turn = await gauge.turn();
    note(outcome, turn, 'a calendar', ics.length, `${field.seed} calendar ${variant}`);
    await ask(world, 'editor', 'DELETE', `rotas/${id}`);
    await ask(world, 'editor', 'DELETE', `calendars/${id}`);
  }
  return outcome;
}
