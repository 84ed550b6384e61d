/** Mail servers and webhook receivers that hang, refuse or break off: their pages are tried again, and everybody else's are on time. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startMailbox, type Mailbox, type MailMode } from '../support/mailbox.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';

const token = 'receivers-token-0123456789';

function provisioning(broken: WebhookSink, well: WebhookSink): string {
  return `apiVersion: 1
users:
  - { login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris, contactMethods: [{ id: hook, type: webhook, to: "${broken.url('/ann')}" }] }
  - { login: ben, name: Ben, email: ben@example.com, timeZone: Europe/Paris, contactMethods: [{ id: hook, type: webhook, to: "${well.url('/ben')}" }] }
  - { login: cleo, name: Cleo, email: cleo@example.com, timeZone: Europe/Paris }
teams: [{ id: sre, name: SRE, members: [ann, ben, cleo] }]
escalationPolicies:
  - { id: hooks, name: Hooks, team: sre, steps: [{ notify: [{ user: ann }], wait: 1d }] }
  - { id: well, name: Well, team: sre, steps: [{ notify: [{ user: ben }], wait: 1s }, { notify: [{ user: ben }], wait: 1d }] }
  - { id: mail, name: Mail, team: sre, steps: [{ notify: [{ user: cleo }], wait: 1d }] }
integrations:
  - { id: hooks, name: Hooks, type: webhook, token: ${token}-hooks, policy: hooks }
  - { id: well, name: Well, type: webhook, token: ${token}-well, policy: well }
  - { id: mail, name: Mail, type: webhook, token: ${token}-mail, policy: mail }
`;
}

onEachDatabase('receivers that fail', (database) => {
  let broken: WebhookSink;
  let well: WebhookSink;
  let mailbox: Mailbox;
  let sidecar: Sidecar;
  beforeEach(async () => {
    [broken, well, mailbox] = await Promise.all([startWebhookSink(), startWebhookSink(), startMailbox()]);
    const env = { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com' };
    sidecar = await startSidecar({
      provisioning: provisioning(broken, well),
      databaseUrl: await database.fresh(),
      clock: 'system',
      env,
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await Promise.all([broken.stop(), well.stop(), mailbox.stop()]);
  });

  const report = async (integration: string, id: string) => {
    const { status } = await sidecar.ingest(`${token}-${integration}`, {
      id,
      title: `Problem ${id}`,
      status: 'firing',
    });
    expect(status).toBe(202);
    return performance.now();
  };

  /** Two steps a second apart, measured at the receiver. */
  async function expectOnTime(id: string): Promise<void> {
    const started = performance.now();
    const reported = await report('well', id);
    const own = () =>
      well.items.filter(({ body }) => (body['incident'] as { title: string }).title === `Problem ${id}`);
    await well.waitFor(() => own().length === 2, 5000);
    const [first, second] = own();
    expect((first?.at ?? Infinity) - reported, 'the first page').toBeLessThan(1000);
    // Not from the first page: where that came late, the second is none the later.
    expect((second?.at ?? Infinity) - started, 'the second step').toBeGreaterThan(900);
    expect((second?.at ?? Infinity) - (first?.at ?? 0), 'the second step').toBeLessThan(2000);
  }

  it('200 webhooks hang: the timers of others stay on time, and the engine rests meanwhile', async () => {
    broken.mode('hang');
    await Promise.all(Array.from({ length: 200 }, (_, n) => report('hooks', `h${n}`)));
    await broken.waitForCount(64);
    await expectOnTime('one');
    await expectOnTime('two');
    expect((await sidecar.request('GET', '/readyz')).status).toBe(200);
    expect(sidecar.errors).toEqual([]);
  });

  it.each(['hang', 'drop', '4xx'] as const)(
    'the mail server: %s; others are on time, and the mail comes once it is well',
    async (mode: MailMode) => {
      mailbox.mode(mode);
      await report('mail', 'm');
      await expectOnTime('one');
      mailbox.mode('ok');
      // The first retry comes 5 s after the failure; a server that hangs fails after the channel's own limit.
      await mailbox.waitFor(({ to }) => to.includes('cleo@example.com'), 45_000);
      expect(sidecar.errors).toEqual([]);
    },
  );

  it('the mail server refuses for good (5xx): the step moves on and says why', async () => {
    mailbox.mode('5xx');
    await report('mail', 'm');
    const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', 'incidents');
    const timeline = async () =>
      (
        await sidecar.api<{ items: Array<{ kind: string; text: string }> }>(
          'GET',
          `incidents/${body.items[0]?.id}/timeline`,
        )
      ).body.items;
    await expect
      .poll(async () => (await timeline()).map(({ kind }) => kind), { timeout: 5000 })
      .toContain('unreachable');
    expect((await timeline()).map(({ kind }) => kind)).toContain('exhausted');
  });

  it('a receiver that broke off after it took the page gets it again, under the same key', async () => {
    broken.mode('drop', '/ann', 1);
    await report('hooks', 'd');
    const [first, second] = await broken.waitForCount(2, 15_000);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });
});
