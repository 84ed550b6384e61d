import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Promise 1: what is answered 2xx is on disk', (tell) => {
  tell(
    'the process is killed right after the answer: the incident is there, and Ann is paged',
    {
      steps: [
        { notify: [], wait: '1m' },
        { notify: [{ rota: 'sre' }], wait: '1h' },
      ],
    },
    async (story) => {
      const answer = await story.sidecar.ingest<{ incidents: string[] }>(`token-of-${story.integration}-0123456789`, {
        id: 'disk',
        title: 'Disk full',
      });
      expect(answer.status).toBe(202);
      await story.sidecar.kill9();
      await story.sidecar.start();
      expect((await story.incident()).id).toBe(answer.body.incidents[0]);
      await story.passes('1m');
      await story.reached('ann by hook');
    },
  );

  tell('a command that was answered is kept too', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { id } = await story.incident();
    expect((await story.sidecar.api('POST', `incidents/${id}/acknowledge`)).status).toBe(200);
    await story.sidecar.kill9();
    await story.sidecar.start();
    await story.passes('1h');
    await story.nobodyIsPaged();
    expect((await story.incident()).state).toBe('acknowledged');
    await story.told('ann by hook: Acknowledged by api');
  });
});
