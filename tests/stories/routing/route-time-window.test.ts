import { loneStories } from '../harness.ts';

loneStories('A route may hold only within a time window', (tell) => {
  const day = { id: 'day', name: 'By day', ackTimeout: 'none', steps: [{ notify: [{ user: 'ben' }], wait: '10m' }] };
  const hours = {
    id: 'office-hours',
    timeZone: 'Europe/Paris',
    holidays: 'FR',
    windows: [{ days: ['workday' as const], from: '09:00', to: '18:00' }],
  };
  const world = {
    more: { escalationPolicies: [day], timeWindows: [hours] },
    integration: { routes: [{ when: 'office-hours', policy: 'day' }] },
  };

  tell('Monday noon: Ben', { ...world, start: 'Monday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
  });

  tell('Monday 17:59 in Paris: Ben; 18:00: Ann', { ...world, start: 'Monday 16:59' }, async (story) => {
    await story.alert({ id: 'a' });
    await story.reached('ben by mail');
    await story.until('Monday 17:00');
    await story.alert({ id: 'b' });
    await story.reached('ann by hook');
  });

  tell('Saturday noon: Ann', { ...world, start: 'Saturday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
  });

  // The story's week is that of 23 March; Easter Monday is 6 April.
  tell('an ordinary Friday of the fourth week', { ...world, start: 'Friday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
  });

  tell('another week', { ...world, start: 'Monday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
  });

  tell('Easter Monday is a public holiday in France: Ann', { ...world, start: 'Monday 12:00' }, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
  });
});
