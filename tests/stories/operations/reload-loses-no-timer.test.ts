import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('A reload on SIGHUP loses no timer', (tell) => {
  tell('the files are read again in mid-escalation: Ben is paged on time, by his new address', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('3m');
    await story.change({ ben: { email: 'dee@example.com' } });
    await story.passes('1m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('dee by mail');
  });

  tell('the integration and its policy are gone: what is open goes on, new alerts are refused', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const old = story.integration;
    await story.change({
      integration: { id: `other-${story.scene.number}`, token: `token-of-other-${story.scene.number}-0123456789` },
    });
    expect((await story.sidecar.ingest(`token-of-${old}-0123456789`, { title: 'Hello' })).status).toBe(401);
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.script('acknowledge');
    await story.told('ann by hook: Acknowledged by api', 'ben by mail: Acknowledged by api');
  });

  tell(
    'a rota is changed: who is on call when the step is entered is paged',
    {
      steps: [
        { notify: [], wait: '5m' },
        { notify: [{ rota: 'sre' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.change({ rota: { layers: [{ id: 'week', participants: [['dee']] }] } });
      await story.passes('5m');
      await story.reached('dee by mail');
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 12:00.',
        'dee by mail: You are on call for SRE primary.',
      );
    },
  );

  tell('a restart of the process loses none either', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('3m');
    await story.sidecar.restart();
    await story.passes('2m');
    await story.reached('ben by mail');
  });
});
