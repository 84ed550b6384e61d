import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('severity: a person knows better', (tell) => {
  tell(
    'lowered by hand: the source may raise it again, not lower it',
    { integration: { groupBy: ['host'] } },
    async (story) => {
      await story.alert({ id: 'a', host: 'db', severity: 'error' });
      await story.reached('ann by hook');
      expect(await story.script('severity', { severity: 'warning' })).toMatchObject({ severity: 'warning' });
      await story.alert({ id: 'b', host: 'db', severity: 'info' });
      expect((await story.incident()).severity).toBe('warning');
      await story.recovers({ id: 'b', host: 'db' });
      expect((await story.incident()).severity).toBe('warning');
      await story.alert({ id: 'c', host: 'db', severity: 'critical' });
      expect((await story.incident()).severity).toBe('critical');
      await story.explains('api set the severity to warning');
    },
  );

  tell('a new alert of the old severity does not undo it', { integration: { groupBy: ['host'] } }, async (story) => {
    await story.alert({ id: 'a', host: 'db', severity: 'error' });
    await story.reached('ann by hook');
    await story.script('severity', { severity: 'warning' });
    await story.alert({ id: 'a', host: 'db', severity: 'error' });
    expect((await story.incident()).severity).toBe('warning');
  });

  tell(
    'lowered by hand: an alert that fires already raises it only by getting worse',
    { integration: { groupBy: ['host'] } },
    async (story) => {
      await story.alert({ id: 'a', host: 'db', severity: 'error' });
      await story.reached('ann by hook');
      await story.script('severity', { severity: 'info' });
      await story.alert({ id: 'b', host: 'db', severity: 'info' });
      expect((await story.incident()).severity).toBe('info');
      await story.alert({ id: 'a', host: 'db', severity: 'critical' });
      expect((await story.incident()).severity).toBe('critical');
    },
  );

  tell(
    'raised by hand: what joins or recovers does not lower it',
    { integration: { groupBy: ['host'] } },
    async (story) => {
      await story.alert({ id: 'a', host: 'db', severity: 'warning' });
      await story.reached('ann by hook');
      await story.script('severity', { severity: 'error' });
      await story.alert({ id: 'b', host: 'db', severity: 'info' });
      await story.recovers({ id: 'a', host: 'db' });
      expect((await story.incident()).severity).toBe('error');
    },
  );

  tell('raised to critical by hand pages whoever has it', {}, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.script('severity', { severity: 'critical' });
    const [page] = await story.reached('ann by hook');
    expect(page?.urgency).toBe('urgent');
  });
});
