import { expect } from 'vitest';
import { isSignedWith } from '../../support/webhook-sink.ts';
import { HOOK_SECRET } from '../cast.ts';
import type { StepInput } from '../cast.ts';
import { loneStories } from '../harness.ts';

const step = (notify: StepInput['notify']): { steps: StepInput[] } => ({ steps: [{ notify, wait: '1h' }] });

loneStories('Who a step pages', (tell) => {
  tell('current: who is on call now', step([{ rota: 'sre' }]), async (story) => {
    await story.alert();
    await story.reached('ann by hook');
  });

  tell(
    'current is decided when the step is entered: a handoff in between counts',
    {
      steps: [
        { notify: [], wait: '10m' },
        { notify: [{ rota: 'sre' }], wait: '1h' },
      ],
      start: 'Sunday 23:55',
    },
    async (story) => {
      await story.alert();
      await story.passes('10m');
      await story.reached('ben by mail');
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 00:00.',
        'ben by mail: You are on call for SRE primary until Mon 23 Mar 00:00.',
      );
    },
  );

  tell('next: who comes on call after that', step([{ rota: 'sre', who: 'next' }]), async (story) => {
    await story.alert();
    await story.reached('ben by mail');
  });

  tell('everyone: all of the rota', step([{ rota: 'sre', who: 'everyone' }]), async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail');
  });

  tell('a user', step([{ user: 'dee' }]), async (story) => {
    await story.alert();
    await story.reached('dee by mail');
  });

  tell('a team: all its members', step([{ team: 'sre' }]), async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
  });

  tell('a channel: one delivery for the room', step([{ channel: 'room' }]), async (story) => {
    await story.alert();
    const [post] = await story.reached('room by hook: Disk full');
    expect(post?.hook?.body).toMatchObject({ kind: 'page', person: null, incident: { acknowledgeUrl: null } });
    expect(post?.hook && isSignedWith(post.hook, HOOK_SECRET)).toBe(true);
  });

  tell(
    'several at once, and nobody twice',
    step([{ rota: 'sre' }, { user: 'ann' }, { user: 'cleo' }, { channel: 'room' }]),
    async (story) => {
      await story.alert();
      await story.reached('ann by hook', 'cleo by mail', 'room by hook');
    },
  );

  tell(
    'disabled people are left out, and the timeline says so',
    { ...step([{ user: 'ben' }, { user: 'cleo' }]), ben: { disabled: true } },
    async (story) => {
      await story.alert();
      await story.reached('cleo by mail');
      await story.explains('ben is disabled');
    },
  );
});
