/** A storm costs Ann a few SMS, and one answer is for everything. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

let smsc: FakeSmsc;
beforeAll(async () => {
  smsc = await startSmsc();
});
beforeEach(() => void smsc.submits.splice(0));
afterAll(() => smsc.close());

/** ESME_RSYSERR */
const BUSY = 0x08;

const sms = () => smsc.submits.map((pdu) => String(pdu.short_message?.message ?? ''));
const writes = (text: string) =>
  smsc.deliver({ source_addr: '33612345678', destination_addr: '38080', short_message: text });

async function begin(story: Story): Promise<void> {
  const operator = {
    id: 'operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: '38080' },
    secrets: { password: 'hush' },
  };
  await story.change({
    ann: {
      contactMethods: [{ id: 'sms', type: 'sms', to: '+33 6 12 34 56 78' }],
      notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
    },
    steps: [
      { notify: [{ user: 'ann' }], wait: '15m' },
      { notify: [{ user: 'ben' }], wait: '15m' },
    ],
    more: { channels: [operator] },
  });
  smsc.submits.splice(0);
}

/** 300 problems, in three waves within a minute. */
async function storm(story: Story): Promise<void> {
  for (const wave of [0, 1, 2]) {
    await story.receives(
      Array.from({ length: 100 }, (_one, index) => ({
        id: `disk-${wave}-${index}`,
        title: `Disk ${wave}-${index}`,
        severity: index === 50 && wave === 1 ? 'critical' : 'warning',
      })),
    );
    await story.passes('20s');
  }
  await story.passes('1m');
}

loneStories('A storm of 300 alerts', (tell) => {
  tell('costs Ann three SMS, and her one answer acknowledges them all', {}, async (story) => {
    await begin(story);
    await storm(story);
    expect(sms(), sms().join('\n')).toHaveLength(3);
    const numbers = sms()
      .slice(1)
      .map((text) => Number(/(\d+) incidents/.exec(text)?.[1]));
    expect(
      numbers.reduce((sum, one) => sum + one, 1),
      sms().join('\n'),
    ).toBe(300);
    expect(
      sms().some((text) => /incidents.*Disk 1-50/.test(text)),
      'the worst is named',
    ).toBe(true);
    await writes('A ALL');
    await until('Ann is answered', () => sms().length > 3, 30_000);
    expect(sms()[3]).toBe('Acknowledged: 300 incidents');
    const open = await story.sidecar.api<{ items: unknown[] }>(
      'GET',
      `incidents?state=open&from=${new Date(story.scene.monday).toISOString()}&limit=10`,
    );
    expect(open.body.items).toEqual([]);
    await story.passes('1h');
    await story.nobodyIsPaged();
    expect(sms()).toHaveLength(4);
  });
  tell('shows with each page every attempt of the SMS that carried it', {}, async (story) => {
    await begin(story);
    await story.receives([{ id: 'first', title: 'First', severity: 'warning' }]);
    smsc.status(BUSY);
    await story.receives(
      Array.from({ length: 10 }, (_one, index) => ({
        id: `fan-${index}`,
        title: `Fan ${index}`,
        severity: 'warning',
      })),
    );
    await story.passes('1m');
    smsc.status(null);
    await story.passes('5m');
    const { body } = await story.sidecar.api<{ items: Array<{ id: string; title: string }> }>(
      'GET',
      'incidents?limit=50',
    );
    const carried = body.items.filter(({ title }) => title.startsWith('Fan '));
    const pages = await Promise.all(carried.map(({ id }) => story.pages(id)));
    const attempts = pages.map(
      (of) => of[0]?.deliveries[0]?.attempts.map(({ at, outcome }) => `${at} ${outcome}`) ?? [],
    );
    const [first = []] = attempts;
    expect(first.length).toBeGreaterThan(1);
    expect([first[0], first.at(-1)]).toEqual([expect.stringMatching(/ retry$/), expect.stringMatching(/ done$/)]);
    expect(attempts).toEqual(Array.from({ length: 10 }, () => first));
  });
});
