/** Makes some of everything through a released sidecar, from Monday to Tuesday, and leaves it in the middle of its work. */
import { capture } from '../captures/load.ts';
import { products } from '../../backend-shim/sources/webhook/products/index.ts';
import { icsEvent } from '../support/calendar-server.ts';
import { asPerson, connectPhone, makeLink } from '../support/phone.ts';
import type { RequestOptions, Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { tokenOf } from './files.ts';
import type { Peers } from './peers.ts';

/** What a test must know of it, since the database keeps only hashes. */
export interface Facts {
  /** The clock when the sidecar was stopped. */
  at: string;
  /** Incidents by what they are about. */
  incidents: Record<string, string>;
  /** Of Ann's phone. */
  cookie: string;
  /** Responder links, as in messages: of Ann for the incident `escalating`, of Ben for `taken`. */
  links: { ann: string; ben: string };
  /** A token with the scope `read`. */
  readToken: string;
  /** Calendar links. */
  feeds: string[];
  /** Of an integration made by the API. */
  ingestToken: string;
}

export async function fill(sidecar: Sidecar, peers: Peers): Promise<Facts> {
  peers.calendars.says(
    'ops',
    icsEvent('a', '2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z', 'SUMMARY:Annie on call'),
    icsEvent('b', '2026-03-09T00:00:00Z', '2026-03-16T00:00:00Z', 'SUMMARY:Nobody knows'),
  );
  peers.calendars.says('leave', icsEvent('c', '2026-03-12T00:00:00Z', '2026-03-13T00:00:00Z', 'SUMMARY:Ben Petit'));
  const made = new Maker(sidecar);
  const { ingestToken, readToken } = await objects(made, peers);
  const feeds = await rotas(made);
  const { cookie } = await connectPhone(sidecar, peers.push, 'ann');
  await connectPhone(sidecar, peers.push, 'ben');
  // Over a handoff, and a heartbeat that falls silent.
  await sidecar.setClock('2026-03-03T09:30:00Z');
  await sources(made);
  await incidents(made);
  const links = await last(made, peers);
  return { at: await sidecar.now(), incidents: made.incidents, cookie, links, readToken, feeds, ingestToken };
}

class Maker {
  readonly incidents: Record<string, string> = {};
  readonly sidecar: Sidecar;

  constructor(sidecar: Sidecar) {
    this.sidecar = sidecar;
  }

  /** @param who a person; null: a script */
  async does<Body = { id: string }>(
    who: string | null,
    method: string,
    route: string,
    body?: unknown,
    options?: RequestOptions,
  ): Promise<Body> {
    const answer = await this.sidecar.api<Body>(method, route, body, options ?? (who === null ? {} : asPerson(who)));
    if (answer.status >= 300)
      throw new Error(`${method} ${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** An alert opens an incident. @param settle false: what it makes due is left for later */
  async opens(name: string, integration: string, more: object = {}, settle = true): Promise<string> {
    const answer = await this.sidecar.ingest<{ incidents: string[] }>(tokenOf(integration), {
      id: name,
      title: `About ${name}`,
      severity: 'error',
      status: 'firing',
      ...more,
    });
    const [id] = answer.body.incidents ?? [];
    if (answer.status !== 202 || id === undefined)
      throw new Error(`${name} opened nothing: ${JSON.stringify(answer.body)}`);
    this.incidents[name] = id;
    if (settle) await this.sidecar.advance('0s');
    return id;
  }

  act(who: string | null, incident: string, command: string, body?: unknown): Promise<unknown> {
    return this.does(who, 'POST', `incidents/${this.incidents[incident]}/${command}`, body);
  }
}

async function objects(made: Maker, peers: Peers): Promise<{ ingestToken: string; readToken: string }> {
  await made.does(null, 'POST', 'users', {
    login: 'dee',
    name: 'Dee Noir',
    email: 'dee@example.com',
    timeZone: 'America/New_York',
    contactMethods: [
      { id: 'sms', type: 'sms', to: '+33612345678' },
      { id: 'mail', type: 'email', to: 'dee@example.com' },
    ],
    notificationRules: { default: [{ method: 'mail', after: '0s' }], urgent: [{ method: 'sms', after: '0s' }] },
  });
  await made.does(null, 'POST', 'users', { login: 'gone', name: 'Gone Away' });
  await made.does(null, 'POST', 'teams', {
    id: 'db',
    name: 'Databases',
    members: ['dee', 'ben'],
    managers: ['ben'],
    grafanaTeam: 7,
  });
  await made.does(null, 'POST', 'time-windows', {
    id: 'nights',
    timeZone: 'UTC',
    windows: [{ days: ['daily'], from: '22:00', to: '06:00' }],
  });
  await made.does(null, 'POST', 'channels', {
    id: 'chat',
    type: 'webhook',
    name: 'Databases',
    team: 'db',
    settings: { url: peers.sink.url('/chat') },
    secrets: { secret: 'no-secret-of-anyone' },
  });
  await made.does(null, 'POST', 'calendars', {
    id: 'leave',
    name: 'Leave',
    team: 'db',
    url: peers.calendars.url('leave'),
    absences: 'leave',
  });
  await made.does(null, 'POST', 'policies', {
    id: 'db',
    name: 'Databases',
    team: 'db',
    repeat: 0,
    ackTimeout: '1h',
    steps: [
      {
        notify: [{ user: 'dee' }],
        wait: '5m',
        requireAcks: 1,
        onlyNew: false,
        when: { window: 'nights', severity: 'warning', alerts: { count: 2, within: '5m' }, match: [] },
      },
      { notify: [{ team: 'db' }, { channel: 'chat' }], wait: '1h' },
    ],
  });
  const { token: ingestToken } = await made.does<{ token: string }>(null, 'POST', 'integrations', {
    id: 'own',
    name: 'Own',
    type: 'webhook',
    team: 'db',
    policy: 'db',
    autoResolve: '2d',
  });
  await made.does(null, 'POST', 'maintenances', {
    id: 'weekly',
    integrations: ['own'],
    match: ['env="staging"'],
    start: '2026-03-04T20:00',
    end: '2026-03-04T23:00',
    timeZone: 'Europe/Paris',
    repeat: 'weekly',
    until: '2026-06-01T00:00',
    action: { policy: 'calm' },
  });
  await made.does(null, 'POST', 'subscriptions', {
    id: 'dee',
    name: 'For Dee',
    events: ['opened', 'resolved'],
    to: [{ user: 'dee' }],
  });
  await made.does(null, 'POST', 'tokens', { name: 'ended', scopes: ['respond'], expiresAt: '2026-03-02T09:00:00Z' });
  const { token: readToken } = await made.does<{ token: string }>(null, 'POST', 'tokens', {
    name: 'reader',
    scopes: ['read'],
  });
  // Waits for the code that came by SMS.
  await made.does('dee', 'POST', 'users/dee/contact-methods/sms/verify');
  await made.does(null, 'POST', 'users/gone/erase', { confirm: 'gone' });
  return { ingestToken, readToken };
}

/** @returns calendar links */
async function rotas(made: Maker): Promise<string[]> {
  const rota = {
    id: 'db',
    name: 'Databases',
    team: 'db',
    timeZone: 'UTC',
    layers: [
      { id: 'day', rotation: { every: 1, unit: 'day', start: '2026-03-01T09:00' }, participants: [['dee'], ['ben']] },
    ],
  };
  await made.does(null, 'POST', 'rotas', rota);
  await made.does(null, 'POST', 'rotas', { ...rota, id: 'deleted' });
  await made.sidecar.advance('1h');
  await made.does(null, 'DELETE', 'rotas/deleted');
  const { body, headers } = await made.sidecar.api<Record<string, unknown>>('GET', 'rotas/db');
  await made.does(
    null,
    'PUT',
    'rotas/db',
    {
      ...body,
      onAbsence: 'skip',
      layers: [
        ...rota.layers,
        {
          id: 'night',
          participants: [['ben', 'dee']],
          restrictions: [{ days: ['daily'], from: '22:00', to: '06:00' }],
          effectiveFrom: '2026-03-10T00:00',
        },
      ],
    },
    { headers: { 'If-Match': headers.get('etag') ?? '' } },
  );
  await made.does(null, 'POST', 'rotas/db/overrides', {
    start: '2026-03-07T18:00',
    end: '2026-03-08T09:00',
    set: ['ben'],
    note: 'Party',
  });
  await made.does(null, 'POST', 'rotas/sre/overrides', {
    id: 'cover',
    start: '2026-03-06T18:00',
    end: '2026-03-06T20:00',
    add: ['cleo'],
  });
  await made.does('ann', 'POST', 'rotas/sre/handoff-notes', { text: 'The new switch is fragile' });
  const leave = await made.does('ann', 'POST', 'absences', {
    user: 'ann',
    start: '2026-03-04T00:00',
    end: '2026-03-05T00:00',
    kind: 'sick',
    note: 'Surgery',
  });
  await made.does('ann', 'POST', `absences/${leave.id}/offer`);
  const ask = (start: string, more: object = {}) =>
    made.does('ann', 'POST', 'swaps', {
      rota: 'sre',
      start: `2026-03-0${start}:00Z`,
      end: `2026-03-0${start.slice(0, 2)}20:00:00Z`,
      ...more,
    });
  await ask('6T08:00', { note: 'Dentist' });
  const taken = await ask('7T08:00', { askedOf: 'ben' });
  await made.does('ben', 'POST', `swaps/${taken.id}/take`);
  const declined = await ask('8T08:00', { askedOf: 'cleo' });
  await made.does('cleo', 'POST', `swaps/${declined.id}/decline`);
  const own = await made.does<{ url: string }>('ann', 'POST', 'users/ann/ical', { alarm: '30m' });
  const ofRota = await made.does<{ url: string }>(null, 'POST', 'rotas/sre/ical');
  await made.sidecar.advance('1m');
  await until(
    'the calendars are read',
    async () => (await made.does<{ knownAt: string | null }>(null, 'GET', 'calendars/ops/state')).knownAt !== null,
  );
  return [own.url, ofRota.url];
}

/** As products send them; and what cannot be read. */
async function sources(made: Maker): Promise<void> {
  const send = async (integration: string, body: unknown) => {
    const { status, body: answer } = await made.sidecar.ingest<{ incidents?: string[] }>(tokenOf(integration), body);
    if (status !== 202) throw new Error(`${integration} was answered ${status}: ${JSON.stringify(answer)}`);
    return answer.incidents?.[0] ?? '';
  };
  made.incidents['nagios'] = await send('nagios', capture('nagios/028-service-PROBLEM.json').body);
  await send('nagios', capture('nagios/037-host-PROBLEM.json').body);
  await send('nagios', capture('nagios/032-service-DOWNTIMESTART.json').body);
  made.incidents['icinga'] = await send('icinga', capture('icinga2/069-service-PROBLEM.json').body);
  made.incidents['zabbix'] = await send('zabbix', capture('zabbix/014-allmacros-ev39-problem.json').body);
  await send('zabbix', capture('zabbix/017-allmacros-ev41-recovery.json').body);
  await send('grafana', capture('grafana/01-webhook-firing-1of1.json').body);
  await send('grafana', capture('grafana/04-webhook-firing-truncated-1of3.json').body);
  await send('prometheus', capture('alertmanager/003-grouped-firing-2of2.json').body);
  await send('checkmk', products.get('checkmk')?.examples[0]?.body);
  await send('backup', {});
  for (const broken of ['{"alerts": [', '{"alerts": [{"labels": {}}, "oops"]}']) {
    await made.sidecar.ingest(tokenOf('prometheus'), broken, { 'Content-Type': 'application/json' });
  }
  await made.sidecar.advance('1m');
  await made.act('ann', 'nagios', 'acknowledge');
  await made.act('ann', 'nagios', 'note', { text: 'The disk is on its way' });
  await made.sidecar.advance('0s');
}

async function incidents(made: Maker): Promise<void> {
  const { sidecar } = made;
  await made.opens('resolved', 'scripts');
  await made.act('ann', 'resolved', 'acknowledge');
  await made.act('ann', 'resolved', 'resolve');
  await sidecar.ingest(tokenOf('scripts'), { id: 'never-seen', title: 'Never seen', status: 'resolved' });
  await made.opens('acknowledged', 'scripts', { severity: 'critical', labels: { env: 'prod' } });
  await made.act('ann', 'acknowledged', 'acknowledge');
  await made.act('cleo', 'acknowledged', 'note', { text: 'The supplier knows' });
  await made.act('cleo', 'acknowledged', 'responders', { users: ['ben'], rotas: ['db'] });
  await made.act('cleo', 'acknowledged', 'severity', { severity: 'warning' });
  const intervention = await made.does('ann', 'POST', 'interventions', {
    incident: made.incidents['acknowledged'],
    user: 'ann',
    start: '2026-03-03T08:30:00Z',
    end: '2026-03-03T09:00:00Z',
    note: 'By train',
  });
  const written = await made.sidecar.api<{ items: Array<Record<string, unknown>> }>(
    'GET',
    `interventions?incident=${made.incidents['acknowledged']}`,
  );
  const one = written.body.items.find(({ id }) => id === intervention.id);
  await sidecar.api(
    'PUT',
    `interventions/${intervention.id}`,
    { ...one, end: '2026-03-03T09:10:00Z', note: 'By bus' },
    asPerson('ann'),
  );
  await made.opens('snoozed', 'scripts');
  await made.act('ann', 'snoozed', 'snooze', { until: '2026-03-03T12:00:00Z' });
  await made.opens('held', 'held');
  await made.opens('merged', 'scripts');
  await made.act('ann', 'merged', 'merge', { into: made.incidents['acknowledged'] });
  await made.opens('exhausted', 'short');
  await made.opens('turns', 'turns');
  await made.act('ann', 'turns', 'acknowledge');
  await made.opens('turns again', 'turns');
  await made.opens('resolving', 'slow');
  await made.act('ann', 'resolving', 'acknowledge');
  await made.opens('routed', 'routed', { title: 'Slow', host: 'db1', labels: { host: 'db1' } });
  await sidecar.ingest(tokenOf('routed'), {
    id: 'dropped',
    title: 'Dropped',
    status: 'firing',
    labels: { env: 'test', host: 'x' },
  });
  const byHand = await made.does('cleo', 'POST', 'incidents', {
    title: 'By hand',
    description: 'Seen by a visitor',
    users: ['ann'],
    policy: 'main',
    team: 'sre',
    severity: 'error',
    labels: { room: '7' },
  });
  made.incidents['by hand'] = byHand.id;
  await made.act('ann', 'by hand', 'reassign', { users: ['ben'] });
  await sidecar.advance('0s');
}

/** The last minutes: links, and the timers and deliveries that the next sidecar finds. */
async function last(made: Maker, { sink, mailbox }: Peers): Promise<Facts['links']> {
  const { sidecar } = made;
  await made.opens('taken', 'short');
  const mail = await mailbox.waitFor(({ to, text }) => to.includes('ben@example.com') && text.includes('About taken'));
  const ben = /http:\/\/vigie\.test\/r\/[A-Za-z0-9_-]+/.exec(mail.text)?.[0] ?? '';
  // Mails cannot be sent any more, which is noticed.
  await mailbox.stop();
  await until(
    'the outage is known',
    async () => (
      await sidecar.advance('1m'),
      (await made.does<{ channelsDown: unknown[] }>(null, 'GET', 'status')).channelsDown.length > 0
    ),
  );
  await made.act('ann', 'taken', 'acknowledge');
  sink.mode({ status: 503 }, '/icinga/v1/actions/acknowledge-problem');
  await made.act('ann', 'icinga', 'acknowledge');
  await made.opens('escalating', 'scripts', { severity: 'critical' });
  const page = await sink.waitFor(
    ({ path, body }) =>
      path === '/ann' && (body['incident'] as { id: string } | null)?.id === made.incidents['escalating'],
  );
  const ann = String((page.body['incident'] as { acknowledgeUrl: string }).acknowledgeUrl).replace(
    /\/acknowledge$/,
    '',
  );
  await makeLink(sidecar, 'cleo');
  await sidecar.ingest(tokenOf('slow'), { id: 'resolving', title: 'About resolving', status: 'resolved' });
  sink.mode({ status: 503 }, '/ann');
  await made.opens('retried', 'scripts');
  await made.opens('unsent', 'scripts', {}, false);
  return { ann, ben };
}
