import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('responders: more people, without stopping the policy', (tell) => {
  tell('Dee is paged urgent; Ben still gets his step', {}, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by hook');
    await story.script('responders', { users: ['dee'] });
    const [page] = await story.reached('dee by mail');
    expect(page?.urgency).toBe('urgent');
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.explains('api asked dee to help');
  });

  tell('whoever is on call of a rota', {}, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'ben by mail');
    await story.script('responders', { rotas: ['sre'] });
    await story.reached('ann by hook');
  });

  tell('an acknowledged incident stays so', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    expect(await story.script('responders', { users: ['dee'] })).toMatchObject({ state: 'acknowledged' });
    await story.reached('dee by mail');
    await story.told('ann by hook: Acknowledged by api');
  });

  tell('nobody on call of that rota: refused, saying so', { rota: { layers: [] } }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
    const answer = await story.asks<{ error: { message: string } }>(null, 'responders', { rotas: ['sre'] });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('rota sre has nobody on call');
  });
});
