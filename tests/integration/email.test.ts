import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { startCluster } from '../support/postgres.ts';
import { sendMail, type SentMail } from '../support/mail-sender.ts';
import { freePort, until } from '../support/waiting.ts';
import { snippet } from './support/docs.ts';
import { eximMissing, startExim, type MailServer } from './support/exim.ts';
import { startSpine, token, type Spine } from './support/spine.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const PAGE = 'email.md';
const TO = `ups+${token}@vigie.example.com`;

/** Exim hands mails on to Vigie as the docs set it up. */
async function world(
  integrations: string,
  databaseUrl?: string,
): Promise<{ spine: Spine; exim: MailServer; send: (mail: Omit<SentMail, 'to'>) => Promise<string> }> {
  const port = await freePort();
  const settings = snippet(PAGE, 'vigie.env', { '0.0.0.0:2525': `127.0.0.1:${port}` })
    .trim()
    .split('\n')
    .map((line) => line.split('=') as [string, string]);
  const spine = await startSpine({
    integrations,
    databaseUrl,
    env: { VIGIE_INGEST_UPS: token, VIGIE_INGEST_NAS: token, ...Object.fromEntries(settings) },
  });
  stops.push(() => spine.stop());
  const exim = await startExim({
    domain: 'vigie.example.com',
    router: snippet(PAGE, 'exim-router', { 'vigie-host.example.com::2525': `127.0.0.1::${port}` }),
    transport: snippet(PAGE, 'exim-transport'),
    retry: snippet(PAGE, 'exim-retry'),
  });
  stops.push(() => exim.stop());
  return { spine, exim, send: (mail) => sendMail(exim.url.replace('smtp://', ''), { to: TO, ...mail }) };
}

const delivered = (exim: MailServer) =>
  until('Exim has handed all on', () => exim.queued() === 0, 30_000).catch((error: Error) => {
    throw new Error(`${error.message}\n${exim.log()}`);
  });

describe.skipIf(eximMissing !== null)(`Exim hands mails on${eximMissing ? ` (skipped: ${eximMissing})` : ''}`, () => {
  it('a problem by mail becomes a page, its recovery resolves', async () => {
    const { spine, exim, send } = await world(snippet(PAGE, 'vigie.yaml'));
    expect(await send({ subject: '[CRITICAL] Battery low', text: 'at 5 %' })).toMatch(/^250 /);
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    expect(incident).toMatchObject({ title: 'Battery low', severity: 'critical', labels: { from: 'ups@example.com' } });
    await spine.page(incident);
    await spine.acknowledgeByLink(incident);
    await send({ subject: 'Resolved: Battery low' });
    expect(await spine.incident('it is over', ({ state }) => state === 'resolved')).toMatchObject({
      resolvedBy: 'UPS mails',
    });
    await delivered(exim);
    expect(JSON.stringify(await spine.incidents())).not.toContain(token);
    expect(spine.sidecar.errors).toEqual([]);
  });

  it('read by the patterns of the docs', async () => {
    const { spine, send } = await world(snippet(PAGE, 'vigie-mapped.yaml'));
    const mail = {
      from: 'NAS <nas@example.com>',
      subject: 'nas-1: disk usage is 91 %',
      html: '<p>Level: major<br>Act now</p>',
    };
    await send(mail);
    const incident = await spine.incident('it came', ({ state }) => state === 'open');
    expect(incident).toMatchObject({
      title: 'disk usage on nas-1',
      severity: 'error',
      labels: { host: 'nas-1', check: 'disk usage' },
    });
    await send({ ...mail, subject: 'nas-1: disk usage is 40 %', html: '<p>It is back to normal</p>' });
    await spine.incident('it is over', ({ state }) => state === 'resolved');
  });

  it('a mail that Vigie refuses for good bounces to its sender', async () => {
    const { spine, exim, send } = await world(snippet(PAGE, 'vigie.yaml'));
    await send({ from: 'ann@example.com', subject: 'Offer', headers: { Precedence: 'bulk' } });
    const [bounce] = await until('a bounce is in the mailbox', async () => {
      const mails = await exim.mails('ann');
      return mails.length > 0 && mails;
    });
    expect(bounce?.text).toContain('bulk: Precedence is bulk');
    expect(await spine.incidents()).toEqual([]);
  });

  it('while Vigie is away, and while its database is, mails wait and come once', async () => {
    const cluster = await startCluster({ durable: true });
    stops.push(() => cluster.destroy());
    const { spine, exim, send } = await world(snippet(PAGE, 'vigie.yaml'), await cluster.createDatabase('mail'));
    await send({ subject: 'Fan stopped' });
    const first = await spine.incident('it came', ({ title }) => title === 'Fan stopped');
    await spine.page(first);

    await cluster.stop('fast');
    await until(
      'it says that it is not ready',
      async () => (await spine.sidecar.request('GET', '/readyz')).status === 503,
    );
    await send({ subject: 'Battery low' });
    await until('Vigie has said 451', () => / 451 /.test(exim.log()), 30_000);
    expect(exim.queued()).toBe(1);
    await cluster.start();
    await until('it is ready again', async () => (await spine.sidecar.request('GET', '/readyz')).status === 200);
    exim.tryAgain();
    const second = await spine.incident('it came late', ({ title }) => title === 'Battery low');
    await spine.page(second);

    await spine.sidecar.stop();
    await send({ subject: 'Overheated' });
    await until('Exim keeps it', () => exim.queued() === 1);
    await spine.sidecar.start();
    exim.tryAgain();
    const third = await spine.incident('it came later', ({ title }) => title === 'Overheated');
    await spine.page(third);
    await delivered(exim);
    expect(await spine.incidents()).toHaveLength(3);
    // The database may go away between a page and the note that it was sent: then it comes again, as the same delivery.
    expect([first, second, third].map((one) => new Set(spine.pagesOf(one).map(({ body }) => body.id)).size)).toEqual([
      1, 1, 1,
    ]);
  });
});

it('a mail handed over by curl, as the docs say', async () => {
  const spine = await startSpine({ integrations: snippet(PAGE, 'vigie.yaml'), env: { VIGIE_INGEST_UPS: token } });
  stops.push(() => spine.stop());
  const command = snippet(PAGE, 'hand-over.sh', { 'https://vigie.example.com/in': spine.ingest });
  const { status, stderr } = spawnSync('/bin/sh', ['-c', command], {
    input: 'From: ups@example.com\nSubject: Battery low\n\nat 5 %\n',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, VIGIE_INGEST_UPS: token },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(await spine.incident('it came', () => true)).toMatchObject({ title: 'Battery low' });
});
