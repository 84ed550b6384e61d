import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { StepInput } from '../cast.ts';

const steps: StepInput[] = [
  { notify: [{ team: 'sre' }], wait: '5m', requireAcks: 2 },
  { notify: [{ team: 'sre' }], wait: '5m', requireAcks: 2 },
];

stories('requireAcks: open until so many different people have acknowledged', (tell) => {
  tell('Ann, then Ben: acknowledged at the second', { steps }, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    expect(await story.person('ann', 'acknowledge')).toMatchObject({ state: 'open' });
    await story.explains('Acknowledged by ann (1 of 2)');
    expect(await story.person('ben', 'acknowledge')).toMatchObject({ state: 'acknowledged' });
    await story.passes('1d');
    await story.nobodyIsPaged();
    await story.told('ann by hook: Acknowledged by Ben Petit', 'cleo by mail: Acknowledged by Ben Petit');
  });

  tell('Ann twice is one person', { steps }, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    await story.person('ann', 'acknowledge');
    expect(await story.person('ann', 'acknowledge')).toMatchObject({ state: 'open' });
  });

  tell('who has acknowledged is not paged again by the next step', { steps }, async (story) => {
    await story.alert();
    await story.person('ann', 'acknowledge');
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    await story.passes('5m');
    await story.reached('ben by mail', 'cleo by mail');
  });

  tell('escalating keeps the answers given: the next step asks for the second', { steps }, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    await story.person('ann', 'acknowledge');
    await story.script('escalate');
    await story.reached('ben by mail', 'cleo by mail');
    expect(await story.person('ben', 'acknowledge')).toMatchObject({ state: 'acknowledged' });
    await story.told('ann by hook: Acknowledged by Ben Petit', 'cleo by mail: Acknowledged by Ben Petit');
  });

  tell('a script does not count', { steps }, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    expect(await story.script('acknowledge')).toMatchObject({ state: 'open' });
    await story.explains('only people count, and this step needs 2');
  });

  tell('nor does the source', { steps, integration: { type: 'nagios' } }, async (story) => {
    const { nagios } = await import('../payloads.ts');
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    await story.receives(nagios('ACKNOWLEDGEMENT', { NOTIFICATIONAUTHOR: 'Alice' }));
    expect((await story.incident()).state).toBe('open');
  });
});
