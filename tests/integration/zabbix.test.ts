import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { startSpine, token, type Spine } from './support/spine.ts';
import { startZabbix, zabbixMissing, type Zabbix } from './support/zabbix.ts';

const STORM = 1_000;

interface Event {
  eventid: string;
  acknowledged: string;
  severity: string;
  r_eventid: string;
  acknowledges: Array<{ message: string; username: string; action: string }>;
  urls?: Array<{ url: string; name: string }>;
}

describe.skipIf(zabbixMissing !== null)(`Zabbix${zabbixMissing ? ` (skipped: ${zabbixMissing})` : ''}`, () => {
  let zabbix: Zabbix;
  let spine: Spine;
  let apiToken = '';

  beforeAll(async () => {
    zabbix = await startZabbix();
    // The address is known before the sidecar is started with the token that the set-up prints.
    const port = await freePort();
    apiToken = await zabbix.setUp(`http://127.0.0.1:${port}/in`, token);
    spine = await startSpine({
      integrations: snippet('zabbix.md', 'vigie.yaml', { 'https://zabbix.example.com': zabbix.url }),
      env: { VIGIE_INGEST_ZABBIX: token, ZABBIX_API_TOKEN: apiToken, VIGIE_LISTEN: `127.0.0.1:${port}` },
    });
    await makeHost(zabbix);
  });
  afterAll(async () => {
    await spine?.stop();
    await zabbix?.stop();
  });

  const event = async (id: string): Promise<Event> => {
    const [one] = await zabbix.call<Event[]>('event.get', {
      eventids: [id],
      output: 'extend',
      selectAcknowledges: 'extend',
    });
    if (!one) throw new Error(`there is no event ${id}`);
    return one;
  };
  const eventOf = async (incident: { id: string }): Promise<string> => {
    const { body } = await spine.sidecar.api<{ items: Array<{ fingerprint: string }> }>(
      'GET',
      `incidents/${incident.id}/alerts`,
    );
    return body.items[0]?.fingerprint ?? '';
  };

  it('problem, page, acknowledged in Vigie and so in Zabbix, recovery, resolved; nothing echoes', async () => {
    await zabbix.send({ cpu: 97 });
    const incident = await spine.incident(
      'CPU is too high',
      ({ title, state }) => title.includes('CPU too high') && state === 'open',
    );
    expect(incident).toMatchObject({
      title: 'CPU too high on Web "1" é',
      severity: 'error',
      labels: { host: 'web-1', scope: 'performance' },
    });
    await spine.acknowledgeByLink(incident);
    const id = await eventOf(incident);
    expect(await spine.toldOf(incident, 'acknowledge')).toMatchObject({
      state: 'done',
      actor: 'ann',
      answer: `event ${id} acknowledged`,
    });
    expect(await event(id)).toMatchObject({
      acknowledged: '1',
      acknowledges: [{ username: 'vigie', message: 'Acknowledged by Ann Martin (Vigie #1)' }],
    });

    await spine.command(incident, 'note', { text: 'a "note"\nof two lines' });
    expect(await spine.toldOf(incident, 'note')).toMatchObject({ state: 'done' });
    await spine.command(incident, 'severity', { severity: 'critical' });
    expect(await spine.toldOf(incident, 'severity')).toMatchObject({ state: 'done' });
    expect((await event(id)).severity).toBe('5');

    await zabbix.send({ cpu: 3 });
    const over = await spine.incident('it is over', (one) => one.id === incident.id && one.state === 'resolved');
    expect(over.resolvedBy).toBe('Zabbix');
    const texts = await spine.timeline(incident);
    expect(texts.filter((text) => text.startsWith('Acknowledged'))).toEqual(['Acknowledged by ann']);
    expect(texts.filter((text) => text.includes('(Vigie #'))).toEqual([]);
  });

  it('acknowledged in Zabbix, seen in Vigie; resolved in Vigie, closed in Zabbix; the menu leads back', async () => {
    await zabbix.send({ cpu: 98 });
    const incident = await spine.incident(
      'it came',
      ({ title, state }) => title.includes('CPU too high') && state === 'open',
    );
    const id = await eventOf(incident);
    await zabbix.call('event.acknowledge', { eventids: [id], action: 6, message: 'I look' });
    const taken = await spine.incident(
      'it is acknowledged',
      (one) => one.id === incident.id && one.state === 'acknowledged',
    );
    expect(taken.acknowledgedBy).toContain('Admin');
    expect(await spine.timeline(incident)).toContain('I look');
    expect(await spine.told(incident)).toEqual([]);
    const tags = await until('the event has its link', async () => {
      const [one] = await zabbix.call<Array<{ tags: Array<{ tag: string; value: string }> }>>('event.get', {
        eventids: [id],
        selectTags: 'extend',
      });
      return one?.tags.some(({ tag }) => tag === '__vigie_url') && one.tags;
    });
    expect(tags).toContainEqual({
      tag: '__vigie_url',
      value: `https://grafana.example.com/a/vigie-oncall-app/incidents/${incident.id}`,
    });

    await spine.command(incident, 'resolve');
    expect(await spine.toldOf(incident, 'resolve')).toMatchObject({ state: 'done', answer: `event ${id} closed` });
    await until('Zabbix has closed it', async () => (await event(id)).r_eventid !== '0');
    await zabbix.send({ cpu: 3 });
  });

  it('a problem whose trigger may not be closed gets a comment', async () => {
    await zabbix.send({ log: 1 });
    const incident = await spine.incident('it came', ({ title, state }) => title.includes('Log') && state === 'open');
    await spine.command(incident, 'resolve');
    expect(await spine.toldOf(incident, 'resolve')).toMatchObject({
      state: 'done',
      answer: expect.stringContaining('does not allow manual closing'),
    });
    await zabbix.send({ log: 0 });
  });

  it('suppressed in Zabbix: nobody is paged while it lasts, and from step 1 when it is over', async () => {
    await zabbix.send({ disk: 99 });
    const incident = await spine.incident('it came', ({ title, state }) => title.includes('Disk') && state === 'open');
    await spine.paged(incident, 1);
    const id = await eventOf(incident);
    await zabbix.call('event.acknowledge', { eventids: [id], action: 32, suppress_until: 0 });
    await spine.explains(incident, 'Zabbix has it in a downtime: nobody is paged');
    await zabbix.call('event.acknowledge', { eventids: [id], action: 64 });
    await spine.explains(incident, 'not in a downtime of the source any more');
    await spine.paged(incident, 2);
    await zabbix.send({ disk: 1 });
    await spine.incident('it is over', (one) => one.id === incident.id && one.state === 'resolved');
  });

  it('messages that Zabbix gave up, and problems that ended unnoticed, are found by a query', async () => {
    const [type] = await zabbix.call<Array<{ mediatypeid: string }>>('mediatype.get', {
      filter: { name: 'Vigie' },
      output: ['mediatypeid'],
    });
    await zabbix.call('mediatype.update', { mediatypeid: type?.mediatypeid, maxattempts: 1 });
    await zabbix.send({ cpu: 99 });
    const heard = await spine.incident(
      'one is heard',
      ({ title, state }) => title.includes('CPU too high') && state === 'open',
    );
    await spine.sidecar.stop();
    await zabbix.send({ cpu: 3, disk: 99 });
    await until(
      'Zabbix has given up two messages',
      async () =>
        (await zabbix.call<unknown[]>('alert.get', { filter: { status: 2 }, output: ['alertid'] })).length >= 2,
      60_000,
    );
    await spine.sidecar.start();
    await spine.incident(
      'what ended unheard is resolved',
      (one) => one.id === heard.id && one.state === 'resolved',
      90_000,
    );
    const lost = await spine.incident(
      'what opened unheard is open',
      ({ title, state }) => title.includes('Disk') && state === 'open',
      90_000,
    );
    await spine.page(lost);
    await zabbix.call('mediatype.update', { mediatypeid: type?.mediatypeid, maxattempts: 100 });
    await zabbix.send({ disk: 1 });
    await spine.incident('its recovery is heard', (one) => one.id === lost.id && one.state === 'resolved');
  });

  it(`${STORM} problems at once: nothing is lost, nobody is paged twice`, async () => {
    await makeStorm(zabbix);
    spine.sink.take();
    await zabbix.send(Object.fromEntries(Array.from({ length: STORM }, (_, i) => [`storm[${i}]`, 1])));
    // Zabbix sends ten to twenty a second, as the machine is.
    await until('all are open', async () => (await openCount(spine)) >= STORM, 240_000);
    const incidents = () =>
      spine.sink.items
        .filter(({ body }) => body.kind === 'page')
        .map(({ body }) => body.incident as { id: string; title: string });
    await until('all are paged', () => incidents().filter(isOfStorm).length >= STORM, 60_000);
    const paged = incidents()
      .filter(isOfStorm)
      .map(({ id }) => id);
    expect(paged).toHaveLength(STORM);
    expect(new Set(paged).size).toBe(STORM);
    expect(spine.sidecar.errors).toEqual([]);
  }, 400_000);
});

/** Zabbix has problems of its own. */
function isOfStorm({ title }: { title: string }): boolean {
  return title.includes('storm');
}

/** Open incidents of the storm, counted page by page. */
async function openCount(spine: Spine): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body }: { body: { items: Array<{ title: string }>; next: string | null } } = await spine.sidecar.api(
      'GET',
      `incidents?state=open&limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    count += body.items.filter(isOfStorm).length;
    cursor = body.next;
  }
  return count;
}

async function makeHost(zabbix: Zabbix): Promise<void> {
  const [group] = await zabbix.call<Array<{ groupid: string }>>('hostgroup.get', {
    filter: { name: 'Linux servers' },
    output: ['groupid'],
  });
  const { hostids } = await zabbix.call<{ hostids: string[] }>('host.create', {
    host: 'web-1',
    name: 'Web "1" é',
    groups: [{ groupid: group?.groupid }],
    interfaces: [{ type: 1, main: 1, useip: 1, ip: '127.0.0.1', dns: '', port: '10050' }],
  });
  const item = (key_: string) => ({
    hostid: hostids[0],
    name: key_,
    key_,
    type: 2,
    value_type: 0,
    trapper_hosts: '127.0.0.1',
  });
  await zabbix.call('item.create', ['cpu', 'log', 'disk'].map(item));
  await zabbix.call('trigger.create', [
    {
      description: 'CPU too high on {HOST.NAME}',
      expression: 'last(/web-1/cpu)>90',
      priority: 4,
      manual_close: 1,
      tags: [{ tag: 'scope', value: 'performance' }],
    },
    { description: 'Log has errors', expression: 'last(/web-1/log)>0', priority: 3 },
    { description: 'Disk is full', expression: 'last(/web-1/disk)>90', priority: 5 },
  ]);
  await knownToServer(zabbix, { cpu: 1, log: 0, disk: 1 });
}

async function makeStorm(zabbix: Zabbix): Promise<void> {
  const [host] = await zabbix.call<Array<{ hostid: string }>>('host.get', {
    filter: { host: 'web-1' },
    output: ['hostid'],
  });
  const numbers = Array.from({ length: STORM }, (_, i) => i);
  await removeStorm(zabbix);
  await zabbix.call(
    'item.create',
    numbers.map((i) => ({
      hostid: host?.hostid,
      name: `storm ${i}`,
      key_: `storm[${i}]`,
      type: 2,
      value_type: 0,
      trapper_hosts: '127.0.0.1',
    })),
  );
  await zabbix.call(
    'trigger.create',
    numbers.map((i) => ({ description: `storm ${i}`, expression: `last(/web-1/storm[${i}])>0`, priority: 3 })),
  );
  await knownToServer(zabbix, Object.fromEntries(numbers.map((i) => [`storm[${i}]`, 0])));
}

/** Of a run that failed and is tried again. */
async function removeStorm(zabbix: Zabbix): Promise<void> {
  const items = await zabbix.call<Array<{ itemid: string }>>('item.get', {
    search: { key_: 'storm[' },
    startSearch: true,
    output: ['itemid'],
  });
  if (items.length > 0) {
    await zabbix.call(
      'item.delete',
      items.map(({ itemid }) => itemid),
    );
  }
}

async function knownToServer(zabbix: Zabbix, values: Record<string, number>): Promise<void> {
  await zabbix.reload();
  await until(
    'Zabbix takes values of the new items',
    () =>
      zabbix.send(values).then(
        () => true,
        () => false,
      ),
    30_000,
  );
}
