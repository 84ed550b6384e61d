import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Paging somebody by hand', (tell) => {
  tell('a person: urgent, and the managers are told if there is no answer in 30 minutes', {}, async (story) => {
    const answer = await story.sidecar.api('POST', 'incidents', {
      title: 'Please look at the shop',
      severity: 'warning',
      users: ['dee'],
      team: 'sre',
    });
    expect(answer.status).toBe(201);
    const [page] = await story.reached('dee by mail: Please look at the shop');
    expect(page?.urgency).toBe('urgent');
    await story.passes('30m');
    await story.reached('cleo by mail');
    expect(await story.incident()).toMatchObject({ integration: null, team: 'sre' });
  });

  tell('a policy', {}, async (story) => {
    await story.sidecar.api('POST', 'incidents', {
      title: 'Please look at the shop',
      policy: `main-${story.scene.number}`,
    });
    await story.reached('ann by hook: Please look at the shop');
    await story.passes('5m');
    await story.reached('ben by mail');
  });

  tell('nobody named: refused, saying what is missing', {}, async (story) => {
    const answer = await story.sidecar.api<{ error: { details: Array<{ path: string; message: string }> } }>(
      'POST',
      'incidents',
      { title: 'Hello' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toMatchObject([
      { path: 'policy', message: 'is missing, and so are users; say who is to be paged' },
    ]);
  });
});
