import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { nagios } from '../payloads.ts';

stories('Signals that open nothing', (tell) => {
  tell('a recovery with nothing open is taken and pages nobody', {}, async (story) => {
    expect(await story.recovers()).toEqual({ accepted: 1, duplicates: 0, incidents: [] });
    expect(await story.incidents()).toEqual([]);
    expect(await story.signals()).toEqual(['resolved nothing-open']);
  });

  for (const type of ['CUSTOM', 'DOWNTIMESTART', 'FLAPPINGSTART', 'ACKNOWLEDGEMENT']) {
    tell(`Nagios ${type} by itself opens nothing`, { integration: { type: 'nagios' } }, async (story) => {
      await story.receives(nagios(type, { NOTIFICATIONCOMMENT: 'planned' }));
      expect(await story.incidents()).toEqual([]);
      expect(await story.signals()).toEqual([expect.stringMatching(/ nothing-open$/)]);
    });
  }

  tell(
    'a comment on an open incident is a note in its timeline',
    { integration: { type: 'nagios' } },
    async (story) => {
      await story.receives(nagios('PROBLEM'));
      await story.reached('ann by hook');
      await story.receives(nagios('CUSTOM', { NOTIFICATIONAUTHOR: 'Ben', NOTIFICATIONCOMMENT: 'disk is on its way' }));
      const entry = (await story.timeline()).find(({ kind }) => kind === 'note');
      expect(entry).toMatchObject({ actor: 'Ben', text: 'disk is on its way' });
      expect((await story.incident()).state).toBe('open');
    },
  );
});
