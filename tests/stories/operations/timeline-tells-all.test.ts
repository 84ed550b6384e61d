import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('The timeline tells a person what happened and why, in order', (tell) => {
  tell(
    'a whole night',
    {
      rota: { layers: [] },
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'ann' }], wait: '5m', when: { severity: 'critical' } },
        { notify: [{ user: 'ann' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      story.breaks('/ann', { status: 503 }, 1);
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'ben by mail');
      await story.person('ben', 'acknowledge');
      await story.script('note', { text: 'Deleting old logs.' });
      await story.recovers();
      const entries = await story.timeline();
      expect(entries.map(({ kind, actor, text }) => `${kind} ${actor ?? '-'}: ${text}`)).toEqual([
        'opened Scripts: Opened: Disk full (the default route, policy Main)',
        'skipped -: Step 1 found nobody: rota sre has nobody on call. Moving on at once.',
        'skipped -: Skipped step 2: the severity error is below critical.',
        'step -: Step 3: paging ann, default; 5m to answer.',
        expect.stringMatching(/^delivery -: Could not reach ann by webhook yet \(.*503.*\); trying again$/),
        'delivery -: Page sent to ann by webhook',
        'step -: Step 4: paging ben, default; 5m to answer.',
        'delivery -: Page sent to ben by email',
        'acknowledged ben: Acknowledged by ben',
        'delivery -: Update sent to ann by webhook',
        'note api: Deleting old logs.',
        'alert Scripts: Recovered: Disk full',
        'resolved Scripts: Resolved by Scripts',
        'delivery -: Update sent to ann by webhook',
        'delivery -: Update sent to ben by email',
      ]);
      const times = entries.map(({ at }) => Date.parse(at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      await story.told(
        'ann by hook: Acknowledged by Ben Petit',
        'ann by hook: Resolved by Scripts',
        'ben by mail: Resolved by Scripts',
      );
    },
  );
});
