import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('note', (tell) => {
  tell('is in the timeline under its author, wakes nobody, and works on resolved incidents', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('note', { text: 'The disk is on order.' });
    await story.script('resolve');
    await story.script('note', { text: 'It was /var/log.' });
    await story.nobodyIsPaged();
    const notes = (await story.timeline()).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([
      { actor: 'api', text: 'The disk is on order.' },
      { actor: 'api', text: 'It was /var/log.' },
    ]);
    await story.told('ann by hook: Resolved by api');
  });
});
