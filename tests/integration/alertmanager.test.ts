import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../support/waiting.ts';
import {
  alertmanagerMissing,
  prometheusMissing,
  startAlertmanager,
  startPrometheus,
  startShop,
  type Alertmanager,
} from './support/alertmanager.ts';
import { snippet } from './support/docs.ts';
import { eximMissing, startExim } from './support/exim.ts';
import { startSpine, token, type Incident, type Spine } from './support/spine.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
function kept<T extends { stop(): Promise<void> }>(one: T): T {
  stops.push(() => one.stop());
  return one;
}

const page = 'alertmanager.md';
const env = { VIGIE_INGEST_PROMETHEUS: token };

/** Intervals are the docs', shortened. */
function alertmanagerOf(spine: Spine): Promise<Alertmanager> {
  const config = (folder: string) =>
    snippet(page, 'alertmanager.yml', {
      'http://vigie.example.com:8723/in': spine.ingest,
      '/etc/prometheus/vigie-token': `${folder}/token`,
      'group_wait: 10s': 'group_wait: 0s',
      'group_interval: 1m': 'group_interval: 1s',
    });
  return startAlertmanager(config, token);
}

const prometheusAway = alertmanagerMissing ?? prometheusMissing;
describe.skipIf(prometheusAway !== null)(
  `Prometheus' Watchdog${prometheusAway ? ` (skipped: ${prometheusAway})` : ''}`,
  () => {
    it('is a heartbeat: while it fires nothing opens; Prometheus goes, and Ann is paged; it comes back, and that is over', async () => {
      const integrations = snippet(page, 'vigie-watchdog.yaml', { 'every: 2m, grace: 3m': 'every: 10s, grace: 2s' });
      const spine = kept(
        await startSpine({ integrations, env: { ...env, VIGIE_INGEST_ALIVE: 'token-of-the-heartbeat-0123456789' } }),
      );
      const config = (folder: string) =>
        snippet(page, 'alertmanager-watchdog.yml', {
          'http://vigie.example.com:8723/in': spine.ingest,
          '/etc/prometheus/vigie-token': `${folder}/token`,
          'group_wait: 10s': 'group_wait: 0s',
          'group_interval: 1m': 'group_interval: 1s',
          'repeat_interval: 50s': 'repeat_interval: 900ms',
        });
      const alertmanager = kept(await startAlertmanager(config, token));
      const first = await startPrometheus(snippet(page, 'watchdog.yml'), '127.0.0.1:9', alertmanager);
      await until('the heartbeat is heard', async () => (await spine.heartbeat('prometheus-alive'))?.state === 'alive');
      const heardAt = (await spine.heartbeat('prometheus-alive'))?.lastAt ?? '';
      await until(
        'Alertmanager says it again',
        async () => ((await spine.heartbeat('prometheus-alive'))?.lastAt ?? '') > heardAt,
      );
      expect(await spine.incidents()).toEqual([]);

      await first.stop();
      const incident = await spine.incident(
        'silence is an incident',
        ({ title }) => title === 'No signal from Prometheus',
      );
      await spine.page(incident);
      kept(await startPrometheus(snippet(page, 'watchdog.yml'), '127.0.0.1:9', alertmanager));
      await spine.incident('it is resolved', ({ id, state }) => id === incident.id && state === 'resolved');
      expect(await spine.incidents()).toHaveLength(1);
      expect(spine.sidecar.errors).toEqual([]);
    });
  },
);

const missing = alertmanagerMissing ?? prometheusMissing ?? eximMissing;
describe.skipIf(missing !== null)(`Prometheus, Alertmanager, Exim${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('a rule becomes a mail; its link acknowledges; the recovery resolves', async () => {
    const mail = kept(await startExim());
    const spine = kept(
      await startSpine({
        integrations: snippet(page, 'vigie.yaml'),
        env: { ...env, VIGIE_SMTP_URL: mail.url, VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>' },
        contactMethods: '[ { id: mail, type: email, to: ann@example.com } ]',
      }),
    );
    const alertmanager = kept(await alertmanagerOf(spine));
    const shop = await startShop();
    await shop.close();
    kept(await startPrometheus(snippet(page, 'rules.yml'), `127.0.0.1:${shop.port}`, alertmanager));

    const incident = await spine.incident('the shop is down', ({ state }) => state === 'open');
    expect(incident).toMatchObject({
      title: `The shop at 127.0.0.1:${shop.port} is down`,
      severity: 'critical',
      labels: { alertname: 'ShopDown' },
    });
    const [first] = await until('a mail is in the mailbox', async () => {
      const mails = await mail.mails('ann');
      return mails.length > 0 && mails;
    });
    expect(first?.subject).toBe(`[Critical] The shop at 127.0.0.1:${shop.port} is down (#1)`);

    const link = /Acknowledge: (\S+)/.exec(first?.text ?? '')?.[1] ?? '';
    await fetch(spine.sidecar.local(link), { method: 'POST', redirect: 'manual' });
    const taken = await spine.incident('it is acknowledged', ({ state }) => state === 'acknowledged');
    expect(taken.acknowledgedBy).toBe('ann');

    const open = await startShop(shop.port);
    stops.push(() => open.close());
    const over = await spine.incident('it is resolved', ({ state }) => state === 'resolved');
    expect(over.resolvedBy).toBe('Prometheus');
    const last = await until('the thread has its end', async () =>
      (await mail.mails('ann')).find(({ subject }) => subject?.startsWith('Re: ')),
    );
    expect(last.inReplyTo).toBe(first?.inReplyTo);
    expect(await spine.told(incident)).toEqual([]);
    expect(spine.sidecar.errors).toEqual([]);
  });
});

describe.skipIf(alertmanagerMissing !== null)(
  `Alertmanager${alertmanagerMissing ? ` (skipped: ${alertmanagerMissing})` : ''}`,
  () => {
    const web = { alertname: 'HighLoad', instance: 'web-1', severity: 'critical', odd: 'a "quoted" \\ value' };

    /** The manual clock stands at the machine's time, so that Alertmanager's times and ours agree. */
    async function silencing(): Promise<{ spine: Spine; alertmanager: Alertmanager }> {
      const { freePort } = await import('../support/waiting.ts');
      const port = await freePort();
      const spine = kept(
        await startSpine({
          integrations: snippet(page, 'vigie-silences.yaml', {
            'http://alertmanager.example.com:9093': `http://127.0.0.1:${port}`,
          }),
          env,
          clock: 'manual',
        }),
      );
      await spine.sidecar.setClock(new Date().toISOString());
      const config = (folder: string) =>
        snippet(page, 'alertmanager.yml', {
          'http://vigie.example.com:8723/in': spine.ingest,
          '/etc/prometheus/vigie-token': `${folder}/token`,
          'group_wait: 10s': 'group_wait: 0s',
          'group_interval: 1m': 'group_interval: 1s',
        });
      return { spine, alertmanager: kept(await startAlertmanager(config, token, port)) };
    }

    it('an acknowledgement makes a silence, taking it back removes it', async () => {
      const { spine, alertmanager } = await silencing();
      await alertmanager.post(web, false);
      const incident = await spine.incident('it came', ({ state }) => state === 'open');
      await spine.acknowledgeByLink(incident);
      const told = await spine.toldOf(incident, 'acknowledge');
      expect(told).toMatchObject({ state: 'done', actor: 'ann' });
      const [silence] = await alertmanager.silences();
      expect(silence).toMatchObject({ createdBy: 'Ann Martin (Vigie)', status: { state: 'active' } });
      expect(silence?.comment).toContain('Acknowledged by Ann Martin (Vigie #1)');
      expect(told.answer).toContain(silence?.id);

      await spine.command(incident, 'unacknowledge');
      expect(await spine.toldOf(incident, 'unacknowledge')).toMatchObject({ state: 'done' });
      expect((await alertmanager.silences()).map(({ status }) => status.state)).toEqual(['expired']);
      expect(await spine.timeline(incident)).toContainEqual(
        expect.stringMatching(/^Told Prometheus that it is not acknowledged any more: silence \S+ removed$/),
      );
    });

    it('a snooze silences until its end; waking removes the silence', async () => {
      const { spine, alertmanager } = await silencing();
      await alertmanager.post(web, false);
      const incident = await spine.incident('it came', ({ state }) => state === 'open');
      await spine.command(incident, 'snooze', { for: '30m' });
      expect(await spine.toldOf(incident, 'snooze')).toMatchObject({ state: 'done' });
      const [silence] = await alertmanager.silences();
      const { body } = await spine.sidecar.api<{ snoozedUntil: string }>('GET', `incidents/${incident.id}`);
      expect(Date.parse(silence?.endsAt ?? '')).toBe(Date.parse(body.snoozedUntil));
      await spine.command(incident, 'wake');
      await spine.toldOf(incident, 'unacknowledge');
      expect((await alertmanager.silences()).map(({ status }) => status.state)).toEqual(['expired']);
    });

    it('an alert that ends under a silence is resolved, although Alertmanager does not report it', async () => {
      const { spine, alertmanager } = await silencing();
      await alertmanager.post(web, false);
      const incident = await spine.incident('it came', ({ state }) => state === 'open');
      await spine.acknowledgeByLink(incident);
      await spine.toldOf(incident, 'acknowledge');
      await spine.sidecar.advance('10m');
      expect((await spine.incidents())[0]?.state).toBe('acknowledged');
      await alertmanager.post(web, true);
      for (let minute = 0; minute < 7; minute++) {
        await spine.sidecar.advance('1m');
      }
      expect((await spine.incidents())[0]).toMatchObject({ state: 'resolved', resolvedBy: 'Prometheus' });
      await spine.toldOf(incident, 'unacknowledge');
      expect((await alertmanager.silences()).map(({ status }) => status.state)).toEqual(['expired']);
      expect(spine.sidecar.errors).toEqual([]);
    });

    it('an alert silenced there by hand is held until the silence ends', async () => {
      const { spine, alertmanager } = await silencing();
      await alertmanager.post(web, false);
      const incident = await spine.incident('it came', ({ state }) => state === 'open');
      const endsAt = new Date(Date.now() + 3_600_000).toISOString();
      const made = await fetch(`${alertmanager.url}/api/v2/silences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          matchers: [{ name: 'instance', value: 'web-.*', isRegex: true, isEqual: true }],
          startsAt: new Date().toISOString(),
          endsAt,
          createdBy: 'zoe',
          comment: 'known',
        }),
      });
      const { silenceID } = (await made.json()) as { silenceID: string };
      await spine.sidecar.advance('1m');
      expect((await spine.incidents())[0]).toMatchObject({
        state: 'open',
        silence: { by: 'zoe', comment: 'known', until: endsAt },
        next: { reason: 'silence' },
      });
      await fetch(`${alertmanager.url}/api/v2/silence/${silenceID}`, { method: 'DELETE' });
      await spine.sidecar.advance('1m');
      expect((await spine.incidents())[0]).toMatchObject({ silence: null });
      expect((await spine.timeline(incident)).filter((text) => /silenced in Prometheus/i.test(text))).toHaveLength(2);
    });

    it("its receivers for PagerDuty and Opsgenie page, rename and resolve, with Vigie's host name in their addresses", async () => {
      const pagers = ['pagerduty', 'opsgenie'] as const;
      const tokenOf = (pager: string) => `key-of-${pager}-0123456789abcdef`;
      const listOf = (pager: string) =>
        snippet(`${pager}.md`, 'vigie.yaml', { $VIGIE_INGEST_SHOP: tokenOf(pager) }).replace(/^integrations:\n/m, '');
      const spine = kept(
        await startSpine({
          integrations: `integrations:\n${pagers.map(listOf).join('')}`,
          env: { VIGIE_COMPAT: pagers.join(',') },
        }),
      );
      const alertmanagers = await Promise.all(
        pagers.map((pager) =>
          startAlertmanager(
            (folder) =>
              snippet(`${pager}.md`, 'alertmanager.yml', {
                'http://vigie.example.com:8723': spine.sidecar.url,
                '/etc/prometheus/vigie-token': `${folder}/token`,
                'group_wait: 10s': 'group_wait: 0s',
                'group_interval: 1m': 'group_interval: 1s',
              }),
            tokenOf(pager),
          ),
        ),
      );
      alertmanagers.forEach((one) => kept(one));
      const post = (instance: string, ended: boolean) =>
        Promise.all(alertmanagers.map((one) => one.post({ ...web, instance }, ended)));
      const of = (what: string, pager: string, match: (incident: Incident) => boolean) =>
        spine.incident(
          `${pager}: ${what}`,
          (one) => (one as Incident & { integration: string }).integration === `shop-${pager}` && match(one),
        );

      await post('web-1', false);
      for (const pager of pagers) {
        const incident = await of('it came', pager, ({ state }) => state === 'open');
        expect(incident).toMatchObject({
          title: expect.stringMatching(/^\[FIRING:1\] HighLoad/),
          severity: 'critical',
        });
        await spine.page(incident);
      }
      await post('web-2', false);
      await of('update_alerts renames it', 'opsgenie', ({ title }) => title.startsWith('[FIRING:2] HighLoad'));
      await post('web-1', true);
      await post('web-2', true);
      for (const pager of pagers) {
        const over = await of('it is resolved', pager, ({ state }) => state === 'resolved');
        expect(over.resolvedBy).toBe('Shop');
        expect(spine.pagesOf(over)).toHaveLength(1);
      }
      expect(await spine.incidents()).toHaveLength(2);
      expect(spine.sidecar.errors).toEqual([]);
    });

    it('with Vigie away for several group intervals nothing is lost that still fires, and nobody is paged twice', async () => {
      const spine = kept(await startSpine({ integrations: snippet(page, 'vigie.yaml'), env }));
      const alertmanager = kept(await alertmanagerOf(spine));
      await alertmanager.post(web, false);
      const first = await spine.incident('it came', ({ title }) => title.includes('web-1'));
      await spine.page(first);
      await spine.sidecar.stop();
      await alertmanager.post({ ...web, alertname: 'DiskFull', instance: 'db-1' }, false);
      const many = Array.from({ length: 60 }, (_, i) => ({
        alertname: `Check${i}`,
        instance: `app-${i}`,
        severity: 'error',
      }));
      for (const labels of many) await alertmanager.post(labels, false);
      await alertmanager.post(web, true);
      // Longer than two group intervals of at least 10 s, in which Alertmanager tries in vain.
      await until(
        'two group intervals are over',
        (
          (end) => () =>
            performance.now() > end
        )(performance.now() + 22_000),
      );
      await spine.sidecar.start();
      const second = await spine.incident('what opened meanwhile', ({ title }) => title.includes('db-1'));
      await spine.page(second);
      await spine.incident('what ended meanwhile', ({ id, state }) => id === first.id && state === 'resolved');
      await until(
        'all that fires is open',
        async () => (await spine.incidents('&state=open')).length === many.length + 1,
        60_000,
      );
      await spine.sink.waitForCount(many.length + 2, 30_000);
      const paged = spine.sink.items
        .filter(({ body }) => body.kind === 'page')
        .map(({ body }) => (body.incident as { id: string }).id);
      expect(new Set(paged).size).toBe(paged.length);
      expect(spine.pagesOf(first)).toHaveLength(1);
      expect(spine.pagesOf(second)).toHaveLength(1);
    });
  },
);
