import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Who may do what', (tell) => {
  tell('Dee, who has nothing to do with it, may acknowledge and note; the rest is refused', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    for (const command of ['resolve', 'escalate', 'wake', 'restart'] as const) {
      expect((await story.asks('dee', command)).status, command).toBe(403);
    }
    expect((await story.asks('dee', 'snooze', { for: '1h' })).status).toBe(403);
    expect((await story.asks('dee', 'note', { text: 'I saw it too.' })).status).toBe(200);
    expect(await story.person('dee', 'acknowledge')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'dee' });
  });

  tell('once she is paged for it, she may do everything', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('responders', { users: ['dee'] });
    await story.reached('dee by mail');
    expect(await story.person('dee', 'resolve')).toMatchObject({ state: 'resolved', resolvedBy: 'dee' });
  });

  tell('Cleo, of its team, may, without having been paged', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    expect(await story.person('cleo', 'resolve')).toMatchObject({ state: 'resolved', resolvedBy: 'cleo' });
  });
});
