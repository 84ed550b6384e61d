import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { does, heard, hears } from './rota.ts';

interface Intervention {
  id: string;
  user: string;
  start: string;
  end: string | null;
  travel: string;
  version: number;
  history: Array<{ by: string; end: string | null }>;
}

/** By day and night: ben from 08:00, ann from 20:00 UTC. */
const SHIFTS = {
  layers: [
    {
      id: 'shifts',
      rotation: { every: 12, unit: 'hour' as const, start: '2026-01-05T08:00' },
      participants: [['ben'], ['ann']],
    },
  ],
};

async function interventions(story: Story): Promise<Intervention[]> {
  const { id } = await story.incident();
  return (await story.sidecar.api<{ items: Intervention[] }>('GET', `interventions?incident=${id}`)).body.items;
}

loneStories('One duty ends, another begins', (tell) => {
  tell('both hear of it, with what is still open and what was left in writing', { rota: SHIFTS }, async (story) => {
    await story.alert({ title: 'Disk full' });
    await story.reached('ben by mail');
    await story.script('acknowledge');
    await does(story, 'ben', 'POST', 'rotas/sre/handoff-notes', {
      text: 'The disk of db1 grows; a new one comes at 22:00.',
    });
    await heard(story);
    await story.until('Monday 19:59');
    await hears(story);
    await story.until('Monday 20:00');
    const [on] = await hears(
      story,
      /^ann: You are on call for SRE primary until .*08:00/,
      /^ben: Your duty for SRE primary ended at .*20:00/,
    );
    expect(on?.text).toContain('Disk full');
    expect(on?.text).toContain('Note from Ben Petit: The disk of db1 grows');
    await story.script('resolve');
    await story.until('Tuesday 08:00');
    const [, next] = await hears(
      story,
      'ann: Your duty for SRE primary ended',
      'ben: You are on call for SRE primary until',
    );
    expect(next?.text).not.toContain('Disk full');
    expect(next?.text).not.toContain('Note from');
    await story.told('ben by mail: Acknowledged by api', 'ben by mail: Resolved by api');
  });

  tell(
    'each person chooses how long ahead they hear of a shift, once',
    { rota: SHIFTS, ann: { handoffAhead: '2h' } },
    async (story) => {
      await heard(story);
      await story.until('Monday 17:59');
      await hears(story);
      await story.until('Monday 18:00');
      await hears(story, /^ann: You are on call for SRE primary from .*20:00.* to .*08:00/);
      await story.change({ policy: { name: 'Renamed' } });
      await story.until('Monday 19:59');
      await hears(story);
      await story.until('Monday 20:00');
      await hears(story, 'ann: You are on call for SRE primary until', 'ben: Your duty');
    },
  );

  tell(
    'a shift of two weeks is announced with its true end',
    {
      rota: {
        layers: [
          {
            id: 'l',
            rotation: { every: 2, unit: 'week', start: '2026-03-16T00:00' },
            participants: [['ben'], ['ann']],
          },
        ],
      },
      ben: { handoffAhead: '7d' },
      ann: { handoffAhead: '7d' },
      start: 'Monday 12:00',
    },
    async (story) => {
      await heard(story);
      const { body } = await story.sidecar.api<{ next: Array<{ user: string; from: string }> }>(
        'GET',
        'rotas/sre/on-call',
      );
      const [next] = body.next;
      const start = Date.parse(next?.from ?? '');
      const end = new Date(start + 14 * 86_400_000);
      await story.sidecar.setClock(new Date(start - 6 * 86_400_000).toISOString());
      const announced = (await heard(story)).filter(({ line }) =>
        line.startsWith(`${next?.user}: You are on call for SRE primary from`),
      );
      expect(announced).toHaveLength(1);
      expect(announced[0]?.line).toMatch(new RegExp(` to \\D*${end.getUTCDate()} `));
    },
  );

  tell(
    'whoever does not want to hear of handoffs does not',
    { rota: SHIFTS, ann: { mute: ['onCall'] } },
    async (story) => {
      await heard(story);
      await story.until('Monday 20:00');
      await hears(story, 'ben: Your duty for SRE primary ended');
    },
  );
});

loneStories('Work during duty', (tell) => {
  tell('begins with an acknowledgement, ends with the resolution, and can be corrected', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('3m');
    await story.person('ann', 'acknowledge');
    await story.passes('40m');
    expect(await interventions(story)).toMatchObject([
      { user: 'ann', start: story.at('Monday 12:03'), end: null, travel: '0s' },
    ]);
    await story.recovers();
    const [one] = await interventions(story);
    expect(one).toMatchObject({ end: story.at('Monday 12:43'), history: [] });
    const change = {
      start: story.at('Monday 12:03'),
      end: story.at('Monday 12:30'),
      travel: '25m',
      note: 'By bicycle',
    };
    expect(await does(story, 'ann', 'PUT', `interventions/${one?.id}`, change)).toMatchObject({
      end: story.at('Monday 12:30'),
      travel: '25m',
      history: [{ by: 'ann', end: story.at('Monday 12:43') }],
    });
    const log = await story.sidecar.api<{ items: object[] }>('GET', `audit?kind=interventions&subject=${one?.id}`);
    expect(log.body.items).toMatchObject([
      {
        actor: 'ann',
        action: 'change',
        before: { end: story.at('Monday 12:43'), travel: '0s', note: '' },
        after: { end: story.at('Monday 12:30'), travel: '25m', note: 'By bicycle' },
      },
    ]);
    const { body } = await story.sidecar.api<string>(
      'GET',
      `interventions?user=ann&from=${story.at('Monday 00:00')}&format=csv`,
    );
    expect(body.trim().split(/\r?\n/).at(-1)).toContain(',27,25,By bicycle');
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('of a second person is their own; nobody else corrects it', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.passes('5m');
    const { id } = await story.incident();
    await does(story, 'ben', 'POST', 'interventions', { incident: id });
    await does(story, 'ben', 'POST', 'interventions', { incident: id });
    const all = await interventions(story);
    expect(all.map(({ user }) => user)).toEqual(['ann', 'ben']);
    await expect(does(story, 'dee', 'PUT', `interventions/${all[0]?.id}`, { start: all[0]?.start })).rejects.toThrow();
    await story.script('resolve');
    expect((await interventions(story)).map(({ end }) => end)).toEqual([
      story.at('Monday 12:05'),
      story.at('Monday 12:05'),
    ]);
    await story.told('ann by hook: Resolved by api');
  });
});
