import { loneStories } from '../harness.ts';

const hours = (from: string, to: string) => ({ windows: [{ days: ['daily' as const], from, to }] });
const ann = {
  timeZone: 'Europe/Paris',
  notificationRules: {
    default: [
      { method: 'hook', when: hours('22:00', '07:00') },
      { method: 'mail', when: hours('07:00', '22:00') },
    ],
  },
};

loneStories('A rule may hold only within hours, in the zone of its owner', (tell) => {
  tell('21:30 in Paris: mail', { ann, start: 'Monday 20:30' }, async (story) => {
    await story.alert();
    await story.reached('ann by mail');
  });

  tell('22:30 in Paris: hook', { ann, start: 'Monday 21:30' }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
  });

  tell(
    'hours that leave no way at all do not lose the page',
    {
      ann: { notificationRules: { default: [{ method: 'hook', when: hours('01:00', '02:00') }] } },
      start: 'Monday 12:00',
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
    },
  );
});
