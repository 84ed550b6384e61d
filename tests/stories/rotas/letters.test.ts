import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';

/** Subjects of the letters since the last look, by person. */
async function letters(story: Story): Promise<Array<{ who: string; subject: string; text: string }>> {
  const all = await story.onCallMessages();
  return all
    .filter(({ mail }) => /to do in|à faire dans/.test(mail?.subject ?? ''))
    .map(({ who, mail }) => ({ who, subject: mail?.subject ?? '', text: mail?.text ?? '' }));
}

const DAY = 86_400_000;
const later = (story: Story, days: number, time: string) =>
  new Date(Date.parse(story.at(`Monday ${time}`)) + days * DAY).toISOString();

/** Ann always, but for Tuesday in a week. */
const HOLE = (story: Story) => ({
  layers: [{ id: 'l', participants: [['ann']] }],
  overrides: [{ id: 'hole', start: later(story, 8, '00:00'), end: later(story, 9, '00:00'), set: [] }],
});

loneStories('Monday’s letter about a rota', (tell) => {
  tell('is not written where all is well', { start: 'Monday 08:00' }, async (story) => {
    await letters(story);
    await story.passes('3h');
    await story.passes('5d');
    expect(await letters(story)).toEqual([]);
  });

  tell(
    'in French to whoever reads French; not at all to whoever turned it off',
    {
      start: 'Monday 08:00',
      cleo: { language: 'fr', timeZone: 'Europe/Paris' },
      ben: { mute: ['health'] },
      more: { teams: [{ id: 'sre', name: 'SRE', members: ['ann'], managers: ['cleo', 'ben'] }] },
    },
    async (story) => {
      await story.change({ rota: HOLE(story) });
      await letters(story);
      await story.passes('2h');
      const found = await letters(story);
      expect(found.map(({ who, subject }) => `${who}: ${subject}`)).toEqual([
        'cleo: Il y a quelque chose à faire dans SRE primary',
      ]);
      expect(found[0]?.text).toContain('Personne n’est d’astreinte du mar. 17 mars 01:00 au');
    },
  );

  tell('gaps and people who cannot be reached are numbers to alert on', { start: 'Monday 09:00' }, async (story) => {
    expect([await story.metric('vigie_rota_gap_seconds'), await story.metric('vigie_rota_unreachable')]).toEqual([
      0, 0,
    ]);
    await story.change({
      rota: { layers: [{ id: 'l', participants: [['ann']], effectiveUntil: story.at('Thursday 09:00') }] },
      ann: { contactMethods: [], email: null, notificationRules: undefined },
    });
    // From Thursday 09:00 to next Monday 09:00.
    expect([await story.metric('vigie_rota_gap_seconds'), await story.metric('vigie_rota_unreachable')]).toEqual([
      4 * 86_400,
      1,
    ]);
    await story.until('Friday 09:00');
    expect(await story.metric('vigie_rota_gap_seconds')).toBe(7 * 86_400);
  });

  tell(
    'goes to the managers of its team, by mail, once, when there is something to do',
    { start: 'Monday 06:00' },
    async (story) => {
      await story.change({ rota: { timeZone: 'Europe/Paris', ...HOLE(story) } });
      await story.until('Sunday 23:00');
      await letters(story);
      // 09:00 in Paris, in summer and in winter.
      await story.sidecar.setClock(later(story, 7, '08:30'));
      const found = await letters(story);
      expect(found.map(({ who }) => who)).toEqual(['cleo']);
      expect(found[0]?.subject).toBe('There is something to do in SRE primary');
      expect(found[0]?.text).toMatch(/Nobody is on call from/);
      expect(found[0]?.text).toMatch(/Health of the rota: \d+ of 100/);
      await story.passes('1h');
      await story.passes('2d');
      expect(await letters(story)).toEqual([]);
    },
  );
});
