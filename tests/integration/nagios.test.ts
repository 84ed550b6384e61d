import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { nagiosMissing, startNagios, type Nagios } from './support/nagios.ts';
import { startSpine, token, type Spine } from './support/spine.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function world(
  hosts: Record<string, string[]> = { 'web-1': ['HTTP'] },
): Promise<{ spine: Spine; nagios: Nagios }> {
  const spine = await startSpine({
    integrations: snippet('nagios.md', 'vigie.yaml'),
    env: { VIGIE_INGEST_NAGIOS: token },
  });
  stops.push(() => spine.stop());
  const nagios = await startNagios({ ingest: spine.ingest, token, hosts });
  stops.push(() => nagios.stop());
  return { spine, nagios };
}

describe.skipIf(nagiosMissing !== null)(`Nagios${nagiosMissing ? ` (skipped: ${nagiosMissing})` : ''}`, () => {
  it('problem, page, acknowledged in Vigie and so in Nagios, recovery, resolved; nothing echoes', async () => {
    const { spine, nagios } = await world();
    nagios.startAgent();
    nagios.service('web-1', 'HTTP', 2, 'connection refused');
    const incident = await spine.incident('the service is down', ({ state }) => state === 'open');
    expect(incident).toMatchObject({
      title: 'HTTP on web-1 is CRITICAL',
      severity: 'critical',
      labels: { host: 'web-1', service: 'HTTP' },
    });

    await spine.acknowledgeByLink(incident);
    expect(await spine.toldOf(incident, 'acknowledge')).toMatchObject({
      state: 'done',
      actor: 'ann',
      answer: 'acknowledged in Nagios',
    });
    expect(nagios.status()).toMatch(
      /servicecomment \{[^}]*entry_type=4[^}]*author=Ann Martin \(Vigie\)\n[^}]*comment_data=Acknowledged by Ann Martin \(Vigie #1\)/,
    );

    await spine.command(incident, 'note', { text: 'the disk; is\nfull "now" `x`' });
    expect(await spine.toldOf(incident, 'note')).toMatchObject({ state: 'done' });
    await until('the comment is there', () =>
      /comment_data=the disk; is full "now" `x` – api \(Vigie #1\)/.test(nagios.status()),
    );

    nagios.service('web-1', 'HTTP', 0, 'all well');
    const over = await spine.incident('it is over', ({ state }) => state === 'resolved');
    expect(over.resolvedBy).toBe('Nagios');
    expect((await spine.timeline(incident)).filter((text) => text.includes('Acknowledged'))).toEqual([
      'Acknowledged by ann',
    ]);
    expect((await spine.timeline(incident)).filter((text) => text.includes('(Vigie #'))).toEqual([]);
    expect(nagios.log()).not.toContain('SERVICE NOTIFICATION: vigie;web-1;HTTP;ACKNOWLEDGEMENT');
    expect(spine.sidecar.errors).toEqual([]);
  });

  it('acknowledged and commented in Nagios, seen in Vigie; taken back in Vigie, gone in Nagios', async () => {
    const { spine, nagios } = await world();
    nagios.startAgent();
    nagios.service('web-1', 'HTTP', 1, 'slow');
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    expect(incident.severity).toBe('warning');
    // notify 0: Nagios tells nobody of it, so only the agent can.
    nagios.command('ACKNOWLEDGE_SVC_PROBLEM;web-1;HTTP;2;0;0;Ben;I look');
    const taken = await spine.incident('it is acknowledged', ({ state }) => state === 'acknowledged');
    expect(taken.acknowledgedBy).toBe('Ben');
    nagios.command('ADD_SVC_COMMENT;web-1;HTTP;1;Ben;it was the cache');
    await until('the comment is in the timeline', async () =>
      (await spine.timeline(incident)).includes('it was the cache'),
    );
    expect(await spine.told(incident)).toEqual([]);

    await spine.command(incident, 'unacknowledge');
    expect(await spine.toldOf(incident, 'unacknowledge')).toMatchObject({
      state: 'done',
      answer: 'acknowledgement removed in Nagios',
    });
    expect(nagios.status()).toMatch(/servicestatus \{[^}]*problem_has_been_acknowledged=0/);
  });

  it('an acknowledgement of a problem that is over is reported as ignored', async () => {
    const { spine, nagios } = await world({ 'web-1': ['HTTP'] });
    nagios.command('PROCESS_HOST_CHECK_RESULT;web-1;1;no ping');
    const incident = await spine.incident('the host is down', ({ state }) => state === 'open');
    expect(incident.title).toBe('web-1 is DOWN');
    await spine.acknowledgeByLink(incident);
    nagios.command('PROCESS_HOST_CHECK_RESULT;web-1;0;ping');
    await spine.incident('the host is up', ({ state }) => state === 'resolved');
    nagios.startAgent();
    expect(await spine.toldOf(incident, 'acknowledge', 70_000)).toMatchObject({
      state: 'failed',
      answer: 'refused: Nagios ignored it; the problem may be over',
    });
  });

  it('a downtime in Nagios: nobody is paged while it lasts, and from step 1 when it is taken away', async () => {
    const { spine, nagios } = await world();
    nagios.service('web-1', 'HTTP', 2, 'connection refused');
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    await spine.paged(incident, 1);
    const now = Math.floor(Date.now() / 1000);
    nagios.command(`SCHEDULE_SVC_DOWNTIME;web-1;HTTP;${now - 5};${now + 3_600};1;0;3600;Ben;patching`);
    await spine.explains(incident, 'Nagios has it in a downtime: nobody is paged');
    nagios.command('DEL_DOWNTIME_BY_HOST_NAME;web-1;HTTP');
    await spine.explains(incident, 'not in a downtime of the source any more');
    await spine.paged(incident, 2);
  });

  it('notifications that Vigie could not receive are kept and arrive in order', async () => {
    const { spine, nagios } = await world();
    await spine.sidecar.stop();
    nagios.service('web-1', 'HTTP', 1, 'slow');
    const kept = () =>
      existsSync(`${nagios.folder}/spool/new`) ? readdirSync(`${nagios.folder}/spool/new`).length : 0;
    await until('one is kept', () => kept() === 1);
    nagios.service('web-1', 'HTTP', 2, 'dead');
    await until('two are kept', () => kept() === 2);
    nagios.service('web-1', 'HTTP', 0, 'well');
    await until('three are kept', () => kept() === 3);
    await spine.sidecar.start();
    nagios.startAgent();
    const incident = await spine.incident('it came and went', ({ state }) => state === 'resolved', 60_000);
    expect(incident).toMatchObject({ severity: 'critical', alerts: { firing: 0, total: 1 } });
    await until('nothing is kept', () => kept() === 0);
  });

  it('a hundred hosts down at once: nothing is lost, nobody is paged twice', async () => {
    // Nagios wants a service somewhere.
    const hosts = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`host-${i}`, i === 0 ? ['HTTP'] : []]));
    const { spine, nagios } = await world(hosts);
    nagios.startAgent();
    for (const host of Object.keys(hosts)) nagios.command(`PROCESS_HOST_CHECK_RESULT;${host};1;rack without power`);
    await until('all incidents are open', async () => (await spine.incidents('&state=open')).length === 100, 100_000);
    await spine.sink.waitForCount(100, 30_000);
    const paged = spine.sink.items
      .filter(({ body }) => body.kind === 'page')
      .map(({ body }) => (body.incident as { id: string }).id);
    expect(paged).toHaveLength(100);
    expect(new Set(paged).size).toBe(100);
    await until('nothing is kept any more', () => readdirSync(`${nagios.folder}/spool/new`).length === 0);
    expect(readdirSync(`${nagios.folder}/spool/rejected`)).toEqual([]);
  });
});
