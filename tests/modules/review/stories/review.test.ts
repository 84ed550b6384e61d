/** What people write after an incident: one document of what happened, why, and what is to be done. */
import { expect } from 'vitest';
import type { ListedAction, ReviewAnswer } from '#modules/review/contract/review';
import type { Answer } from '../../../support/sidecar.ts';
import { contextOf } from '../../../support/grafana.ts';
import { stories } from '../../../stories/harness.ts';
import type { Person } from '../../../stories/cast.ts';
import type { Story } from '../../../stories/harness.ts';

const as = (who: Person, headers: Record<string, string> = {}) => ({
  headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who }), ...headers },
});

async function path(story: Story, query = ''): Promise<string> {
  return `incidents/${(await story.incident()).id}/review${query}`;
}

const reads = async <Body = ReviewAnswer>(story: Story, who: Person, query = ''): Promise<Answer<Body>> =>
  story.sidecar.api<Body>('GET', await path(story, query), undefined, as(who));

async function writes(story: Story, who: Person, body: object, headers: Record<string, string> = {}) {
  const answer = await story.sidecar.api<ReviewAnswer>('PUT', await path(story), body, as(who, headers));
  await story.settle();
  return answer;
}

stories('The review of an incident', (tell) => {
  tell('merges what happened, is trimmed by hand, and stops no page and begins no work', {}, async (story) => {
    await story.alert({ title: 'Disk <b>full</b> on db_1' });
    await story.reached('ann by hook');
    const { id, version } = await story.incident();
    const empty = await reads(story, 'ann');
    expect(empty.body).toMatchObject({ state: 'none', version: 0, impact: '', actions: [], mayWrite: true });
    const step = empty.body.timeline.find(({ kind }) => kind === 'step');
    const first = await writes(story, 'ann', { impact: 'No orders\nfor an hour.', leftOut: [step?.id] });
    expect(first.body).toMatchObject({
      state: 'draft',
      version: 1,
      updatedBy: 'ann',
      impact: 'No orders\nfor an hour.',
    });
    expect(await story.incident()).toMatchObject({ state: 'open', version });
    expect((await story.sidecar.api<{ items: object[] }>('GET', `interventions?incident=${id}`)).body.items).toEqual(
      [],
    );
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.person('ben', 'note', { text: 'The *disk* is on order.' });
    await story.person('ben', 'resolve');
    await story.told('ann by hook: Resolved by Ben Petit');
    const { timeline } = (await reads(story, 'ben')).body;
    expect(new Set(timeline.map(({ group }) => group))).toEqual(new Set(['alert', 'page', 'answer', 'note', 'other']));
    expect(timeline.filter(({ leftOut }) => leftOut).map(({ kind }) => kind)).toEqual(['step']);
    const md = (await reads<string>(story, 'ben', '?format=md&language=en')).body;
    expect(md).toContain('Disk \\<b\\>full\\</b\\> on db\\_1');
    expect(md).toContain('## Impact\n\nNo orders\nfor an hour.');
    expect(md).toContain('Ben Petit: The \\*disk\\* is on order.');
    expect(md).not.toContain('Step 1');
    const html = await reads<string>(story, 'ben', '?format=html&language=fr');
    expect(html.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    expect(html.body).toContain('Disk &lt;b&gt;full&lt;/b&gt; on db_1');
    expect(html.body).toContain('Chronologie');
  });

  tell(
    'is written by one at a time; its open actions are listed; completing it sends it to the rooms that want it',
    { more: { subscriptions: [{ id: 'reviews', events: ['review'], to: [{ channel: 'room' }] }] } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'resolve');
      const actions = [
        { what: 'Bigger disk', owner: 'ben', due: '2026-02-01' },
        { what: 'Alert earlier', done: true },
      ];
      const saved = await writes(story, 'ann', { cause: 'Logs', actions });
      expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"1"']);
      expect((await writes(story, 'ben', { cause: 'Not logs' }, { 'If-Match': '"0"' })).status).toBe(409);
      const wrong = await story.sidecar.api<{ error: { details: Array<{ path: string }> } }>(
        'PUT',
        await path(story),
        { actions: [{ what: 'x', owner: 'nobody' }] },
        as('ann'),
      );
      expect([wrong.status, wrong.body.error.details[0]?.path]).toEqual([400, 'actions[0].owner']);
      const open = (query: string) =>
        story.sidecar.api<{ items: ListedAction[] }>('GET', `review-actions?${query}`, undefined, as('ben'));
      const { id, number } = await story.incident();
      const listed = (await open('done=false&mine=true')).body.items.filter(({ incident }) => incident.id === id);
      expect(listed).toMatchObject([
        { what: 'Bigger disk', owner: 'ben', due: '2026-02-01', incident: { number }, mayWrite: true },
      ]);
      const byDee = await story.sidecar.api<{ items: ListedAction[] }>('GET', 'review-actions', undefined, as('dee'));
      expect(byDee.body.items.filter(({ incident }) => incident.id === id).map(({ mayWrite }) => mayWrite)).toEqual([
        false,
        false,
      ]);
      const [bigger, earlier] = saved.body.actions;
      const complete = {
        state: 'complete',
        cause: 'Logs',
        actions: [
          { ...bigger, doneAt: undefined, done: true },
          { ...earlier, doneAt: undefined },
        ],
      };
      expect((await writes(story, 'ben', complete, { 'If-Match': '"1"' })).body).toMatchObject({
        state: 'complete',
        completedBy: 'ben',
        actions: [
          { id: bigger?.id, done: true },
          { id: earlier?.id, doneAt: earlier?.doneAt },
        ],
      });
      expect((await open('done=false')).body.items.filter(({ incident }) => incident.id === id)).toEqual([]);
      const [posted] = await story.told('room by hook: Review completed by Ben Petit');
      expect(posted?.hook?.body).toMatchObject({
        kind: 'update',
        subscription: 'reviews',
        update: { kind: 'review', actor: 'Ben Petit', text: expect.stringContaining('## Cause\n\nLogs') as string },
      });
      await writes(story, 'ben', { ...complete, impact: 'None' });
      await story.told();
      await story.explains('The review is complete');
    },
  );

  tell('has what happened to the incidents that were merged into it', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const into = await story.incident();
    await story.passes('1m');
    await story.alert({ id: 'cpu', title: 'CPU hot' });
    await story.reached('ann by hook');
    const from = await story.incident();
    await story.person('ann', 'note', { text: 'It is the same disk.' }, from.id);
    await story.person('ann', 'acknowledge', {}, into.id);
    await story.person('ann', 'merge', { into: into.id }, from.id);
    const review = `incidents/${into.id}/review`;
    const read = async () => (await story.sidecar.api<ReviewAnswer>('GET', review, undefined, as('ann'))).body;
    const { timeline } = await read();
    const ofMerged = timeline.filter(({ mergedFrom }) => mergedFrom === from.number);
    expect(ofMerged.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['opened', 'note', 'resolved']));
    expect(timeline.filter(({ mergedFrom }) => mergedFrom === null).length).toBe(timeline.length - ofMerged.length);
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort());
    const note = ofMerged.find(({ kind }) => kind === 'note');
    const md = async () => (await story.sidecar.api<string>('GET', `${review}?format=md`, undefined, as('ann'))).body;
    expect(await md()).toContain(`\\#${from.number} Ann Martin: It is the same disk.`);
    const saved = await story.sidecar.api('PUT', review, { leftOut: [note?.id] }, as('ann'));
    expect(saved.status).toBe(200);
    expect(await md()).not.toContain('It is the same disk.');
    expect((await read()).timeline.find(({ id }) => id === note?.id)?.leftOut).toBe(true);
    await story.script('resolve', {}, into.id);
    await story.updatesOfAnybody();
  });

  tell('begins with the template of its team; others read it and do not write it', {}, async (story) => {
    const reviewTemplate = { cause: 'Five whys:', more: [{ title: 'Customers', text: 'Who was told?' }] };
    const team = { id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'], reviewTemplate };
    await story.change({ more: { teams: [team] } });
    await story.alert();
    await story.reached('ann by hook');
    expect((await reads(story, 'dee')).body).toMatchObject({ ...reviewTemplate, state: 'none', mayWrite: false });
    expect((await reads<string>(story, 'dee', '?format=md')).body).toContain('## Customers\n\nWho was told?');
    expect((await writes(story, 'dee', {})).status).toBe(403);
    expect((await reads(story, 'dee')).body).toMatchObject({ state: 'none' });
  });
});
