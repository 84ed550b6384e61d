/** Figures of many incidents are computed beside paging, from what is kept of the days that are over. */
import { expect } from 'vitest';
import type { ListPage } from '#contract/list';
import type { IncidentWire } from '#contract/incidents/incident';
import { tokenOf } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { readRows } from '../rows.ts';
import { headersOf, insights, valueOf } from './reading.ts';

const MARCH = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
const MANY = 320;
const THE_THIRD = Date.UTC(2026, 2, 3) / 86_400_000;

/** A monitor that calls nobody. */
async function quietMonitor(story: Story): Promise<void> {
  const policy = { id: 'quiet', name: 'Quiet', steps: [{ notify: [], wait: '1d' }] };
  expect((await story.sidecar.api('POST', 'policies', policy)).status).toBe(201);
  const monitor = { id: 'quiet-monitor', name: 'Quiet', type: 'webhook', policy: 'quiet' };
  const made = await story.sidecar.api('POST', 'integrations', { ...monitor, token: tokenOf('quiet-monitor') });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}

const TOGETHER = 20;

async function send(story: Story, status: 'firing' | 'resolved'): Promise<void> {
  for (let from = 0; from < MANY; from += TOGETHER) {
    const portion = Array.from({ length: TOGETHER }, (_, i) => from + i);
    const answers = await Promise.all(
      portion.map((n) =>
        story.sidecar.ingest(tokenOf('quiet-monitor'), { id: `fan-${n}`, title: `Fan ${n % 4}`, status }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(portion.map(() => 202));
  }
  await story.settle();
}

const keptAs = async (story: Story) =>
  (await readRows<{ made: string }>(story.databaseUrl, `select made from insight_days where day = ${THE_THIRD}`)).map(
    ({ made }) => made,
  );

loneStories('The figures of many incidents', (tell) => {
  tell('are those of the days that are kept, and of what changed since', {}, async (story) => {
    await story.sidecar.setClock('2026-03-03T09:00:00Z');
    await quietMonitor(story);
    await send(story, 'firing');
    await story.passes('10m');
    await send(story, 'resolved');
    await story.sidecar.setClock('2026-03-04T01:59:00Z');
    expect(await keptAs(story)).toEqual([]);
    await story.sidecar.setClock('2026-03-04T02:01:00Z');
    const [first] = await keptAs(story);
    expect(first).toBeDefined();

    const { figures } = await insights(story, 'admin', `alerts?${MARCH}`);
    expect(valueOf(figures, 'incidents')).toBe(MANY);
    expect(valueOf(figures, 'selfHealed.share')).toBe(100);
    expect(figures.find(({ key }) => key === 'useless')?.n).toBe(0);

    const { body } = await story.sidecar.api<ListPage<IncidentWire>>('GET', 'incidents?limit=1');
    const id = body.items[0]?.id;
    const rated = await story.sidecar.api(
      'PUT',
      `incidents/${id}/rating`,
      { rating: 'false' },
      { headers: headersOf('ann') },
    );
    expect(rated.status, JSON.stringify(rated.body)).toBe(200);
    // Asked by somebody else: the same caller is given the same answer for a minute.
    const after = await insights(story, 'editor', `alerts?${MARCH}`);
    expect(after.figures.find(({ key }) => key === 'useless')).toMatchObject({ value: 100, n: 1 });
    await story.passes('2m');
    expect(await keptAs(story)).not.toEqual([first]);
    const again = await insights(story, 'editor', `alerts?${MARCH}`);
    expect(again.figures).toEqual(after.figures);
    expect(valueOf((await insights(story, 'admin', `pager?${MARCH}`)).figures, 'incidents')).toBe(MANY);
    expect(valueOf((await insights(story, 'admin', `team?${MARCH}`)).figures, 'incidents')).toBe(MANY);
  });
});
