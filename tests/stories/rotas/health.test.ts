import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { heard } from './rota.ts';

interface HealthBody {
  score: number;
  findings: Array<{ kind: string; start: string; end: string; users: string[]; why: string }>;
}

async function findings(story: Story, rota = 'sre', days = 7): Promise<HealthBody['findings']> {
  const [from, to] = [
    story.at('Monday 12:00'),
    new Date(Date.parse(story.at('Monday 12:00')) + days * 86_400_000).toISOString(),
  ];
  return (await story.sidecar.api<HealthBody>('GET', `rotas/${rota}/health?from=${from}&to=${to}`)).body.findings;
}

const both = (rotas: string[]) => ({
  teams: [{ id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'], exclusiveRotas: rotas }],
  rotas: [
    { id: 'db', name: 'Databases', team: 'sre', timeZone: 'UTC', layers: [{ id: 'always', participants: [['ann']] }] },
  ],
});

loneStories('What is wrong with a rota', (tell) => {
  tell(
    'Ann is on call on two rotas that her team calls exclusive, and Cleo hears of it on Monday',
    { more: both(['sre', 'db']) },
    async (story) => {
      const found = (await findings(story)).filter(({ kind }) => kind === 'conflict');
      expect(found).toMatchObject([
        {
          users: ['ann'],
          start: story.at('Monday 12:00'),
          why: 'ann is on call here and on "Databases" at the same time',
        },
      ]);
      expect((await findings(story, 'db')).filter(({ kind }) => kind === 'conflict')).toMatchObject([
        { why: 'ann is on call here and on "SRE primary" at the same time' },
      ]);
      await heard(story);
      await story.until('Sunday 23:00');
      await heard(story);
      await story.passes('12h');
      const letters = (await heard(story)).filter(({ line }) => line.startsWith('cleo: There'));
      expect(letters.map(({ text }) => text).join('\n')).toContain('but absent or on call elsewhere');
    },
  );

  tell('rotas that nobody calls exclusive do not mind', { more: both([]) }, async (story) => {
    expect((await findings(story)).filter(({ kind }) => kind === 'conflict')).toEqual([]);
    // She is on call on both all the same.
    const onCall = async (rota: string) =>
      JSON.stringify((await story.sidecar.api('GET', `rotas/${rota}/on-call`)).body);
    expect([await onCall('sre'), await onCall('db')]).toEqual([
      expect.stringContaining('"ann"'),
      expect.stringContaining('"ann"'),
    ]);
  });

  const office = {
    timeWindows: [
      { id: 'office-hours', timeZone: 'UTC', windows: [{ days: ['workday' as const], from: '08:00', to: '18:00' }] },
    ],
  };
  const nineToFive = {
    layers: [
      {
        id: 'office',
        participants: [['ann'], ['ben']],
        rotation: { every: 1, unit: 'day' as const, start: '2026-01-05T09:00' },
        restrictions: [{ days: ['workday' as const], from: '09:00', to: '18:00' }],
      },
    ],
  };

  tell(
    'in the hours in which somebody must be on call, a hole is a hole; outside of them it is none',
    { more: office, rota: { ...nineToFive, expected: 'office-hours' } },
    async (story) => {
      const gaps = (await findings(story, 'sre', 2)).filter(({ kind }) => kind === 'gap');
      expect(gaps).toMatchObject([
        { start: story.at('Tuesday 08:00'), end: story.at('Tuesday 09:00') },
        { start: story.at('Wednesday 08:00'), end: story.at('Wednesday 09:00') },
      ]);
      expect(await story.metric('vigie_rota_gap_seconds')).toBe(5 * 3600);
      expect(await story.metric('vigie_on_call{rota="sre",user="ann"}')).toBe(1);
      expect(await story.metric('vigie_on_call'), 'nobody else').toBe(1);
      await story.change({ rota: nineToFive });
      await story.passes('2m');
      expect((await findings(story, 'sre', 2)).filter(({ kind }) => kind === 'gap').map(({ start }) => start)).toEqual([
        story.at('Monday 18:00'),
        story.at('Tuesday 18:00'),
      ]);
      expect(await story.metric('vigie_rota_gap_seconds')).toBe((7 * 24 - 5 * 9) * 3600);
    },
  );

  tell('hours that are not there are refused', {}, async (story) => {
    const answer = await story.sidecar.api<{ error: { message: string } }>('POST', 'rotas', {
      id: 'odd',
      timeZone: 'UTC',
      expected: 'never',
      layers: [],
    });
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      'expected names time window "never", which does not exist.',
    ]);
  });
});
