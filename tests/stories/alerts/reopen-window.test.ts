import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('reopenWindow: back within 10 minutes of a resolution by the source', (tell) => {
  tell('the same incident reopens and escalates from step 1', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.recovers();
    await story.passes('10m');
    expect((await story.alert()).incidents).toEqual(incidents);
    await story.reached('ann by hook');
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.explains('Reopened: Scripts reported it again within 10m.');
    await story.told('ann by hook: Reopened by Scripts', 'ann by hook: Resolved by Scripts');
  });

  tell('later than that, a new incident opens', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.recovers();
    await story.passes('10m1s');
    expect((await story.alert()).incidents).not.toEqual(incidents);
    await story.reached('ann by hook', 'ann by hook');
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('after a person resolved it, a new incident opens at once', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    expect((await story.alert()).incidents).not.toEqual(incidents);
    await story.reached('ann by hook');
    await story.told('ann by hook: Resolved by api');
  });

  tell('so it does where the source told a start only the second time', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.recovers();
    await story.passes('5m');
    const again = { startsAt: story.at('Monday 12:04') };
    expect((await story.alert(again)).incidents).not.toEqual(incidents);
    await story.reached('ann by hook');
    await story.alert(again);
    await story.nobodyIsPaged();
    await story.told('ann by hook: Resolved by api');
  });

  tell('an acknowledgement does not outlive the resolution', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    await story.recovers();
    await story.passes('1m');
    await story.alert();
    expect(await story.incident()).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.reached('ann by hook');
    await story.told(
      'ann by hook: Acknowledged by api',
      'ann by hook: Reopened by Scripts',
      'ann by hook: Resolved by Scripts',
    );
  });

  tell("the window is the integration's own", { integration: { reopenWindow: '1h' } }, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.recovers();
    await story.passes('59m');
    expect((await story.alert()).incidents).toEqual(incidents);
    await story.reached('ann by hook');
    await story.told('ann by hook: Reopened by Scripts', 'ann by hook: Resolved by Scripts');
  });
});
