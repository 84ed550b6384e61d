/** The SMSC breaks off in mid-storm: everybody gets their SMS all the same, and what comes back is heard. */
import { afterAll, beforeAll, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
afterAll(() => smsc.close());

const PEOPLE = Array.from({ length: 30 }, (_one, index) => ({
  login: `p${index}`,
  number: `336000000${String(index).padStart(2, '0')}`,
}));

/** Everybody by SMS, all in one step, five SMS under way at once. */
async function begin(story: Story): Promise<void> {
  const users = PEOPLE.map(({ login, number }) => ({
    login,
    name: login,
    contactMethods: [{ id: 'sms', type: 'sms', to: `+${number}` }],
    notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
  }));
  const operator = {
    id: 'operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', window: 5 },
    secrets: { password: 'hush' },
  };
  await story.change({
    steps: [{ notify: PEOPLE.map(({ login }) => ({ user: login })), wait: '1h' }],
    more: { users, channels: [operator] },
  });
  smsc.submits.splice(0);
}

const reachedNumbers = () => new Set(smsc.submits.map((pdu) => String(pdu.destination_addr)));

loneStories('A storm of SMS', (tell) => {
  tell('goes on after the SMSC broke off with five under way, and nobody is left out', {}, async (story) => {
    await begin(story);
    smsc.hold();
    const alerting = story.alert();
    await until('five are under way', () => smsc.submits.length === 5);
    smsc.drop();
    smsc.release();
    await alerting;
    const unanswered = smsc.submits.slice(0, 5).map((pdu) => String(pdu.destination_addr));
    expect(smsc.binds.length, 'the link was made again').toBeGreaterThanOrEqual(2);
    await story.passes('5s');
    expect([...reachedNumbers()].sort()).toEqual(PEOPLE.map(({ number }) => number).sort());
    // Nobody knows whether the operator had sent those five: a duplicate is preferred to a lost page.
    for (const number of unanswered) {
      expect(
        smsc.submits.filter((pdu) => pdu.destination_addr === number),
        number,
      ).toHaveLength(2);
    }
    const states = (await story.pages()).flatMap((page) => page.deliveries.map(({ state }) => state));
    expect(states).toEqual(PEOPLE.map(() => 'done'));
  });

  tell('is answered over the new link', {}, async (story) => {
    await begin(story);
    await story.alert();
    const binds = smsc.binds.length;
    smsc.drop();
    await until('the link is there again', () => smsc.binds.length > binds);
    await smsc.deliver({ source_addr: '33600000007', destination_addr: '38080', short_message: 'A' });
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'p7' });
  });
});
