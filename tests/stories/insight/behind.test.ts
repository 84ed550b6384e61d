/** Behind a figure of pages are the incidents that had such pages, for the list to show. */
import { expect } from 'vitest';
import type { IncidentHad, IncidentWire } from '#contract/incidents/incident';
import { INCIDENT_HAD } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import { stories } from '../harness.ts';
import type { Person } from '../cast.ts';
import type { Story } from '../harness.ts';
import { calm, headersOf, insights, valueOf } from './reading.ts';

const ann = { notificationRules: { default: [{ method: 'hook' }, { method: 'mail', after: '10m' }] } };

async function hadBy(story: Story, who: Person, more = ''): Promise<IncidentHad[]> {
  const { id } = await story.incident();
  const found = await Promise.all(
    INCIDENT_HAD.map(async (had) => {
      const options = { headers: headersOf(who) };
      const path = `incidents?limit=100&had=${had}&from=${story.at('Monday 00:00')}&to=${story.at('Tuesday 00:00')}${more}`;
      const { body } = await story.sidecar.api<ListPage<IncidentWire>>('GET', path, undefined, options);
      return body.items.some((one) => one.id === id) ? [had] : [];
    }),
  );
  return found.flat();
}

async function figuresOf(story: Story) {
  const { figures } = await insights(
    story,
    'dee',
    `pager?from=${story.at('Monday 00:00')}&to=${story.at('Tuesday 00:00')}`,
  );
  return [valueOf(figures, 'firstTry'), valueOf(figures, 'failovers')];
}

const MONDAY = (story: Story) => `from=${story.at('Monday 00:00')}&to=${story.at('Tuesday 00:00')}`;

async function selfHealed(story: Story) {
  return valueOf((await insights(story, 'dee', `team?${MONDAY(story)}`)).figures, 'selfHealed');
}

stories('Behind figures of pages', (tell) => {
  tell('that all arrived are incidents with pages, and one’s own', { ann }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    expect(await hadBy(story, 'ann')).toEqual(['alert', 'page', 'my-page', 'reached']);
    expect(await hadBy(story, 'ben')).toEqual(['alert', 'page', 'reached']);
    expect(await figuresOf(story)).toEqual([100, 0]);
  });

  tell('of which one arrived at its second attempt are those with a retry', { ann }, async (story) => {
    story.breaks('/ann', { status: 503 }, 1);
    await story.alert();
    await story.reached('ann by mail');
    await story.passes('5s');
    await story.reached('ann by hook');
    expect(await hadBy(story, 'ben')).toEqual(['alert', 'page', 'retry', 'reached']);
    expect(await figuresOf(story)).toEqual([50, 0]);
  });

  tell('of which one was still being tried when it was answered are none with a failover', { ann }, async (story) => {
    story.breaks('/ann', { status: 503 }, 1);
    await story.alert();
    await story.reached('ann by mail');
    await story.person('ann', 'acknowledge', undefined);
    await story.passes('1m');
    expect((await hadBy(story, 'ben')).filter((had) => had === 'retry' || had === 'failover')).toEqual(['retry']);
    expect((await figuresOf(story))[1]).toBe(0);
    await calm(story);
  });

  tell('of which one arrived by another contact method are those with a failover', { ann }, async (story) => {
    story.breaks('/ann', { status: 410 });
    // Both at one instant would be two methods of which one fails. A mail that says so leaves, too.
    story.breaks('ann@example.com', '4xx', 2);
    await story.alert();
    await story.passes('5s');
    await story.reached('ann by mail');
    await story.refused();
    await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
    expect(await hadBy(story, 'ann')).toEqual(['alert', 'page', 'retry', 'failover', 'my-page', 'reached']);
    expect(await hadBy(story, 'ann', '&channel=email,sms')).toEqual(['alert', 'page', 'retry', 'my-page', 'reached']);
    expect(await hadBy(story, 'ann', '&channel=webhook')).toEqual(['alert', 'page', 'retry', 'failover', 'my-page']);
    expect(await hadBy(story, 'ann', '&channel=sms')).toEqual([]);
    const { body } = await story.sidecar.api<ListPage<IncidentWire>>('GET', 'incidents?channel=webhook');
    expect(body.items.map(({ id }) => id)).toContain((await story.incident()).id);
    expect(await figuresOf(story)).toEqual([0, 1]);
  });

  tell('are those that their source resolved before anybody answered', { ann }, async (story) => {
    const healedBy = async () =>
      (await hadBy(story, 'ben')).filter((had) => !['alert', 'page', 'reached'].includes(had));
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    expect(await healedBy(), 'still firing').toEqual([]);
    await story.recovers();
    expect(await healedBy()).toEqual(['resolved', 'self-healed', 'self-healed-after', 'missed']);
    expect(await selfHealed(story)).toBe(1);
    // It comes back, and goes away after somebody had answered.
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge', undefined);
    await story.passes('1m');
    await story.recovers();
    expect(await healedBy()).toEqual(['answer', 'answer-to-page', 'resolved']);
    expect(await selfHealed(story)).toBe(0);
    await calm(story);
  });

  tell('are not those that a script resolved', { ann }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    expect(await hadBy(story, 'ann')).toEqual(['alert', 'page', 'my-page', 'reached', 'resolved', 'missed']);
    expect(await selfHealed(story)).toBe(0);
    await calm(story);
  });

  tell('and of work are those that one answered, or worked on', { ann }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.person('ann', 'resolve');
    const rated = { headers: headersOf('ann') };
    const { id } = await story.incident();
    expect((await story.sidecar.api('PUT', `incidents/${id}/rating`, { rating: 'useful' }, rated)).status).toBe(200);
    expect(await hadBy(story, 'ann')).toEqual([
      ...['alert', 'page', 'my-page', 'reached', 'answer', 'answer-to-page', 'my-work', 'resolved', 'rating'],
    ]);
    const others = ['alert', 'page', 'reached', 'answer', 'answer-to-page', 'resolved', 'rating'];
    expect(await hadBy(story, 'ben')).toEqual(others);
  });
});
