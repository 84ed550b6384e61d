/** Push to the app on people's phones, and answers from it. */
import { afterAll, expect } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { connectPhone, makeLink, Phone, startPushService } from '../../support/phone.ts';
import { stories } from '../harness.ts';
import { changeRows } from '../rows.ts';
import type { Story } from '../harness.ts';

const service = await startPushService();
afterAll(() => service.stop());
const env = { VIGIE_PUSH_SERVICES: service.url };

/** Her phone first, two minutes later by mail. */
async function withPhone(story: Story, language: 'en' | 'fr' = 'en'): Promise<Phone> {
  const phone = await connectPhone(story.sidecar, service, 'ann');
  const first = [{ method: phone.id }, { method: 'mail', after: '2m' }];
  await story.change({ ann: { language, notificationRules: { default: first, urgent: first } } });
  return phone;
}

async function lost(story: Story): Promise<string[]> {
  return (await story.onCallMessages())
    .map(({ says }) => says)
    .filter((says) => /no longer reaches|ne vous joint plus/.test(says));
}

stories(
  'the app on a phone',
  (tell) => {
    tell(
      'Ann is paged by push and acknowledges from the notification; nobody else is paged, and the notification says so',
      {},
      async (story) => {
        const phone = await withPhone(story);
        await story.alert({ title: 'Disk full on db-1' });
        await story.nobodyIsPaged();
        const [page] = phone.pushed();
        expect(page).toMatchObject({
          kind: 'page',
          title: expect.stringContaining('Disk full on db-1'),
          ring: true,
          actions: [{ action: 'acknowledge', title: 'Acknowledge' }],
        });
        const others = await connectPhone(story.sidecar, service, 'ben');
        for (const [device, id, status] of [
          [others, page?.id, 404],
          [phone, '01HZZZZZZZZZZZZZZZZZZZZZZZ', 404],
          [phone, page?.id, 200],
        ] as const) {
          expect((await device.ask('POST', 'shown', { id })).status).toBe(status);
        }
        const answer = await phone.tap(page!);
        expect(answer).toMatchObject({
          status: 200,
          body: { incident: { state: 'acknowledged', acknowledgedBy: 'ann' } },
        });
        expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
        await story.passes('10m');
        await story.nobodyIsPaged();
        await story.explains('Page sent to ann by web-push');
        await story.recovers({ title: 'Disk full on db-1' });
        expect(phone.pushed()).toMatchObject([
          { kind: 'update', tag: page?.tag, ring: false, title: expect.stringContaining('Resolved') },
        ]);
      },
    );

    tell('the same tap twice is one acknowledgement', {}, async (story) => {
      const phone = await withPhone(story);
      await story.alert();
      const [page] = phone.pushed();
      await Promise.all([phone.tap(page!), phone.tap(page!)]);
      await phone.tap(page!);
      expect((await story.timeline()).filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
    });

    tell(
      'the key for push services cannot be read: her next method at once, the app goes on, and so does push when the key is put back',
      {},
      async (story) => {
        story.expectError(({ msg }) => /cannot be read/.test(msg));
        const phone = await withPhone(story);
        const { databaseUrl, sidecar } = story;
        await changeRows(
          databaseUrl,
          "insert into meta (key, value) select 'push_keys_kept', value from meta where key = 'push_keys'",
        );
        await changeRows(databaseUrl, "update meta set value = 'sealed:v1:AAAA' where key = 'push_keys'");
        await sidecar.restart();
        await story.alert();
        await story.reached('ann by mail');
        expect((await sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable).toMatchObject([
          { kind: 'meta', id: 'push_keys', field: 'value' },
        ]);
        expect(await phone.ask('GET', 'me')).toMatchObject({ status: 200, body: { publicKey: null } });
        const { id } = await story.incident();
        expect((await phone.ask('POST', `incidents/${id}/acknowledge`)).status).toBe(200);
        expect(phone.pushed()).toEqual([]);
        await changeRows(
          databaseUrl,
          "update meta set value = (select value from meta where key = 'push_keys_kept') where key = 'push_keys'",
        );
        await story.alert({ id: 'well' });
        expect(phone.pushed()).toMatchObject([{ kind: 'page' }]);
        expect((await sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable).toEqual([]);
        await changeRows(databaseUrl, "delete from meta where key = 'push_keys_kept'");
        await story.pagesOfAnybody();
        await story.updatesOfAnybody();
        await story.onCallMessages();
      },
    );

    tell(
      'the browser has given up: her next method at once, the method is unhealthy, and well again when the app is opened',
      {},
      async (story) => {
        const phone = await withPhone(story);
        service.peer.answer({ status: 410 });
        try {
          await story.alert();
          await story.reached('ann by mail');
          await story.explains(
            /Could not reach ann by web-push \(bad-address: the device takes no notifications any more/,
          );
          expect(await lost(story)).toEqual(['Vigie no longer reaches you by Phone app (Ann’s iPhone).']);
          await story.alert({ id: 'second', title: 'CPU is hot' });
          await story.reached('ann by mail');
          expect(await lost(story)).toEqual([]);
        } finally {
          service.peer.answer({ status: 201 });
        }
        const method = async () =>
          (
            await story.sidecar.api<{ contactMethods: Array<{ id: string; healthy: boolean; to: string }> }>(
              'GET',
              'users/ann',
            )
          ).body.contactMethods.find(({ id }) => id === phone.id);
        expect(await method()).toMatchObject({ healthy: false, to: 'Ann’s iPhone' });
        const again = new Phone(story.sidecar, service);
        again.cookie = phone.cookie;
        await again.subscribe();
        phone.pushed();
        await story.alert({ id: 'other', title: 'Load is high' });
        expect(again.pushed()).toMatchObject([{ kind: 'page' }]);
        expect(await method()).toMatchObject({ healthy: true });
        await story.pagesOf('ann');
      },
    );

    tell('who reads French is told in French which of her ways has failed', {}, async (story) => {
      const phone = await withPhone(story, 'fr');
      service.peer.answer({ status: 410 });
      try {
        await story.alert();
        await story.reached('ann by mail');
        expect(await lost(story)).toEqual(['Vigie ne vous joint plus par Application mobile (Ann’s iPhone).']);
        const { id } = await story.incident();
        const { body } = await phone.ask<{ timeline: Array<{ text: string; language: string }> }>(
          'GET',
          `incidents/${id}`,
        );
        expect(body.timeline[0]).toMatchObject({ text: 'Ouvert\u00a0: Disk full', language: 'fr' });
      } finally {
        service.peer.answer({ status: 201 });
      }
    });

    tell('a push service that is down: by mail at once, and by push as soon as it is back', {}, async (story) => {
      const phone = await withPhone(story);
      service.peer.answer({ status: 503 });
      try {
        await story.alert();
        await story.reached('ann by mail');
      } finally {
        service.peer.answer({ status: 201 });
      }
      phone.pushed();
      await story.passes('5s');
      expect(phone.pushed()).toMatchObject([{ kind: 'page' }]);
    });

    tell(
      'a lost phone: taken away, it is paged no more and can answer nothing; the other ways go on',
      {},
      async (story) => {
        const phone = await withPhone(story);
        await story.alert();
        const [page] = phone.pushed();
        expect((await story.sidecar.api('DELETE', `users/ann/devices/${phone.id}`)).status).toBe(204);
        expect((await phone.tap(page!)).status).toBe(401);
        expect((await phone.ask('GET', 'incidents')).status).toBe(401);
        expect((await story.incident()).state).toBe('open');
        await story.alert({ id: 'other', title: 'Load is high' });
        // The file's rule names a device that is gone: it is passed over at once.
        expect(await story.pagesOf('ann')).toHaveLength(1);
        expect(phone.pushed()).toEqual([]);
        const { body } = await story.sidecar.api<{ items: Array<{ action: string; subject: string; actor: string }> }>(
          'GET',
          'audit?kind=devices',
        );
        expect(
          body.items.filter(({ subject }) => subject === phone.id).map(({ action, actor }) => `${action} by ${actor}`),
        ).toEqual(['delete by api', 'subscribe by ann', 'create by ann']);
      },
    );

    tell('a person who is gone from the files, and one who is disabled, answer nothing any more', {}, async (story) => {
      const phone = await connectPhone(story.sidecar, service, 'dee');
      expect((await phone.ask('GET', 'me')).status).toBe(200);
      await story.change({ dee: { disabled: true } });
      expect((await phone.ask('GET', 'me')).status).toBe(401);
      await story.change({ dee: { disabled: false } });
      expect((await phone.ask('GET', 'me')).status).toBe(200);
      const gone = { login: 'eve', name: 'Eve' };
      await story.change({ more: { users: [gone] } });
      const eves = await connectPhone(story.sidecar, service, 'eve');
      await story.change({ more: {} });
      expect((await eves.ask('GET', 'me')).status).toBe(401);
      await story.change({ more: { users: [gone] } });
      expect((await eves.ask('GET', 'me')).status).toBe(401);
    });

    tell(
      'a link works once, for ten minutes, and ends the one before; nobody makes one for somebody else',
      {},
      async (story) => {
        const first = await makeLink(story.sidecar, 'ann');
        expect(first.status).toBe(201);
        expect(first.body.url).toBe(`http://vigie.test/app/#enrol=${first.body.code}`);
        expect(first.body.qr).toMatch(/^<svg[\s\S]*<\/svg>$/);
        expect((await makeLink(story.sidecar, 'ann')).status).toBe(429);
        await story.passes('3s');
        const second = await makeLink(story.sidecar, 'ann');
        const phone = new Phone(story.sidecar, service);
        expect((await phone.enrol(first.body.code)).status).toBe(404);
        expect((await phone.enrol(second.body.code.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
        expect((await new Phone(story.sidecar, service).enrol(second.body.code)).status).toBe(404);
        await story.passes('3s');
        const late = await makeLink(story.sidecar, 'ann');
        await story.passes('10m');
        expect((await new Phone(story.sidecar, service).enrol(late.body.code)).status).toBe(404);
        const forBen = await story.sidecar.api('POST', 'users/ben/devices/enrolment', {});
        expect(forBen.status).toBe(403);
      },
    );

    tell('a session ends after 90 days without use, and lives on with it', {}, async (story) => {
      await story.change({ integration: {} });
      const [used, unused] = [
        await connectPhone(story.sidecar, service, 'ann'),
        await connectPhone(story.sidecar, service, 'ben'),
      ];
      await story.passes('60d');
      expect((await used.ask('GET', 'me')).status).toBe(200);
      await story.passes('31d');
      expect((await used.ask('GET', 'me')).status).toBe(200);
      expect((await unused.ask('GET', 'me')).status).toBe(401);
      // Every week has its handoff.
      await story.onCallMessages();
    });

    tell('other sites and other devices get nothing', {}, async (story) => {
      const phone = await withPhone(story);
      await story.alert();
      const [page] = phone.pushed();
      const path = `incidents/${page?.incident}/acknowledge`;
      const bare = await story.sidecar.request('POST', `/app/api/${path}`, undefined, {
        token: null,
        headers: { cookie: phone.cookie },
      });
      expect(bare.status).toBe(403);
      expect((await phone.ask('POST', path, undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect(
        (
          await story.sidecar.request('POST', `/app/api/${path}`, undefined, {
            token: null,
            headers: { 'x-vigie-app': '1', cookie: 'vigie_device=guess' },
          })
        ).status,
      ).toBe(401);
      expect(
        (
          await phone.ask('PUT', 'subscription', {
            endpoint: 'http://169.254.169.254/latest',
            keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) },
          })
        ).status,
      ).toBe(400);
      expect((await story.incident()).state).toBe('open');
      await story.abandon();
    });

    tell('asks whether it was worth waking somebody once it is answered, and takes it back', {}, async (story) => {
      const phone = await withPhone(story);
      await story.alert();
      const [page] = phone.pushed();
      const path = `incidents/${page?.incident}`;
      const asked = async () => ((await phone.ask('GET', path)).body as { rating: object | null }).rating;
      expect(await asked()).toBeNull();
      await phone.ask('POST', `${path}/acknowledge`);
      expect(await asked()).toEqual({ own: null, note: null, open: false });
      expect((await phone.ask('PUT', `${path}/rating`, { rating: 'splendid' })).status).toBe(400);
      expect((await phone.ask('PUT', `${path}/rating`, { rating: 'too-late' })).body).toMatchObject({
        incident: { state: 'acknowledged' },
        rating: { own: 'too-late' },
      });
      expect((await phone.ask('DELETE', `${path}/rating`)).body).toMatchObject({ rating: { own: null } });
    });
  },
  env,
);
