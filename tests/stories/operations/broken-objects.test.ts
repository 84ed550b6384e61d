/** An object whose body cannot be read is told from one that is not there, can be replaced and deleted, and keeps nothing else from working. */
import { createSocket } from 'node:dgram';
import { expect } from 'vitest';
import type { Unreadable } from '#contract/unreadable';
import { sendMail } from '../../support/mail-sender.ts';
import { inform, trapV2 } from '../../support/snmp-packets.ts';
import { until } from '../../support/waiting.ts';
import { listenerAddress } from '../listeners/listener.ts';
import { tokenOf } from '../cast.ts';
import { loneStories, stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';

interface Refused {
  error: { reason: string; data: object };
}

/** Behind the sidecar's back; the new revision makes it look. */
async function breaks(story: Story, where: string, set: string, table = 'config'): Promise<void> {
  expect(await changeRows(story.databaseUrl, `update ${table} set ${set} where ${where}`), where).toBeGreaterThan(0);
  await changeRows(
    story.databaseUrl,
    "update meta set value = cast(cast(value as bigint) + 1 as text) where key = 'config_revision'",
  );
  await story.settle();
}

async function unreadable(story: Story): Promise<Unreadable[]> {
  return (await story.sidecar.api<{ unreadable: Unreadable[] }>('GET', 'status')).body.unreadable;
}

const RESOLVED = expect.stringMatching(/^cleo by mail: Resolved by/) as string;

const isDamage = ({ msg }: { msg: string }) => /cannot be read/.test(msg);

/** Path, kind, a body that may be sent, and one with which it cannot be read. */
const OBJECTS: ReadonlyArray<
  [path: string, kind: string, body: (id: string) => object, field: string, broken: object]
> = [
  [
    'rotas',
    'rotas',
    () => ({ timeZone: 'UTC', layers: [{ id: 'l', participants: [['ann']] }] }),
    'layers',
    { layers: 7 },
  ],
  [
    'policies',
    'escalationPolicies',
    () => ({ steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }),
    'steps',
    { steps: 7 },
  ],
  ['teams', 'teams', () => ({ members: ['ann'] }), 'members', { members: 7 }],
  [
    'time-windows',
    'timeWindows',
    () => ({ timeZone: 'UTC', windows: [{ days: ['mon'], from: '09:00', to: '17:00' }] }),
    'windows',
    { windows: 7 },
  ],
  [
    'absences',
    'absences',
    () => ({ user: 'ann', start: '2026-01-05T00:00Z', end: '2026-01-06T00:00Z' }),
    'start',
    { start: 7 },
  ],
  [
    'maintenances',
    'maintenances',
    () => ({ name: 'Move', match: ['host="a"'], timeZone: 'UTC', start: '2026-01-05T00:00', end: '2026-01-06T00:00' }),
    'start',
    { start: 7 },
  ],
  ['subscriptions', 'subscriptions', () => ({ name: 'News', to: [{ user: 'ann' }] }), 'to', { to: 7 }],
  [
    'integrations',
    'integrations',
    (id) => ({
      name: 'In',
      type: 'webhook',
      token: `token-of-${id}-0123456789`,
      policy: id.replace('own-integrations', 'main'),
    }),
    'type',
    { type: 7 },
  ],
];

loneStories('An object that cannot be read', (tell) => {
  for (const [path, kind, body, field, broken] of OBJECTS) {
    tell(`of ${path}: it is named where it is asked for, is replaced whole, and is deleted`, {}, async (story) => {
      const id = `own-${path}-${story.scene.number}`;
      story.expectError((line) => isDamage(line) || line.kind === kind);
      const { sidecar } = story;
      const whole = { id, ...body(id) };
      expect(await sidecar.api('POST', path, whole)).toMatchObject({ status: 201 });
      const text = JSON.stringify({ ...whole, ...broken });
      await breaks(story, `kind = '${kind}' and id = '${id}'`, `body = '${text}'`);
      const shown = await sidecar.api<Refused>('GET', `${path}/${id}`);
      expect(shown).toMatchObject({
        status: 503,
        body: { error: { reason: 'object-unreadable', data: { kind, id, field } } },
      });
      expect((await sidecar.api('GET', path)).status).toBe(200);
      expect((await sidecar.api('PUT', `${path}/${id}`, whole)).status).toBe(200);
      expect((await sidecar.api('GET', `${path}/${id}`)).status).toBe(200);
      await breaks(story, `kind = '${kind}' and id = '${id}'`, `body = '{"id'`);
      expect((await sidecar.api<Refused>('GET', `${path}/${id}`)).body.error.data).toEqual({ kind, id, field: '' });
      expect((await sidecar.api('DELETE', `${path}/${id}`)).status).toBe(204);
      expect((await sidecar.api('GET', `${path}/${id}`)).status).toBe(404);
      expect((await unreadable(story)).filter((one) => one.id === id)).toEqual([]);
      await story.alert();
      expect((await story.pagesOfAnybody()).length).toBeGreaterThan(0);
    });
  }
});

loneStories('A stored object that names what is not there', (tell) => {
  tell(
    'keeps nobody from changing, making, deleting or stating anything else; it is refused itself',
    {},
    async (story) => {
      story.expectError(isDamage);
      const { sidecar } = story;
      const number = String(story.scene.number);
      const policy = { id: `lost-${number}`, name: 'Lost', steps: [{ notify: [{ user: 'ben' }], wait: '5m' }] };
      const team = { id: `other-${number}`, members: ['ann'] };
      expect((await sidecar.api('POST', 'policies', policy)).status).toBe(201);
      await breaks(
        story,
        `kind = 'escalationPolicies' and id = '${policy.id}'`,
        `body = replace(body, '"ben"', '"nobody"')`,
      );
      expect(await sidecar.api('POST', 'teams', team)).toMatchObject({ status: 201 });
      expect(await sidecar.api('PUT', `teams/${team.id}`, { ...team, members: ['ben'] })).toMatchObject({
        status: 200,
      });
      await story.change({ rota: { name: 'Renamed' } });
      const used = { ...policy, id: `user-of-${number}`, team: team.id };
      expect((await sidecar.api('POST', 'policies', used)).status).toBe(201);
      const refused = await sidecar.api<{ error: { message: string; details: unknown[] } }>(
        'DELETE',
        `teams/${team.id}`,
      );
      expect(refused.status).toBe(409);
      expect(refused.body.error.details).toHaveLength(1);
      expect(refused.body.error.message).toContain(used.id);
      const itself = await sidecar.api<{ error: { details: Array<{ path: string }> } }>(
        'PUT',
        `policies/${policy.id}`,
        { ...policy, steps: [{ notify: [{ user: 'nobody' }], wait: '6m' }] },
      );
      expect(itself).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: 'steps[0].notify[0].user' }] } },
      });
      for (const path of [`policies/${used.id}`, `teams/${team.id}`, `policies/${policy.id}`]) {
        expect((await sidecar.api('DELETE', path)).status, path).toBe(204);
      }
      await story.alert();
      await story.reached('ann by hook');
    },
  );
});

const OFFICE = { id: 'office', timeZone: 'UTC', windows: [{ days: ['daily' as const], from: '00:00', to: '24:00' }] };
const SHIFTS = { layers: [{ id: 'l', participants: [['ann']] }] };

loneStories('Beside what cannot be read', (tell) => {
  tell('an override does not hold: whoever the rota itself has is paged', { rota: SHIFTS }, async (story) => {
    story.expectError(isDamage);
    const made = await story.sidecar.api('POST', 'rotas/sre/overrides', {
      start: story.at('Monday 00:00'),
      end: story.at('Friday 00:00'),
      set: ['ben'],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await breaks(story, "kind = 'overrides'", `body = '{"rota":"sre","override":7}'`);
    expect(await unreadable(story)).toMatchObject([{ kind: 'overrides' }]);
    await story.alert();
    await story.reached('ann by hook');
    expect((await story.sidecar.api('GET', 'rotas/sre/overrides')).status).toBe(200);
    await changeRows(story.databaseUrl, "delete from config where kind = 'overrides'");
    await story.onCallMessages();
  });

  tell('a saved state of a rota is not known, and the one in force pages', { rota: SHIFTS }, async (story) => {
    story.expectError(isDamage);
    await story.change({ rota: { ...SHIFTS, name: 'Renamed' } });
    await breaks(story, "kind = 'rotas' and id = 'sre'", `body = '{"layers":7}'`, 'config_history');
    await story.alert();
    await story.reached('ann by hook');
    const { body } = await story.sidecar.api<{ items: Array<{ rota: object | null; unreadable: Unreadable | null }> }>(
      'GET',
      'rotas/sre/versions',
    );
    expect(body.items[0]).toMatchObject({ rota: null, unreadable: { kind: 'rotaVersions', reason: 'not-understood' } });
    const from = story.at('Monday 00:00');
    expect(
      (await story.sidecar.api('GET', `rotas/sre/timeline?from=${from}&to=${story.at('Friday 00:00')}`)).status,
    ).toBe(200);
    await changeRows(story.databaseUrl, "delete from config_history where kind = 'rotas' and id = 'sre'");
  });

  for (const kind of ['swaps', 'devices', 'pastAbsences', 'profiles', 'erasures']) {
    tell(`a row of ${kind} is left out and named, and its owner is paged`, { rota: SHIFTS }, async (story) => {
      story.expectError(isDamage);
      const id = kind === 'profiles' ? 'ann' : `broken-${story.scene.number}`;
      await changeRows(
        story.databaseUrl,
        `insert into config (kind, id, body, origin, version, created_at, updated_at) values ('${kind}', '${id}', '{}', 'api', 1, 0, 0)`,
      );
      await breaks(
        story,
        `kind = '${kind}' and id = '${id}'`,
        `body = '{"user":7,"contactMethods":"x","erasure":null}'`,
      );
      expect(await unreadable(story)).toMatchObject([{ kind, id }]);
      await story.alert();
      await story.reached('ann by hook');
      for (const path of ['swaps', 'users', 'users/ann', 'users/ann/devices', 'absences', 'rotas/sre/health']) {
        expect((await story.sidecar.api('GET', path)).status, path).toBe(200);
      }
      await changeRows(story.databaseUrl, `delete from config where kind = '${kind}' and id = '${id}'`);
      await breaks(story, "key = 'config_revision'", 'value = value', 'meta');
      expect(await unreadable(story)).toEqual([]);
    });
  }

  tell(
    'a route is skipped: the next one takes what it would have taken',
    { more: { escalationPolicies: [{ id: 'second', steps: [{ notify: [{ user: 'ben' }], wait: '5m' }] }] } },
    async (story) => {
      story.expectError(isDamage);
      await story.change({
        integration: {
          routes: [
            { match: ['severity="critical"'], policy: 'second' },
            { match: [], policy: 'second' },
          ],
        },
      });
      const { integration } = story;
      await breaks(
        story,
        `kind = 'integrations' and id = '${integration}'`,
        `body = replace(body, '"match":["severity=\\"critical\\""]', '"match":7')`,
      );
      expect(await unreadable(story)).toMatchObject([
        { kind: 'integrations', id: integration, field: expect.stringContaining('routes[0]') },
      ]);
      await story.alert({ severity: 'critical' });
      await story.reached('ben by mail');
    },
  );

  tell(
    'a step whose window cannot be read reaches nobody and holds nothing up; a route is skipped; a rule of a person holds at any time',
    {
      ann: {
        notificationRules: {
          default: [{ method: 'hook', when: 'office' }],
          urgent: [{ method: 'hook', when: 'office' }],
        },
      },
      steps: [
        { notify: [{ user: 'dee' }], when: 'office', wait: '30m' },
        { notify: [{ user: 'ann' }], wait: '30m' },
      ],
      integration: { routes: [{ match: [], when: 'office', policy: 'second' }] },
      more: {
        timeWindows: [OFFICE],
        escalationPolicies: [{ id: 'second', steps: [{ notify: [{ user: 'ben' }], wait: '30m' }] }],
      },
    },
    async (story) => {
      story.expectError(isDamage);
      await story.alert({ id: 'before' });
      await story.reached('ben by mail');
      for (const body of [
        '{"id',
        '{}',
        '{"id":"office","windows":7}',
        '{"id":"office","timeZone":"Mars/Olympus","windows":[]}',
      ]) {
        await breaks(story, "kind = 'timeWindows' and id = 'office'", `body = '${body}'`);
        expect((await unreadable(story)).map(({ kind, field }) => `${kind} ${field}`)).toEqual(
          expect.arrayContaining([
            'escalationPolicies steps[0].when',
            'integrations routes[0].when',
            'users notificationRules.urgent[0].when',
          ]),
        );
        await story.alert({ id: `broken ${body.length}` });
        await story.reached('ann by hook');
      }
      await story.change({});
      expect(await unreadable(story)).toEqual([]);
      await story.alert({ id: 'after' });
      await story.reached('ben by mail');
    },
  );

  tell(
    'a person whose zone this machine does not know is paged, by the clock of UTC, and named',
    { rota: SHIFTS },
    async (story) => {
      story.expectError(isDamage);
      await breaks(
        story,
        "kind = 'users' and id = 'ann'",
        `body = replace(body, '"timeZone":"UTC"', '"timeZone":"Mars/Olympus"')`,
      );
      expect(await unreadable(story)).toMatchObject([{ kind: 'users', id: 'ann', field: 'timeZone' }]);
      await story.alert();
      await story.reached('ann by hook');
      expect(await story.sidecar.api('GET', 'users/ann')).toMatchObject({ status: 200, body: { timeZone: 'UTC' } });
    },
  );
});

stories(
  'Mail to an integration that cannot be read',
  (tell) => {
    tell('is to be sent again, and is taken when it is well', { integration: { type: 'email' } }, async (story) => {
      story.expectError((line) => isDamage(line) || line.id === story.integration);
      const id = story.integration;
      const mail = async (to: string) =>
        sendMail(await listenerAddress(story.sidecar, 'smtp'), {
          to: `${to}@vigie.example.com`,
          subject: 'Fan stopped',
        });
      await breaks(
        story,
        `kind = 'integrations' and id = '${id}'`,
        `body = replace(body, '"type":"email"', '"type":7')`,
      );
      expect(await mail(tokenOf(id))).toMatch(/^451 /);
      expect(await mail(tokenOf(id).toUpperCase())).toMatch(/^451 /);
      expect(await mail('token-of-nobody-at-all-0123456789')).toMatch(/^550 /);
      await story.pagesOfAnybody();
      await story.change({});
      await story.told(RESOLVED);
      expect(await mail(tokenOf(id))).toMatch(/^250 /);
      await story.reached('ann by hook: Fan stopped');
    });
  },
  { VIGIE_SMTP_LISTEN: '127.0.0.1:0', VIGIE_SMTP_DOMAIN: 'vigie.example.com' },
);

const DOWN = '1.3.6.1.6.3.1.1.5.3';

stories(
  'Traps and informs to an integration that cannot be read',
  (tell) => {
    tell(
      'an inform is not answered, a trap waits, the managers are paged once; both are taken when it is well',
      { integration: { type: 'snmp', name: 'Switches' } },
      async (story) => {
        story.expectError((line) => isDamage(line) || line.id === story.integration);
        const id = story.integration;
        const traps = await openTraps(await listenerAddress(story.sidecar, 'snmp'));
        const packet = (number: number) => [[`1.3.6.1.2.1.2.2.1.1.${number}`, number]] as Array<[string, number]>;
        await breaks(
          story,
          `kind = 'integrations' and id = '${id}'`,
          `body = replace(body, '"type":"snmp"', '"type":7')`,
        );
        traps.send(inform(tokenOf(id), 4711, DOWN, packet(1)));
        traps.send(trapV2(tokenOf(id), DOWN, packet(2)));
        await until('both are counted', async () => (await refusedAs(story, 'broken')) === 2);
        traps.send(trapV2('public', DOWN, packet(3)));
        await until('a stranger is told from them', async () => (await refusedAs(story, 'community')) === 1);
        await story.reached('cleo by mail: Integration Switches cannot be read and takes no alerts');
        expect(traps.answers()).toBe(0);
        await story.change({});
        await story.told(RESOLVED);
        await until(
          'the trap is taken',
          async () => (await story.metric('vigie_snmp_packets_total{outcome="received",reason=""}')) === 1,
        );
        traps.send(inform(tokenOf(id), 4711, DOWN, packet(1)));
        await until('the inform is answered', () => traps.answers() === 1);
        await story.reached('ann by hook: Link down: 1 on 127.0.0.1', 'ann by hook: Link down: 2 on 127.0.0.1');
        traps.close();
      },
    );
  },
  { VIGIE_SNMP_LISTEN: '127.0.0.1:0' },
);

async function refusedAs(story: Story, reason: string): Promise<number> {
  return story.metric(`vigie_snmp_packets_total{outcome="refused",reason="${reason}"}`);
}

async function openTraps(address: string): Promise<{ send(packet: Buffer): void; answers(): number; close(): void }> {
  const [host = '', port = ''] = address.split(':');
  const socket = createSocket('udp4');
  let answers = 0;
  socket.on('message', () => void answers++);
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  return {
    send: (packet) => socket.send(packet, Number(port), host),
    answers: () => answers,
    close: () => void socket.close(),
  };
}
