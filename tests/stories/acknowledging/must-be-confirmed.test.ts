import { expect } from 'vitest';
import { stories } from '../harness.ts';

const world = { policy: { ackTimeout: '4h' } };

stories('ackTimeout: whoever has it is asked whether they still do', (tell) => {
  tell(
    "Ann acknowledges at Ben's step; 4 hours later she is asked; no answer for 5 minutes; Ben is paged again",
    world,
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'ben by mail');
      await story.person('ann', 'acknowledge');
      await story.told('ben by mail: Acknowledged by Ann Martin');
      await story.passes('4h');
      await story.told('ann by hook: Are you still on it? Acknowledge again, or others will be paged');
      expect((await story.incident()).state).toBe('acknowledged');
      await story.passes('5m');
      expect((await story.incident()).state).toBe('open');
      await story.reached('ben by mail');
      await story.explains('ann did not confirm being on it: escalating again.');
      await story.passes('10m');
      await story.reached('cleo by mail');
      await story.told('ann by hook: No longer acknowledged', 'ben by mail: No longer acknowledged');
    },
  );

  tell('she answers by acknowledging again: asked anew 4 hours later', world, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.passes('4h1m');
    await story.told('ann by hook: Are you still on it? Acknowledge again, or others will be paged');
    await story.person('ann', 'acknowledge');
    await story.explains('ann is still on it');
    await story.passes('3h59m');
    await story.told();
    expect((await story.incident()).state).toBe('acknowledged');
    await story.passes('1m');
    await story.told('ann by hook: Are you still on it? Acknowledge again, or others will be paged');
    await story.nobodyIsPaged();
  });

  tell(
    'a script cannot be asked: un-acknowledged at once, and the step that had been reached is entered anew',
    world,
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'ben by mail');
      await story.script('acknowledge');
      await story.passes('4h');
      expect((await story.incident()).state).toBe('open');
      await story.reached('ben by mail');
      await story.told(
        'ann by hook: Acknowledged by api',
        'ann by hook: No longer acknowledged',
        'ben by mail: Acknowledged by api',
        'ben by mail: No longer acknowledged',
      );
    },
  );

  tell('nor can the source', { ...world, integration: { type: 'nagios' } }, async (story) => {
    const { nagios } = await import('../payloads.ts');
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook');
    await story.receives(nagios('ACKNOWLEDGEMENT', { NOTIFICATIONAUTHOR: 'Alice' }));
    await story.passes('4h');
    expect((await story.incident()).state).toBe('open');
    await story.reached('ann by hook');
    await story.told('ann by hook: Acknowledged by Alice', 'ann by hook: No longer acknowledged');
  });

  tell('none: never asked', { policy: { ackTimeout: 'none' } }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    await story.passes('30d');
    expect((await story.incident()).state).toBe('acknowledged');
    await story.told('ann by hook: Acknowledged by api');
    // Every week has its handoff.
    await story.onCallMessages();
  });

  tell(
    'somebody who took it without having been paged is asked by their first way',
    {
      ...world,
      cleo: {
        contactMethods: [
          { id: 'mail', type: 'email', to: 'cleo@example.com' },
          { id: 'other', type: 'email', to: 'dee@example.com' },
        ],
        notificationRules: { default: [{ method: 'other' }], urgent: [{ method: 'mail' }] },
      },
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.person('cleo', 'acknowledge');
      await story.told('ann by hook: Acknowledged by Cleo Roux');
      await story.passes('4h');
      await story.told('cleo by mail: Are you still on it? Acknowledge again, or others will be paged');
    },
  );
});
