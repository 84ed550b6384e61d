import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import { heard, hears } from './rota.ts';

/** 25 October 2026: at 03:00 in Paris the clock goes back to 02:00. */
const NIGHT = {
  timeZone: 'Europe/Paris',
  layers: [
    { id: 'days', participants: [['ben']] },
    { id: 'nights', participants: [['ann']], restrictions: [{ days: ['daily' as const], from: '22:00', to: '06:00' }] },
  ],
};

loneStories('The clock goes back', (tell) => {
  tell(
    'during Ann’s night: she is paged at both 02:30s, and her duty is nine hours long',
    { rota: NIGHT, ann: { timeZone: 'Europe/Paris' }, ben: { timeZone: 'Europe/Paris' } },
    async (story) => {
      await story.sidecar.setClock('2026-10-24T19:00:00Z');
      await heard(story);
      await story.sidecar.setClock('2026-10-24T20:00:00Z');
      await hears(
        story,
        /^ann: You are on call for SRE primary until .*06:00/,
        /^ben: Your duty for SRE primary ended at .*22:00/,
      );
      for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
        await story.sidecar.setClock(instant);
        await story.alert({ id: instant, title: `Disk full at ${instant}` });
        await story.reached(`ann by hook: Disk full at ${instant}`);
        await story.script('resolve');
      }
      await story.sidecar.setClock('2026-10-25T05:00:00Z');
      await hears(
        story,
        /^ann: Your duty for SRE primary ended at .*06:00/,
        /^ben: You are on call for SRE primary until .*22:00/,
      );
      const { body } = await story.sidecar.api<{ items: object[] }>(
        'GET',
        'duties?user=ann&rota=sre&from=2026-10-24T20:00:00Z&to=2026-10-25T05:00:00Z',
      );
      expect(body.items).toMatchObject([{ start: '2026-10-24T20:00:00.000Z', end: '2026-10-25T05:00:00.000Z' }]);
      const csv = await story.sidecar.api<string>(
        'GET',
        'duties?user=ann&rota=sre&from=2026-10-24T20:00:00Z&to=2026-10-25T05:00:00Z&format=csv',
      );
      expect(csv.body.trim().split(/\r?\n/).at(-1)).toMatch(/,9$/);
      await story.told('ann by hook: Resolved by api', 'ann by hook: Resolved by api');
    },
  );
});
