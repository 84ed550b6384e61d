/** The clock goes on while the sidecar is away: it is moved in the database. */
import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { heard, hears } from './rota.ts';

loneStories('Vigie is away while duties change', (tell) => {
  const rota = {
    layers: [
      {
        id: 'shifts',
        rotation: { every: 12, unit: 'hour' as const, start: '2026-01-05T08:00' },
        participants: [['ben'], ['ann']],
      },
    ],
  };

  tell('they are written as worked, and only the latest change is told', { rota }, async (story) => {
    await heard(story);
    await story.sidecar.stop();
    const changed = await changeRows(
      story.databaseUrl,
      `update meta set value = '${Date.parse(story.at('Wednesday 08:10'))}' where key like '%clock%'`,
    );
    expect(changed, 'the clock was moved').toBe(1);
    await story.sidecar.start();
    await story.settle();
    const { body } = await story.sidecar.api<{ items: object[] }>(
      'GET',
      `duties?rota=sre&from=${story.at('Monday 12:00')}&to=${story.at('Wednesday 09:00')}`,
    );
    expect(body.items).toMatchObject([
      { user: 'ben', end: story.at('Monday 20:00') },
      { user: 'ann', start: story.at('Monday 20:00'), end: story.at('Tuesday 08:00') },
      { user: 'ben', start: story.at('Tuesday 08:00'), end: story.at('Tuesday 20:00') },
      { user: 'ann', start: story.at('Tuesday 20:00'), end: story.at('Wednesday 08:00') },
      { user: 'ben', start: story.at('Wednesday 08:00'), end: null },
    ]);
    await hears(story, 'ben: You are on call for SRE primary until');
  });
});
