import { expect } from 'vitest';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { stories } from '../harness.ts';

stories('undo: a resolution is taken back at once', (tell) => {
  tell('the next step comes at its time, and later alerts join the incident again', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    const before = await story.incident();
    await story.script('resolve');
    await story.passes('8s');
    // Lists have no ratings.
    const { version: _version, ratings, ...back } = (await story.script('undo')) as IncidentAnswer;
    expect(ratings).toEqual([]);
    expect(before).toMatchObject(back);
    await story.told('ann by hook: Reopened by api', 'ann by hook: Resolved by api');
    await story.nobodyIsPaged();
    await story.passes('3m51s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ben by mail');
    expect((await story.alert()).incidents).toEqual(incidents);
    await story.explains('took back the resolution');
  });

  tell('who had it has it again, and nobody is paged', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    await story.script('resolve');
    expect(await story.script('undo')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'api',
      resolvedAt: null,
    });
    await story.told(
      'ann by hook: Reopened by api',
      'ann by hook: Resolved by api',
      'ann by hook: Acknowledged by api',
    );
    await story.passes('1h');
    await story.nobodyIsPaged();
  });

  tell(
    "the responder's own rules go on where they stopped",
    { ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '3m' }] } } },
    async (story) => {
      await story.alert({ severity: 'warning' });
      await story.reached('ann by mail');
      await story.passes('2m55s');
      await story.script('resolve');
      await story.passes('4s');
      await story.script('undo');
      await story.passes('1s');
      await story.reached('ann by hook');
      await story.told('ann by mail: Reopened by api', 'ann by mail: Resolved by api');
    },
  );

  tell('too late, and where the problem has another open incident, it is refused', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    const [id] = incidents;
    await story.script('resolve', undefined, id);
    await story.alert();
    await story.reached('ann by hook');
    expect((await story.asks(null, 'undo', undefined, id)).status).toBe(409);
    await story.passes('61s');
    const late = await story.asks<{ error: { reason: string } }>(null, 'undo', undefined, id);
    expect(late.status).toBe(409);
    await story.told('ann by hook: Resolved by api');
  });

  tell('a refused undo leaves the problem with its newer incident', {}, async (story) => {
    const [first] = (await story.alert()).incidents;
    await story.reached('ann by hook');
    await story.script('resolve', undefined, first);
    const [second] = (await story.alert()).incidents;
    await story.reached('ann by hook');
    await story.recovers();
    await story.passes('61s');
    expect((await story.asks(null, 'undo', undefined, first)).status).toBe(409);
    expect((await story.alert()).incidents).toEqual([second]);
    await story.reached('ann by hook');
    await story.told(
      'ann by hook: Reopened by Scripts',
      'ann by hook: Resolved by Scripts',
      'ann by hook: Resolved by api',
    );
  });
});
