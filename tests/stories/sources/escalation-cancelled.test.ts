import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { zabbix } from '../payloads.ts';

stories('Zabbix cancels its escalation: no recovery ever follows', (tell) => {
  for (const what of ['trigger "CPU is busy"', 'host "web-1"', 'item "cpu.load"']) {
    tell(`${what} disabled: resolved with that reason`, { integration: { type: 'zabbix' } }, async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.receives(
        zabbix({ 'ALERT.MESSAGE': `NOTE: Escalation canceled: ${what} disabled.\nLast message sent:\nProblem` }),
      );
      expect((await story.incident()).state).toBe('resolved');
      await story.explains(`Escalation canceled in Zabbix: ${what} disabled.`);
      await story.passes('1d');
      await story.nobodyIsPaged();
      await story.told('ann by hook: Resolved by Scripts');
    });
  }

  tell(
    'action disabled: it stays open, with a warning, and escalates',
    { integration: { type: 'zabbix' } },
    async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.receives(
        zabbix({
          'ALERT.MESSAGE': 'NOTE: Escalation canceled: action "Report problems" disabled.\nLast message sent:\nProblem',
        }),
      );
      expect((await story.incident()).state).toBe('open');
      await story.explains('Escalation canceled in Zabbix: action "Report problems" disabled.');
      await story.passes('5m');
      await story.reached('ben by mail');
    },
  );
});
