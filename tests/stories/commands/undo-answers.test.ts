import { expect } from 'vitest';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { stories } from '../harness.ts';

type Refused = { error: { reason: string } };

stories('undo: an acknowledgement or a snooze is taken back at once', (tell) => {
  tell('an acknowledgement: the next step comes at its time, and nobody is paged again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    const before = await story.incident();
    await story.script('acknowledge');
    await story.passes('8s');
    // Lists have no ratings.
    const { version: _version, ratings, ...back } = (await story.script('undo')) as IncidentAnswer;
    expect(ratings).toEqual([]);
    expect(before).toMatchObject(back);
    await story.told('ann by hook: No longer acknowledged (api)', 'ann by hook: Acknowledged by api');
    await story.nobodyIsPaged();
    await story.passes('3m51s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ben by mail');
    await story.explains('api took back the acknowledgement');
  });

  tell('a snooze: it is open at its step, or has its owner again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { for: '1h' });
    await story.passes('5s');
    expect(await story.script('undo')).toMatchObject({ state: 'open', snoozedUntil: null, acknowledgedBy: null });
    await story.explains('api took back the snooze');
    await story.script('acknowledge');
    await story.script('snooze', { for: '2h' });
    expect(await story.script('undo')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'api',
      snoozedUntil: null,
    });
    await story.told(
      'ann by hook: Acknowledged by api',
      'ann by hook: Snoozed by api',
      'ann by hook: Acknowledged by api',
      'ann by hook: Reopened by api',
      'ann by hook: Snoozed by api',
    );
    await story.passes('3h');
    await story.nobodyIsPaged();
  });

  tell(
    "the responder's own rules go on where they stopped",
    { ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '3m' }] } } },
    async (story) => {
      await story.alert({ severity: 'warning' });
      await story.reached('ann by mail');
      await story.passes('2m55s');
      await story.script('acknowledge');
      await story.passes('4s');
      await story.script('undo');
      await story.passes('1s');
      await story.reached('ann by hook');
      await story.told('ann by mail: No longer acknowledged (api)', 'ann by mail: Acknowledged by api');
    },
  );

  tell('by somebody else, after a minute, or after something else, it is refused and stays', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    const others = await story.asks<Refused>('cleo', 'undo');
    expect([others.status, others.body.error.reason]).toEqual([409, 'answer-stays']);
    await story.passes('61s');
    expect((await story.asks<Refused>(null, 'undo')).body.error.reason).toBe('answer-stays');
    await story.script('snooze', { for: '1h' });
    await story.script('severity', { severity: 'info' });
    expect((await story.asks<Refused>(null, 'undo')).body.error.reason).toBe('answer-stays');
    expect((await story.incident()).state).toBe('snoozed');
    await story.told('ann by hook: Snoozed by api', 'ann by hook: Acknowledged by api');
  });

  tell('twice is once', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    const once = await story.script('undo');
    expect(await story.script('undo')).toEqual(once);
    await story.told('ann by hook: No longer acknowledged (api)', 'ann by hook: Acknowledged by api');
  });
});
