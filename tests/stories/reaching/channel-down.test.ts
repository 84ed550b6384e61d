/** The pager watches itself: a channel that is down is told to Admins by another one, once, and when it is well. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startMailbox } from '../../support/mailbox.ts';
import type { Mailbox } from '../../support/mailbox.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';

interface Status {
  channelsDown: Array<{ service: string; kind: string; since: string }>;
}

onEachDatabase('The mail relay is down', (database) => {
  let mailbox: Mailbox;
  let sink: WebhookSink;
  let sidecar: Sidecar;
  let port: number;

  beforeAll(async () => {
    mailbox = await startMailbox();
    ({ port } = mailbox);
    sink = await startWebhookSink();
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      provisioning: JSON.stringify({
        apiVersion: 1,
        users: [
          { login: 'ann', name: 'Ann Martin', email: 'ann@example.com' },
          {
            login: 'cleo',
            name: 'Cleo Roux',
            email: 'cleo@example.com',
            admin: true,
            contactMethods: [
              { id: 'mail', type: 'email', to: 'cleo@example.com' },
              { id: 'hook', type: 'webhook', to: sink.url('/cleo') },
            ],
          },
          { login: 'dee', name: 'Dee Noir', email: 'dee@example.com', admin: true },
        ],
      }),
      env: { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com' },
    });
  });
  afterAll(async () => {
    await sidecar.remove();
    await Promise.all([mailbox.stop(), sink.stop()]);
  });

  const subjects = () => sink.items.map(({ body }) => String(body['text']).split('\n')[0]);
  const down = async () => (await sidecar.api<Status>('GET', 'status')).body.channelsDown;
  const upMetric = async () =>
    /vigie_channel_up\{channel="email",kind="email"\} (\d)/.exec(
      (await sidecar.request<string>('GET', '/metrics')).body,
    )?.[1];
  /** Probes go on by themselves; each advance begins one. */
  const minutesUntil = (what: string, is: () => Promise<boolean> | boolean) =>
    until(what, async () => (await sidecar.advance('1m'), is()));

  it('is told to Cleo by her hook, once, with who is cut off; again after a day; and when it is well', async () => {
    await minutesUntil('it was probed', async () => (await upMetric()) === '1');
    expect(await down()).toEqual([]);
    expect(sink.items).toEqual([]);

    await mailbox.stop();
    await minutesUntil('Cleo is told', () => sink.items.length > 0);
    expect(subjects()).toEqual([
      'It has not worked since ' +
        (await clock(await down())) +
        '. What should go through it waits or takes another way.',
    ]);
    expect(sink.items[0]?.body).toMatchObject({
      kind: 'onCall',
      person: { login: 'cleo' },
      onCall: { outage: { channel: 'email', up: false, people: ['Ann Martin', 'Dee Noir'] } },
    });
    expect(await upMetric()).toBe('0');
    expect(await down()).toEqual([{ service: 'email', kind: 'email', since: expect.any(String) }]);

    for (let minutes = 0; minutes < 10; minutes += 1) {
      await sidecar.advance('1m');
    }
    expect(sink.items).toHaveLength(1);

    await sidecar.advance('1d');
    await minutesUntil('she is reminded', () => sink.items.length > 1);

    mailbox = await startMailbox(port);
    await minutesUntil('it is well', async () => (await down()).length === 0);
    await minutesUntil('she is told so', () => sink.items.length + mailbox.items.length > 2);
    await sidecar.advance('5m');
    const last = [
      ...sink.items.slice(2).map(({ body }) => String(body['text'])),
      ...mailbox.items.map(({ text }) => text),
    ];
    expect(last.filter((text) => text.includes('Channel works again: email')).length).toBe(2);
    expect(await upMetric()).toBe('1');
  });
});

/** As it reads in a message on the same day. */
async function clock(outages: Status['channelsDown']): Promise<string> {
  return outages[0]?.since.slice(11, 16) ?? '';
}
