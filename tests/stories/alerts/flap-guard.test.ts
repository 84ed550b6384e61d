import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Flapping: what reopened three times within the hour must stay quiet before it is over', (tell) => {
  tell('the fourth recovery waits for the reopen window; flapping on pages nobody anew', {}, async (story) => {
    await story.alert();
    for (let flap = 0; flap < 3; flap++) {
      await story.recovers();
      await story.passes('1m');
      await story.alert();
    }
    await story.reached('ann by hook', 'ann by hook', 'ann by hook', 'ann by hook');
    await story.script('acknowledge');
    for (let flap = 0; flap < 5; flap++) {
      await story.recovers();
      expect((await story.incident()).state).toBe('acknowledged');
      await story.passes('1m');
      await story.alert();
    }
    await story.nobodyIsPaged();
    await story.recovers();
    await story.passes('10m');
    expect((await story.incident()).state).toBe('resolved');
    await story.explains('It reopened 3 times within an hour');
    await story.told(
      'ann by hook: Acknowledged by api',
      'ann by hook: Reopened by Scripts',
      'ann by hook: Reopened by Scripts',
      'ann by hook: Reopened by Scripts',
      'ann by hook: Resolved by Scripts',
      'ann by hook: Resolved by Scripts',
      'ann by hook: Resolved by Scripts',
      'ann by hook: Resolved by Scripts',
    );
  });
});
