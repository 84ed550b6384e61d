import { expect } from 'vitest';
import { stories } from '../harness.ts';

interface OnCall {
  onCall: Array<{ user: string }>;
  next: Array<{ user: string; from: string }>;
}

stories('Promise 6: what the screen shows is what runs', (tell) => {
  tell('who the rota says is on call at an instant is who is paged at it', { start: 'Sunday 23:50', steps: [{ notify: [{ rota: 'sre' }], wait: '15m' }, { notify: [{ rota: 'sre' }], wait: '1h' }] }, async (story) => {
    const onCall = async (at: string) => (await story.sidecar.api<OnCall>('GET', `rotas/sre/on-call?at=${at}`)).body;
    const before = await onCall(story.at('Sunday 23:50'));
    const after = await onCall(new Date(Date.parse(story.at('Sunday 23:50')) + 15 * 60_000).toISOString());
    expect([before.onCall[0]?.user, after.onCall[0]?.user]).toEqual(['ann', 'ben']);
    expect(before.next[0]?.user).toBe('ben');
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('15m');
    await story.reached('ben by mail');
  });

  tell('what the incident says comes next, at which instant, is what comes; the page says the same', {}, async (story) => {
    await story.alert();
    const [page] = await story.reached('ann by hook');
    expect(page?.text).toContain('Ben Petit will be paged');
    const { next } = await story.incident();
    expect(next?.what).toBe('step 2 of 2 pages ben');
    await story.sidecar.setClock(new Date(Date.parse(next?.at ?? '') - 1000).toISOString());
    await story.nobodyIsPaged();
    await story.sidecar.setClock(next?.at ?? '');
    await story.reached('ben by mail');
  });
});
