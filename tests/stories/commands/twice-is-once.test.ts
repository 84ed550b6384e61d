import { expect } from 'vitest';
import type { CommandName } from '#contract/incidents/command';
import { stories } from '../harness.ts';

stories('A command given twice is done once', (tell) => {
  const twice: Array<[CommandName, CommandName | null, object?, string[]?]> = [
    ['acknowledge', null, undefined, ['Acknowledged by api']],
    ['unacknowledge', 'acknowledge', undefined, ['Acknowledged by api', 'No longer acknowledged (api)']],
    ['resolve', null, undefined, ['Resolved by api']],
    ['unresolve', 'resolve', undefined, ['Reopened by api', 'Resolved by api']],
    ['wake', 'snooze', undefined, ['Snoozed by api']],
    ['severity', null, { severity: 'warning' }],
    ['escalate', null],
    ['restart', null],
    ['reassign', null, { users: ['ben'] }],
    ['responders', null, { users: ['ben'] }],
    ['note', null, { text: 'the disk is being replaced' }],
  ];
  for (const [command, before, body, told = []] of twice) {
    tell(command, { steps: [{ notify: [{ rota: 'sre' }], wait: '1d' }] }, async (story) => {
      await story.alert();
      if (before) {
        await story.script(before, before === 'snooze' ? { for: '1h' } : undefined);
      }
      const first = await story.script(command, body);
      const entries = (await story.timeline()).length;
      await story.pagesOfAnybody();
      const second = await story.script(command, body);
      expect(second).toEqual(first);
      expect(await story.timeline()).toHaveLength(entries);
      await story.nobodyIsPaged();
      await story.told(...told.map((says) => `ann by hook: ${says}`));
    });
  }

  tell('escalated again after a while it goes on; so it does when somebody else escalates', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('escalate');
    await story.reached('ben by mail');
    await story.passes('4s');
    await story.script('escalate');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.script('escalate');
    await story.reached('cleo by mail');
  });

  tell('snooze until the same instant', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const until = story.at('Monday 15:00');
    const first = await story.script('snooze', { until });
    expect(await story.script('snooze', { until })).toEqual(first);
    await story.told('ann by hook: Snoozed by api');
  });

  tell('merge', {}, async (story) => {
    const [first = ''] = (await story.alert({ id: 'a' })).incidents;
    const [into = ''] = (await story.alert({ id: 'b' })).incidents;
    await story.reached('ann by hook', 'ann by hook');
    const once = await story.script('merge', { into }, first);
    expect(await story.script('merge', { into }, first)).toEqual(once);
    await story.told('ann by hook: Resolved by api');
  });

  tell('a stale If-Match is refused; the right one is taken', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    const { id, version } = await story.incident();
    const send = (match: number) =>
      story.sidecar.api('POST', `incidents/${id}/acknowledge`, undefined, { headers: { 'If-Match': `"${match}"` } });
    expect((await send(version - 1)).status).toBe(409);
    expect((await send(version)).status).toBe(200);
    await story.told('ann by hook: Acknowledged by api');
  });
});
