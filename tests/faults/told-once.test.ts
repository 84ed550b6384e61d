/** A sidecar is killed between the commit of what the law wants told and its sending: the person gets it, under one key. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoticeWire } from '#contract/labour/notice';
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import { onEachDatabase } from '../support/databases.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookDelivery, type WebhookSink } from '../support/webhook-sink.ts';
import { contextOf } from '../support/grafana.ts';

const provisioningOf = (sink: WebhookSink) => `
apiVersion: 1
users:
  - login: ann
    name: Ann Martin
    contactMethods: [ { id: hook, type: webhook, to: "${sink.url('/ann')}" } ]
    notificationRules: { default: [ { method: hook } ], urgent: [ { method: hook } ] }
  - login: hana
rotas: [ { id: sre, name: SRE, timeZone: UTC, layers: [ { id: a, participants: [[ann]] } ] } ]
units: [ { id: ops, name: Ops, since: 2026-03-01, timeZone: UTC, hr: [hana], managers: [hana], programme: { horizon: 2w }, rules: [ { from: 2026-03-01, pack: fr-default@1 } ], duties: [ { rota: sre, kind: onCall } ] } ]
workProfiles: [ { user: ann, unit: ops, from: 2026-03-01, contract: hours, schedule: [ { days: [workday], from: "09:00", to: "18:00" } ] } ]
`;

onEachDatabase('killed before it was sent', (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  const asHana = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-hana', login: 'hana' }) } };
  const items = async <Item>(path: string) =>
    (await sidecar.api<{ items: Item[] }>('GET', path, undefined, asHana)).body.items;

  beforeAll(async () => {
    sink = await startWebhookSink();
    sidecar = await startSidecar({ provisioning: provisioningOf(sink), databaseUrl: await database.fresh() });
  });
  afterAll(async () => {
    await sidecar.remove();
    await sink.stop();
  });

  /** Killed while the message waits, and again while it is being sent. @returns what came of it, in order */
  async function killedTwice(isIt: (delivery: WebhookDelivery) => boolean, due: string): Promise<WebhookDelivery[]> {
    await sidecar.kill9();
    await sidecar.start();
    expect(sink.take().filter(isIt), 'it waits').toEqual([]);
    sink.mode('hang', '/ann');
    // Answered by nobody: it ends with the process.
    const moving = sidecar.setClock(due).catch(() => undefined);
    const first = await sink.waitFor(isIt);
    await sidecar.kill9();
    await moving;
    sink.mode('ok', '/ann');
    await sidecar.start();
    // On PostgreSQL what the dead one held is free when its lease ends.
    await sidecar.advance('5s');
    const second = await sink.waitFor((one) => isIt(one) && one.mode === 'ok');
    await sidecar.advance('3h');
    expect(sink.take().filter(isIt)).toEqual([first, second]);
    return [first, second];
  }

  it('a notice is sent after the restart, under the same key and with the same proof', async () => {
    await sidecar.setClock('2026-03-03T23:00:00Z');
    sink.take();
    const published = await sidecar.api('POST', 'notices/publish', { unit: 'ops' }, asHana);
    expect(published).toMatchObject({ status: 200, body: { people: 1 } });
    const waiting = (await items<NoticeWire>('notices?unit=ops')).filter(({ state }) => state === 'waiting');
    expect(waiting).toMatchObject([{ user: 'ann', madeBy: 'hana' }]);

    const proof = String(waiting[0]?.sha256);
    const sent = await killedTwice(({ raw }) => raw.includes(proof), '2026-03-04T09:00:00Z');
    expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    const told = (await items<NoticeWire>('notices?unit=ops')).filter(({ sha256 }) => sha256 === proof);
    expect(told).toMatchObject([
      { id: waiting[0]?.id, state: 'told', handedAt: expect.stringContaining('2026-03-04T09:00:0') },
    ]);
  });

  it('so is the document of a month, which is made once', async () => {
    await sidecar.setClock('2026-04-01T06:00:00Z');
    const [made] = await items<KeptStatementWire>('statements?month=2026-03');
    expect(made).toMatchObject({ user: 'ann', handed: null });

    const sent = await killedTwice(({ raw }) => raw.includes('March 2026 hours'), '2026-04-01T09:00:00Z');
    expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await items<KeptStatementWire>('statements?month=2026-03')).toMatchObject([
      { id: made?.id, handed: { at: expect.stringContaining('2026-04-01T09:00:0') } },
    ]);
    expect(sidecar.errors).toEqual([]);
  });
});
