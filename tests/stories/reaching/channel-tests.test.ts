/** A test of a channel is remembered until the channel changes; a channel that only reaches people tests who tests it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';

interface Test {
  channel: string;
  at: string;
  outcome: string;
  reason: string | null;
}

onEachDatabase('Channels are tested', (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;

  beforeAll(async () => {
    sink = await startWebhookSink();
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      provisioning: JSON.stringify({
        apiVersion: 1,
        users: [
          {
            login: 'ann',
            name: 'Ann Martin',
            admin: true,
            language: 'fr',
            contactMethods: [{ id: 'sms', type: 'sms', to: '+33612345678' }],
          },
          { login: 'ben', name: 'Ben Petit', admin: true },
        ],
      }),
    });
    await make('room', { type: 'webhook', settings: { url: sink.url('/room') } });
    await make('sms', {
      type: 'sms-http',
      settings: { url: sink.url('/sms'), body: '{"to": {{ to | json }}, "text": {{ text | json }}}' },
    });
  });
  afterAll(async () => {
    await sidecar.remove();
    await sink.stop();
  });

  const make = (id: string, body: object) => sidecar.api('POST', 'channels', { id, name: id, ...body });
  const tests = async () => (await sidecar.api<{ items: Test[] }>('GET', 'channel-tests')).body.items;
  const testAs = (login: string | null, id: string) => {
    const person = {
      UserUID: `uid-${login}`,
      Login: login,
      Name: login,
      OrgID: 1,
      OrgRole: 'Admin',
      Teams: [],
      IsServiceAccount: false,
      IsAnonymous: false,
    };
    const headers: Record<string, string> = login === null ? {} : { 'X-Grafana-Context': JSON.stringify(person) };
    return sidecar.api<{ outcome: string; reason: string | null; detail: string }>(
      'POST',
      `channels/${id}/test`,
      {},
      { headers },
    );
  };

  it('none was tested yet', async () => {
    expect(await tests()).toEqual([]);
  });

  it('a room is tested, and that it worked is remembered', async () => {
    expect((await testAs(null, 'room')).body).toMatchObject({ outcome: 'done' });
    expect(await tests()).toMatchObject([{ channel: 'room', outcome: 'done', reason: null }]);
  });

  it('a change of the channel makes the test worth nothing', async () => {
    await sidecar.api('PUT', 'channels/room', {
      id: 'room',
      name: 'room',
      type: 'webhook',
      settings: { url: 'http://127.0.0.1:9/nobody' },
    });
    expect(await tests()).toEqual([]);
    await testAs(null, 'room');
    expect(await tests()).toMatchObject([{ channel: 'room', outcome: 'retry', reason: 'network' }]);
  });

  it('an SMS service sends the test to the person who presses it, in their language', async () => {
    expect((await testAs('ann', 'sms')).body).toMatchObject({ outcome: 'done' });
    const { body } = await sink.waitFor(({ path }) => path === '/sms');
    expect(body).toMatchObject({ to: '+33612345678', text: expect.stringMatching(/^Test de Vigie/) });
    expect((await tests()).map(({ channel }) => channel)).toEqual(['room', 'sms']);
  });

  it('says what is missing to whoever has no such number, and to a script; nothing was tested then', async () => {
    const before = await tests();
    for (const person of ['ben', null]) {
      expect((await testAs(person, 'sms')).body).toMatchObject({
        outcome: 'never',
        reason: 'unknown-method',
        detail: expect.stringContaining('contact method of type sms'),
      });
    }
    expect(await tests()).toEqual(before);
  });
});
