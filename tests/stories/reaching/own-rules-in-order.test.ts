import { expect } from 'vitest';
import { stories } from '../harness.ts';

const ann = {
  notificationRules: {
    default: [{ method: 'mail' }, { method: 'hook', after: '3m' }],
    urgent: [{ method: 'hook' }, { method: 'mail', after: '2m' }],
  },
};

stories("A responder's own rules", (tell) => {
  tell('an ordinary page: mail, and 3 minutes later the hook', { ann }, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by mail');
    await story.passes('2m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('ann by hook');
  });

  tell('an urgent page has its own order', { ann }, async (story) => {
    await story.alert({ severity: 'critical' });
    await story.reached('ann by hook');
    await story.passes('2m');
    await story.reached('ann by mail');
  });

  tell(
    'the rules go on although the escalation has moved to Ben',
    { ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '6m' }] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by mail');
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.passes('1m');
      await story.reached('ann by hook');
    },
  );

  tell(
    'an empty list uses the other',
    { ann: { notificationRules: { urgent: [{ method: 'hook' }] } } },
    async (story) => {
      await story.alert({ severity: 'warning' });
      const [page] = await story.reached('ann by hook');
      expect(page?.urgency).toBe('default');
    },
  );

  tell(
    'no rules at all: every method at once, mail first',
    { ann: { notificationRules: { default: [], urgent: [] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by mail', 'ann by hook');
      const [page] = await story.pages();
      expect(page?.deliveries.map(({ channel }) => channel)).toEqual(['email', 'webhook']);
    },
  );

  tell('no methods: the mail address', {}, async (story) => {
    await story.script('resolve', undefined, (await story.alert()).incidents[0]);
    await story.reached('ann by hook');
    await story.sidecar.api('POST', 'incidents', { title: 'Hello Ben', users: ['ben'] });
    await story.reached('ben by mail: Hello Ben');
    await story.told('ann by hook: Resolved by api');
  });
});
