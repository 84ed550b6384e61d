/** SMS by OVHcloud, against its API as it is written down: receipts that are told, answers that are asked for. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { OVH_TOKEN, startOvhWorld } from '../../support/ovh.ts';
import type { OvhWorld } from '../../support/ovh.ts';
import { until } from '../../support/waiting.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

let ovh: OvhWorld;
beforeAll(async () => {
  ovh = await startOvhWorld();
});
beforeEach(() => {
  ovh.jobs.splice(0);
  ovh.answer(null);
  ovh.agesAll();
});
afterAll(() => ovh.close());

const ANN = {
  language: 'fr' as const,
  contactMethods: [{ id: 'sms', type: 'sms', to: '+33 6 12 34 56 78' }],
  notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
};

async function begin(story: Story, change: Partial<World> = {}): Promise<void> {
  await story.change({ ann: ANN, ...change, more: { channels: [ovh.channel('ovh')], ...change.more } });
  ovh.jobs.splice(0);
}

const tells = (story: Story, query: string, token = OVH_TOKEN) =>
  story.sidecar.request('GET', `/callbacks/ovh/receipt/${token}?${query}`, undefined, { token: null });
const lastId = () => 1000 + ovh.jobs.length;

/** Asked for every ten seconds. */
async function isHeard(story: Story, what: string, seen: () => boolean): Promise<void> {
  await until(what, async () => (await story.passes('1s'), seen()), 10_000);
}

loneStories('An SMS by OVHcloud', (tell) => {
  tell('reaches Ann in her language; it did not arrive, and Ben is paged at once', {}, async (story) => {
    await begin(story);
    await story.alert({ severity: 'critical' });
    expect(ovh.texts()).toEqual([expect.stringMatching(/^CRITIQUE.*Disk full/)]);
    await story.nobodyIsPaged();
    expect((await tells(story, `id=${lastId()}&dlr=2`)).status).toBe(200);
    await story.reached('ben by mail');
    await story.explains('undelivered');
  });

  tell('that arrived, or on whose receipt the token is wrong, changes nothing', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect((await tells(story, `id=${lastId()}&dlr=1`)).status).toBe(200);
    expect((await tells(story, `id=${lastId()}&dlr=2`, 'another-token-of-24-letters')).status).toBe(403);
    await story.passes('4m');
    await story.nobodyIsPaged();
  });

  tell('is answered: A acknowledges, once, and the answer comes by SMS', {}, async (story) => {
    await begin(story);
    await story.alert();
    const { number } = await story.incident();
    ovh.writes('À');
    await isHeard(story, 'Ann is answered', () => ovh.jobs.length > 1);
    expect(ovh.texts()[1]).toBe(`Pris en charge : #${number} Disk full`);
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    await story.passes('1m');
    expect(ovh.jobs).toHaveLength(2);
    await story.nobodyIsPaged();
  });

  tell('cannot go out: no credits are left, and the second service takes over', {}, async (story) => {
    const second = await startOvhWorld();
    try {
      await begin(story, {
        more: { channels: [ovh.channel('ovh', { order: 1 }), second.channel('spare', { order: 2 })] },
      });
      ovh.answer({ status: 402, body: { message: 'Not enough credits' } });
      second.jobs.splice(0);
      await story.alert();
      expect(second.texts()).toEqual([expect.stringContaining('Disk full')]);
    } finally {
      await story.change({ more: { channels: [ovh.channel('ovh')] } });
      await second.close();
    }
  });
});
