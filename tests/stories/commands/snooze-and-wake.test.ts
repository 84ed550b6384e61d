import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('snooze: put off until an instant', (tell) => {
  tell('for 1h: quiet; then it is open again from step 1', {}, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'ben by mail');
    expect(await story.script('snooze', { for: '1h' })).toMatchObject({
      state: 'snoozed',
      snoozedUntil: story.at('Monday 13:05'),
    });
    await story.told('ann by hook: Snoozed by api', 'ben by mail: Snoozed by api');
    await story.passes('59m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ann by hook');
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.explains('The snooze ended: starting at step 1.');
  });

  tell('until an instant', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { until: story.at('Monday 14:00') });
    await story.until('Monday 14:00');
    await story.reached('ann by hook');
    await story.told('ann by hook: Snoozed by api');
  });

  tell('an acknowledged incident keeps its owner while it is snoozed; then nobody has it', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    expect(await story.script('snooze', { for: '30m' })).toMatchObject({ state: 'snoozed', acknowledgedBy: 'api' });
    await story.passes('30m');
    expect(await story.incident()).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.reached('ann by hook');
    await story.told('ann by hook: Acknowledged by api', 'ann by hook: Snoozed by api');
  });

  tell('wake ends it now', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { for: '8h' });
    expect(await story.script('wake')).toMatchObject({ state: 'open', snoozedUntil: null });
    await story.reached('ann by hook');
    await story.passes('1m');
    await story.script('wake');
    await story.nobodyIsPaged();
    await story.told('ann by hook: Snoozed by api');
  });

  tell('it can be acknowledged out of the snooze: nothing wakes it', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { for: '30m' });
    await story.script('acknowledge');
    await story.passes('1d');
    await story.nobodyIsPaged();
    expect((await story.incident()).state).toBe('acknowledged');
    await story.told('ann by hook: Acknowledged by api', 'ann by hook: Snoozed by api');
  });

  tell('a recovery ends the snooze for good', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { for: '30m' });
    await story.recovers();
    await story.passes('1d');
    await story.nobodyIsPaged();
    expect((await story.incident()).state).toBe('resolved');
    await story.told('ann by hook: Resolved by Scripts', 'ann by hook: Snoozed by api');
  });

  tell('an end in the past is refused, naming why', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const answer = await story.asks<{ error: { message: string } }>(null, 'snooze', {
      until: story.at('Monday 11:00'),
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('must be in the future');
    expect((await story.incident()).state).toBe('open');
  });

  tell('an end that nobody will live to see is refused: a snooze ends within 52 weeks', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const answer = await story.asks<{ error: { message: string } }>(null, 'snooze', { until: '9999-01-01T00:00:00Z' });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'validation', message: expect.stringContaining('52 weeks') } },
    });
    expect((await story.incident()).state).toBe('open');
  });
});
