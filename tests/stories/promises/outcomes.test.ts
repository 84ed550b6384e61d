/** What became of a message is written once, by whoever holds it, and an answer that came meanwhile counts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../../backend-shim/ports/channel.ts';
import { shiftHeartbeats, beat } from '../../../backend-shim/stages/intake/heartbeat.ts';
import { saveReceipts } from '../../../backend-shim/store/deliveries/receipts.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { FailingWorld, INTEGRATION, MINUTE, alertOf } from './failing-world.ts';

const HOUR = 60 * MINUTE;
const AGAIN: DeliveryOutcome = { kind: 'retry', reason: 'network', detail: 'HTTP 503', after: null };

onEachDatabase('What became of a message', (database) => {
  let world: FailingWorld;
  beforeEach(async () => {
    world = new FailingWorld();
    await world.boot(await database.fresh());
  });
  afterEach(() => world.close());

  /** Once, while the first message is on its way. */
  const meanwhile = (happens: () => Promise<unknown>, outcome?: DeliveryOutcome) => {
    world.onSend = async () => {
      world.onSend = () => undefined;
      await happens();
      return outcome;
    };
  };
  const deliveries = () =>
    world.rows<{ state: string; lease_owner: string | null; outcome: string | null }>(
      `select state, lease_owner, outcome from deliveries where kind = 'page' order by id`,
    );
  const attempts = () => world.rows<{ outcome: string }>('select outcome from attempts order by at');
  const texts = async (about: string) =>
    (await world.rows<{ text: string }>(`select text from timeline where kind = 'delivery' order by id`)).filter(
      ({ text }) => text.includes(about),
    );

  it('it fails after Ann acknowledged: it is not tried again', async () => {
    meanwhile(async () => world.commits((await world.incident()).id, { kind: 'acknowledge' }), AGAIN);
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(await world.incident()).toMatchObject({ state: 'acknowledged' });
    expect(await deliveries()).toMatchObject([{ state: 'cancelled' }]);
    await world.passes(HOUR);
    expect(world.reached()).toEqual([]);
  });

  it('another sidecar took it up meanwhile: its outcome is not ours to write', async () => {
    meanwhile(() =>
      world.change(
        `update deliveries set lease_owner = 'another', lease_until = ${world.now + HOUR} where state = 'sending'`,
      ),
    );
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    expect(await deliveries()).toMatchObject([{ state: 'sending', lease_owner: 'another', outcome: null }]);
    expect(await attempts()).toEqual([]);
    expect(await texts('Page sent')).toEqual([]);
  });

  it.each([
    ['in one batch', 0],
    ['a minute later', MINUTE],
  ])('the service says twice that it did not arrive, %s: one entry, one attempt, one next step', async (_, between) => {
    world.onSend = () => {
      world.onSend = () => undefined;
      return { kind: 'done', providerId: 'sms-1' };
    };
    const undelivered = () =>
      world.transact((work) =>
        saveReceipts(work, [
          { providerId: 'sms-1', receipt: { kind: 'never', reason: 'undelivered', detail: 'UNDELIV' } },
        ]),
      );
    await world.alerts(alertOf('a'));
    expect(world.reached()).toEqual(['ann: Disk full on a']);
    await undelivered();
    if (between > 0) await world.passes(between);
    await undelivered();
    await world.passes(0);
    expect(world.reached()).toEqual(['ben: Disk full on a']);
    expect(await texts('UNDELIV')).toHaveLength(1);
    expect((await attempts()).filter(({ outcome }) => outcome === 'never')).toHaveLength(1);
    expect(await world.rows('select id from receipts')).toEqual([]);
  });

  it('the clock is set back an hour: a heartbeat that falls silent is told after its time, not an hour later', async () => {
    const integration = { ...INTEGRATION, heartbeat: { every: 10 * MINUTE, grace: MINUTE, arm: 'first' as const } };
    world.directory = { ...world.directory, integrations: new Map([['scripts', integration]]) };
    await world.transact((work) => beat(work, integration));
    world.now -= HOUR;
    await world.transact((work) => shiftHeartbeats(work, -HOUR));
    await world.passes(11 * MINUTE - 1);
    expect(world.reached()).toEqual([]);
    await world.passes(1);
    expect(world.reached()).toEqual(['ann: No signal from Scripts']);
  });
});
