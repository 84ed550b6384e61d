/** Codes that verify contact methods: no way to pester strangers, to run up costs, or to guess into an address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHttpPeer } from '../../backend-shim/channels/shared/http/http-peer.fake.ts';
import type { HttpPeer } from '../../backend-shim/channels/shared/http/http-peer.fake.ts';
import { onEachDatabase, onPostgres } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { asPerson } from '../support/phone.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';

interface World {
  sidecar: Sidecar;
  gateway: HttpPeer;
  mailbox: Mailbox;
  close(): Promise<void>;
}

async function startWorld(databaseUrl: string): Promise<World> {
  const [gateway, mailbox] = [await startHttpPeer(), await startMailbox()];
  const settings = { url: gateway.url, body: '{"to": {{ to | json }}, "text": {{ text | json }}}' };
  const provisioning = JSON.stringify({
    apiVersion: 1,
    users: ['ann', 'ben', 'cleo', 'dee', 'eve'].map((login) => ({ login })),
    channels: [
      { id: 'gateway', type: 'sms-http', settings },
      { id: 'luxembourg', type: 'sms-http', settings: { ...settings, countries: '+352', order: 200 } },
    ],
  });
  const sidecar = await startSidecar({
    provisioning,
    databaseUrl,
    env: { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com' },
  });
  return {
    sidecar,
    gateway,
    mailbox,
    close: async () => void (await sidecar.remove(), await Promise.all([gateway.close(), mailbox.stop()])),
  };
}

interface Refusal {
  error: { reason: string; data: object };
}

/** What a person does on their own profile. */
function person(sidecar: Sidecar, login: string) {
  const send = (id: string, asAdmin = false) =>
    sidecar.api<Refusal>(
      'POST',
      `users/${login}/contact-methods/${id}/verify`,
      undefined,
      asAdmin ? {} : asPerson(login),
    );
  return {
    send,
    async has(...contactMethods: object[]): Promise<void> {
      const { body } = await sidecar.api<object>('GET', `users/${login}`, undefined, asPerson(login));
      const saved = await sidecar.api('PUT', `users/${login}`, { ...body, contactMethods }, asPerson(login));
      expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    },
    type: (id: string, code: string) =>
      sidecar.api<Refusal>('POST', `users/${login}/contact-methods/${id}/verify`, { code }, asPerson(login)),
    test: (id: string) =>
      sidecar.api<Refusal>('POST', `users/${login}/contact-methods/${id}/test`, undefined, asPerson(login)),
  };
}

const said = ({ status, body }: Answer<Refusal>) => [status, status === 200 ? 'sent' : body.error.reason];
const sms = (id: string, to: string) => ({ id, type: 'sms', to });
const mail = (id: string, to: string) => ({ id, type: 'email', to });
const codeIn = (text: string) => /(?<!\d)(\d{6})(?!\d)/.exec(text)?.[1] ?? '';

onEachDatabase('Verification', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(await database.fresh());
    await world.sidecar.setClock('2026-03-02T08:00:00Z');
  });
  afterAll(() => world?.close());

  test('no code goes to premium, satellite and foreign numbers until an Admin sends the first', async () => {
    const { sidecar, gateway } = world;
    const dee = person(sidecar, 'dee');
    const numbers = ['+33899701234', '+881612345678', '+18765550100', '+33612345678'];
    for (const number of numbers) {
      await dee.has(sms('phone', number));
      expect(said(await dee.send('phone')), number).toEqual([403, 'country-not-allowed']);
    }
    expect(gateway.received).toEqual([]);
    // A service names it.
    await dee.has(sms('phone', '+352621123456'));
    expect(said(await dee.send('phone'))).toEqual([200, 'sent']);
    const ann = person(sidecar, 'ann');
    await ann.has(sms('phone', '+33612345678'));
    expect(said(await ann.send('phone', true))).toEqual([200, 'sent']);
    expect((await ann.type('phone', codeIn(gateway.received.at(-1)?.body ?? ''))).status).toBe(200);
    // From now on, others have numbers there, too.
    await dee.has(sms('phone', '+33699999999'));
    expect(said(await dee.send('phone'))).toEqual([200, 'sent']);
    await dee.has(sms('phone', '+881612345678'));
    expect(await dee.send('phone')).toMatchObject({
      status: 403,
      body: { error: { reason: 'country-not-allowed', data: { country: '+881' } } },
    });
  });

  test('a stranger gets five codes a day, whoever asks under whatever id', async () => {
    const { sidecar, mailbox } = world;
    for (let attempt = 0; attempt < 12; attempt++) {
      const attacker = person(sidecar, attempt % 2 === 0 ? 'ben' : 'cleo');
      await attacker.has(mail(`m${attempt}`, `stranger+${attempt}@example.org`));
      expect(said(await attacker.send(`m${attempt}`))).toEqual(attempt < 5 ? [200, 'sent'] : [429, 'too-many-codes']);
      // At once, another one is never sent.
      await attacker.has(mail('other', 'Stranger@example.org'));
      expect((await attacker.send('other')).status).toBe(429);
      await sidecar.advance('31s');
    }
    expect(mailbox.items.filter(({ to }) => to.some((one) => /stranger/i.test(one)))).toHaveLength(5);
    await sidecar.advance('24h');
    expect(said(await person(sidecar, 'ben').send('other'))).toEqual([200, 'sent']);
  });

  test('one person is sent ten codes a day', async () => {
    const { sidecar } = world;
    const eve = person(sidecar, 'eve');
    for (let attempt = 0; attempt < 12; attempt++) {
      await eve.has(mail(`m${attempt}`, `victim-${attempt}@example.org`));
      expect(said(await eve.send(`m${attempt}`))).toEqual(attempt < 10 ? [200, 'sent'] : [429, 'too-many-codes']);
    }
  });

  test('new ids give no new tries at a foreign address', async () => {
    const { sidecar, mailbox } = world;
    const cleo = person(sidecar, 'cleo');
    const outcomes: unknown[] = [];
    for (let id = 0; id < 3; id++) {
      await cleo.has(mail(`try-${id}`, 'boss@example.org'));
      expect((await cleo.send(`try-${id}`)).status).toBe(200);
      const right = codeIn(
        (await mailbox.waitFor(({ to, subject }) => to.includes('boss@example.org') && subject !== '')).text,
      );
      for (let guess = 0; guess < 5; guess++) {
        const { status, body } = await cleo.type(`try-${id}`, right === `00000${guess}` ? '999999' : `00000${guess}`);
        outcomes.push(status === 400 ? 'wrong' : body.error.reason);
      }
      await sidecar.advance('31s');
    }
    expect(outcomes).toEqual([
      ...Array.from({ length: 10 }, () => 'wrong'),
      ...Array.from({ length: 5 }, () => 'wrong-codes-for-address'),
    ]);
  });

  test('test messages go to verified methods only, ten an hour, and hold no page', { timeout: 60_000 }, async () => {
    const { sidecar, gateway } = world;
    const dee = person(sidecar, 'dee');
    await dee.has(sms('phone', '+33688888888'));
    expect((await dee.test('phone')).status).toBe(409);
    const ann = person(sidecar, 'ann');
    for (let attempt = 0; attempt < 12; attempt++) {
      expect(said(await ann.test('phone'))).toEqual(attempt < 10 ? [200, 'sent'] : [429, 'too-many-tests']);
    }
    gateway.received.splice(0);
    expect((await sidecar.api('POST', 'incidents', { title: 'Disk full', users: ['ann'] })).status).toBe(201);
    await sidecar.advance('1s');
    await expect.poll(() => gateway.received.length).toBe(1);
  });
});

onPostgres('Two sidecars', (database: TestDatabase) => {
  test('count codes together', { timeout: 60_000 }, async () => {
    const databaseUrl = await database.fresh();
    const [one, other] = [await startWorld(databaseUrl), await startWorld(databaseUrl)];
    try {
      await person(one.sidecar, 'dee').has(mail('m', 'stranger@example.org'));
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => person((index % 2 === 0 ? one : other).sidecar, 'dee').send('m')),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 429)]);
    } finally {
      await one.close();
      await other.close();
    }
  });
});
