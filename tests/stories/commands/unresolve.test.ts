import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('unresolve: it is not over', (tell) => {
  tell('open again, from step 1, and who was reached is told', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.told('ann by hook: Resolved by api');
    const [incident] = await story.incidents();
    const asked = await story.sidecar.api('GET', `incidents/${incident?.id ?? ''}/would-page?command=unresolve`);
    expect(asked.body).toEqual({ users: ['ann'], channels: [], shadow: false });
    expect(await story.script('unresolve')).toMatchObject({ state: 'open', resolvedAt: null, resolvedBy: null });
    await story.told('ann by hook: Reopened by api');
    await story.reached('ann by hook');
    await story.passes('5m');
    await story.reached('ben by mail');
  });

  tell('later alerts join it again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.script('unresolve');
    await story.reached('ann by hook');
    await story.recovers();
    expect(await story.incidents()).toMatchObject([{ state: 'resolved' }]);
    await story.told(
      'ann by hook: Reopened by api',
      'ann by hook: Resolved by Scripts',
      'ann by hook: Resolved by api',
    );
  });

  tell('refused while another incident is open for the same problem', {}, async (story) => {
    const { incidents } = await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    await story.alert();
    await story.reached('ann by hook');
    const answer = await story.asks<{ error: { message: string } }>(null, 'unresolve', undefined, incidents[0]);
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain('Another incident is open for the same problem');
    await story.told('ann by hook: Resolved by api');
  });
});
