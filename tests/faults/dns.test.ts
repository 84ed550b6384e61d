/** A DNS server that never answers: commits and everybody else's pages are on time, and pages to its names come once it answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMailbox, type Mailbox } from '../support/mailbox.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { startDnsServer, whyNoDnsServer, type DnsServer } from './dns-server.ts';

const token = 'dns-token-0123456789';
/** More names than the sidecar has threads. */
const NAMES = 20;
/** Each asks for the address of the mail relay. */
const MAILS = 12;
const people = Array.from({ length: NAMES }, (_, n) => `p${n}`);

const provisioning = (sink: WebhookSink) => `apiVersion: 1
users:
${people.map((login) => `  - { login: ${login}, contactMethods: [{ id: hook, type: webhook, to: "http://${login}.example.com:${sink.port}/${login}" }] }`).join('\n')}
  - { login: cleo, email: cleo@example.com, contactMethods: [{ id: mail, type: email, to: cleo@example.com }] }
  - { login: ben, contactMethods: [{ id: hook, type: webhook, to: "${sink.url('/ben')}" }] }
escalationPolicies:
  - { id: named, steps: [{ notify: [${people.map((login) => `{ user: ${login} }`).join(', ')}], wait: 1d }] }
  - { id: mail, steps: [{ notify: [{ user: cleo }], wait: 1d }] }
  - { id: well, steps: [{ notify: [{ user: ben }], wait: 1s }, { notify: [{ user: ben }], wait: 1d }] }
integrations:
  - { id: named, type: webhook, token: ${token}-named, policy: named }
  - { id: mail, type: webhook, token: ${token}-mail, policy: mail }
  - { id: well, type: webhook, token: ${token}-well, policy: well }
`;

const missing = whyNoDnsServer();
const title = 'a DNS server that never answers';
const suite = missing === null ? describe : describe.skip;

suite(missing === null ? title : `${title} (skipped: ${missing})`, () => {
  let server: DnsServer;
  let sink: WebhookSink;
  let mailbox: Mailbox;
  let sidecar: Sidecar;
  beforeEach(async () => {
    [server, sink, mailbox] = await Promise.all([startDnsServer(), startWebhookSink(), startMailbox()]);
    const relay = `smtp://mail.example.com:${new URL(mailbox.url).port}`;
    sidecar = await startSidecar({
      provisioning: provisioning(sink),
      clock: 'system',
      through: server.through,
      env: { VIGIE_SMTP_URL: relay, VIGIE_MAIL_FROM: 'vigie@example.com' },
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await Promise.all([sink.stop(), server.stop(), mailbox.stop()]);
  });

  const report = async (integration: string, id: string) => {
    const { status } = await sidecar.ingest(`${token}-${integration}`, { id, title: `Problem ${id}` });
    expect(status).toBe(202);
  };

  /** On SQLite a commit waits for the disk on the threads on which names are looked up. */
  it('others are on time meanwhile, and its own pages come once it answers', async () => {
    for (let n = 0; n < MAILS; n++) await report('mail', `m${n}`);
    await report('named', 'n');
    // Look-ups may take half of the sidecar's 16 threads, and all of these hang.
    await until('as many look-ups hang as may at once', () => server.asked.size >= 8, 5000);
    for (const id of ['one', 'two']) {
      const started = performance.now();
      await report('well', id);
      const own = () =>
        sink.items.filter(({ body }) => (body['incident'] as { title: string }).title === `Problem ${id}`);
      await sink.waitFor(() => own().length === 2, 5000);
      const [first, second] = own();
      expect((first?.at ?? Infinity) - started, 'the first page').toBeLessThan(1000);
      expect((second?.at ?? Infinity) - started, 'the second step').toBeGreaterThan(900);
      expect((second?.at ?? Infinity) - (first?.at ?? 0), 'the second step').toBeLessThan(2000);
    }
    expect((await sidecar.request('GET', '/readyz')).status).toBe(200);
    expect(sink.items.filter(({ path: to }) => to !== '/ben')).toEqual([]);
    server.answer();
    for (const login of people) await sink.waitFor(({ path: to }) => to === `/${login}`, 60_000);
    await mailbox.waitForCount(1, 60_000);
    expect(sidecar.errors).toEqual([]);
  });
});
