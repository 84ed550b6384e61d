/** This version takes over from a released one: on its database it serves, pages what was due, ends what was open, and is written to. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IncidentWire, TimelineEntryWire } from '#contract/incidents/incident';
import { onEachDatabase } from '../support/databases.ts';
import { asPerson } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar, SidecarOptions } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { changeRows } from '../stories/rows.ts';
import { copyOf, RELEASED } from './databases.ts';
import type { Kept } from './databases.ts';
import { tokenOf } from './files.ts';
import { startPeers } from './peers.ts';
import type { Peers } from './peers.ts';
import { differences, getRoutes, isAnswered, serveAll } from './served.ts';
import type { Exception, Served } from './served.ts';

/** What this version answers otherwise than a released one, on purpose, and why. */
const EXCEPTIONS: Exception[] = [
  [
    /^\/api\/v1\/incidents\/\w+\/(?:updates|pages)\.body\.items\.\d+\.deliver(?:y|ies\.\d+)\.attempts\b/,
    'before, each attempt of a message that stood for several was listed twice',
  ],
  [
    /^\/api\/v1\/incidents(?:\?limit=\d+\.body\.items\.\d+|\/\w+\.body)\.next\.what\b/,
    'after the last step, the words that people read say that nobody is left, and who will be told',
  ],
];

/** Kinds that the API writes, by route. */
const WRITTEN = [
  'absences',
  'calendars',
  'channels',
  'integrations',
  'maintenances',
  'policies',
  'rotas',
  'subscriptions',
  'teams',
  'time-windows',
  'users',
];

for (const release of RELEASED) {
  onEachDatabase(`On a database of ${release}, this version`, (database) => {
    let peers: Peers;
    let kept: Kept;
    let before: Served[];
    let routes: string[];
    let sidecar: Sidecar;
    const running: Sidecar[] = [];
    const run = async (options: SidecarOptions) => {
      const one = await startSidecar({ ...options, env: peers.env });
      running.push(one);
      return one;
    };
    beforeAll(async () => {
      peers = await startPeers();
      const other = await copyOf(release, database);
      const old = await run({ release, provisioning: other.files, databaseUrl: other.url });
      routes = await getRoutes(old);
      before = await serveAll(old, routes);
      await old.stop();
      kept = await copyOf(release, database);
      sidecar = await run({ provisioning: kept.files, databaseUrl: kept.url });
    }, 180_000);
    afterAll(async () => {
      await Promise.all(running.map((one) => one.remove()));
      await peers.stop();
    });

    const incident = async (name: string) =>
      (await sidecar.api<IncidentWire>('GET', `incidents/${kept.facts.incidents[name]}`)).body;
    const timeline = async (name: string) =>
      (
        await sidecar.api<{ items: TimelineEntryWire[] }>(
          'GET',
          `incidents/${kept.facts.incidents[name]}/timeline?limit=200`,
        )
      ).body.items;
    const pagedAnn = () =>
      peers.sink.items
        .filter(({ path, body }) => path === '/ann' && body['kind'] === 'page')
        .map(({ body }) => (body['incident'] as { title: string }).title);
    const mailed = (to: string, text: string) =>
      until(
        `${to} has a mail: ${text}`,
        async () => (
          await sidecar.advance('0s'),
          peers.mailbox.items.some((mail) => mail.to.includes(to) && mail.text.includes(text))
        ),
        20_000,
      );
    const accept = {
      headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
      token: null,
    };

    it('serves what was served before, and its own routes, without an error', async () => {
      const after = await serveAll(sidecar, await getRoutes(sidecar));
      expect(after.filter((one) => !isAnswered(one))).toEqual([]);
      expect(differences(before, after, EXCEPTIONS)).toEqual([]);
      expect(before.filter(({ status }) => status === 200).length).toBeGreaterThan(200);
      expect(sidecar.errors).toEqual([]);
    }, 60_000);

    it('lets the old version start on it again', async () => {
      expect(await changeRows(kept.url, `update meta set value = value where key = 'schema' and value = '12'`)).toBe(1);
      expect(
        await changeRows(kept.url, `update meta set value = value where key = 'oldest_release' and value = '0.1.0'`),
      ).toBe(1);
    });

    it('knows its tokens and links', async () => {
      const me = await sidecar.api('GET', 'incidents', undefined, { token: kept.facts.readToken });
      expect(me.status).toBe(200);
      for (const feed of kept.facts.feeds) {
        const { status, body } = await sidecar.request<string>('GET', sidecar.local(feed), undefined, { token: null });
        expect([status, body.includes('BEGIN:VEVENT')]).toEqual([200, true]);
      }
      expect((await sidecar.ingest(kept.facts.ingestToken, { title: 'New on the old address' })).status).toBe(202);
    });

    it('pages what was due: at once what waited to be sent or again, at its minute the next step', async () => {
      expect((await incident('escalating')).state).toBe('open');
      await sidecar.advance('1m');
      expect(pagedAnn()).toEqual(expect.arrayContaining(['About unsent', 'About retried']));
      await mailed('cleo@example.com', 'About exhausted');
      await sidecar.advance('4m');
      await mailed('ben@example.com', 'About escalating');
      expect(peers.push.peer.received.length).toBeGreaterThan(0);
    }, 60_000);

    it('lets people answer: by the link in an old message, by the app on an old phone, in Grafana; and the source', async () => {
      const pressed = await sidecar.request('POST', `${sidecar.local(kept.facts.links.ann)}/acknowledge`, '', accept);
      expect(pressed.status).toBeLessThan(400);
      expect(await incident('escalating')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
      const shown = await sidecar.request<string>('GET', sidecar.local(kept.facts.links.ben), undefined, {
        token: null,
      });
      expect([shown.status, shown.body.includes('About taken')]).toEqual([200, true]);
      const tapped = await sidecar.request(
        'POST',
        `/app/api/incidents/${kept.facts.incidents['retried']}/acknowledge`,
        undefined,
        { token: null, headers: { 'x-vigie-app': '1', cookie: kept.facts.cookie } },
      );
      expect(tapped.status, JSON.stringify(tapped.body)).toBe(200);
      expect(await incident('retried')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
      const clicked = await sidecar.api(
        'POST',
        `incidents/${kept.facts.incidents['unsent']}/acknowledge`,
        undefined,
        asPerson('ann'),
      );
      expect(clicked.status, JSON.stringify(clicked.body)).toBe(200);
      expect(
        (await sidecar.ingest(tokenOf('scripts'), { id: 'unsent', title: 'About unsent', status: 'resolved' })).status,
      ).toBe(202);
      expect((await incident('unsent')).state).toBe('resolved');
      expect((await timeline('escalating')).find(({ kind }) => kind === 'acknowledged')).toMatchObject({
        actor: 'ann',
        data: { via: 'link' },
      });
    });

    it('takes up every wait: the resolution after its delay, the end of a snooze and of a maintenance', async () => {
      await sidecar.setClock('2026-03-03T12:04:00Z');
      expect((await incident('resolving')).state).toBe('resolved');
      expect((await incident('snoozed')).state).toBe('open');
      expect(pagedAnn()).toContain('About snoozed');
      expect(pagedAnn()).not.toContain('About held');
      await sidecar.setClock('2026-03-03T12:06:00Z');
      expect(pagedAnn()).toContain('About held');
    }, 60_000);

    it('is written to: what it gave of every kind may be saved, but for what files state', async () => {
      const files = Object.values(JSON.parse(kept.files) as Record<string, Array<{ id?: string }>>).flat();
      const stated = ['absence-ben-2026-03-20T00-00', ...files.map(({ id }) => id)];
      const refused: string[] = [];
      let saved = 0;
      for (const { route } of before.filter((one) =>
        WRITTEN.some((kind) => new RegExp(`^/api/v1/${kind}/[^/?]+$`).test(one.route)),
      )) {
        const { body, headers } = await sidecar.request('GET', route);
        const answer = await sidecar.request('PUT', route, body, {
          headers: { 'If-Match': headers.get('etag') ?? '' },
        });
        const expected = stated.includes(route.split('/').at(-1)) ? 409 : 200;
        saved += answer.status === 200 ? 1 : 0;
        if (answer.status !== expected) refused.push(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      expect(refused).toEqual([]);
      expect(saved).toBeGreaterThan(8);
    });

    it('judges nothing that was recorded before there was a unit', async () => {
      const listed = async (options: object) =>
        (
          await sidecar.api<{ items: Array<{ id: string; start: string; end: string | null }> }>(
            'GET',
            'interventions?user=ann',
            undefined,
            options,
          )
        ).body.items;
      const earlier = await listed({});
      expect(earlier.length).toBeGreaterThan(0);
      const rules = [{ from: '2026-01-01', pack: 'fr-default@1' }];
      const unit = { id: 'ops', name: 'Ops', since: '2026-01-01', timeZone: 'Europe/Paris', hr: ['ben'], rules };
      expect((await sidecar.api('POST', 'units', unit)).status).toBe(201);
      const schedule = [{ days: ['workday'], from: '09:00', to: '17:00' }];
      const profile = { user: 'ann', unit: 'ops', from: '2026-01-01', contract: 'hours', schedule };
      const made = await sidecar.api('POST', 'work-profiles', profile, asPerson('ben'));
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      await sidecar.advance('0s');
      expect(await listed(asPerson('ann'))).toEqual(earlier);
      for (const path of ['labour/findings', 'labour/rests']) {
        const { body } = await sidecar.api<{ items: object[] }>('GET', path, undefined, asPerson('ben'));
        expect(body.items).toEqual([]);
      }
    });

    it('ends all that is open', async () => {
      const open = async () =>
        (await sidecar.api<{ items: IncidentWire[] }>('GET', 'incidents?limit=100&state=open,acknowledged,snoozed'))
          .body.items;
      const found = await open();
      expect(found.length).toBeGreaterThan(10);
      for (const { id } of found) {
        expect((await sidecar.api('POST', `incidents/${id}/resolve`)).status).toBe(200);
      }
      await sidecar.advance('1h');
      expect(await open()).toEqual([]);
      expect(sidecar.errors).toEqual([]);
      expect((await sidecar.request<string>('GET', '/metrics')).body).toMatch(/^vigie_incidents_unattended 0$/m);
    }, 60_000);
  });
}
