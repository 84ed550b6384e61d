/** Who is on call is computed anew where a change can have changed it, and nowhere else. */
import { expect } from 'vitest';
import type { World } from '../cast.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { readRows } from '../rows.ts';
import { does } from './rota.ts';

const turns = (id: string, name: string, ...people: string[]) => ({
  id,
  name,
  team: 'sre',
  timeZone: 'UTC',
  layers: [
    {
      id: 'days',
      rotation: { every: 1, unit: 'week' as const, start: '2026-01-05T00:00' },
      participants: people.map((one) => [one]),
    },
  ],
});
/** Beside the usual rota of Ann and Ben. */
const apart = turns('dba', 'Databases', 'cleo', 'dee');
const TWO: World = { more: { rotas: [apart] } };

/** The rotas that were looked at while this happened, a minute after whatever was before. */
async function lookedAt(story: Story, happens: () => Promise<unknown>): Promise<string[]> {
  await story.passes('1m');
  const before = await marks(story);
  await happens();
  await story.settle();
  const after = await marks(story);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((rota) => before.get(rota) !== after.get(rota)).sort();
}

async function marks({ databaseUrl }: Story): Promise<Map<string, string>> {
  const rows = await readRows<{ rota: string; checked_at: number | string }>(
    databaseUrl,
    'select rota, checked_at from rota_marks',
  );
  return new Map(rows.map(({ rota, checked_at: at }) => [rota, String(at)]));
}

loneStories('A change makes Vigie look again', (tell) => {
  tell('at no rota, if it concerns none', TWO, async (story) => {
    expect(
      await lookedAt(story, async () => {
        await story.change({ integration: { name: 'Renamed' } });
        await story.change({ ann: { name: 'Ann Durand' }, policy: { name: 'Renamed' } });
      }),
    ).toEqual([]);
  });

  tell('at the rota that it changes, adds or deletes', TWO, async (story) => {
    const change = (rotas: object[]) => () => story.change({ more: { rotas: rotas as never } });
    const changed = { ...apart, layers: turns('dba', '', 'dee', 'cleo').layers };
    expect(await lookedAt(story, change([changed]))).toEqual(['dba']);
    expect(await lookedAt(story, change([changed, turns('net', 'Network', 'dee')]))).toEqual(['net']);
    expect(await lookedAt(story, change([changed]))).toEqual(['net']);
    await story.toldOfDuties(
      'cleo by mail: You are on call for Databases until Mon 16 Mar 00:00.',
      'dee by mail: Your duty for Databases ended at 12:01.',
    );
  });

  tell('at those of a person who is away, or is not any more', TWO, async (story) => {
    const from = story.at('Monday 14:00');
    const away = { user: 'dee', start: from, end: story.at('Tuesday 14:00') };
    let id = '';
    expect(
      await lookedAt(story, async () => void ({ id } = await does(story, 'dee', 'POST', 'absences', away))),
    ).toEqual(['dba']);
    expect(await lookedAt(story, () => does(story, 'dee', 'DELETE', `absences/${id}`))).toEqual(['dba']);
    expect(await lookedAt(story, () => story.change({ ben: { disabled: true } }))).toEqual(['sre']);
    expect(await lookedAt(story, () => story.change({ ben: {} }))).toEqual(['sre']);
  });

  tell('at those of a person whose absence begins at midnight elsewhere', TWO, async (story) => {
    const away = { id: 'trip', user: 'dee', start: '2026-08-01T00:00', end: '2026-08-02T00:00' };
    const more = { rotas: [apart], absences: [away] };
    expect(await lookedAt(story, () => story.change({ more }))).toEqual(['dba']);
    expect(await lookedAt(story, () => story.change({ dee: { timeZone: 'Asia/Tokyo' } }))).toEqual(['dba']);
    expect(await lookedAt(story, () => story.change({ ben: { timeZone: 'Asia/Tokyo' } }))).toEqual([]);
  });

  tell('at those of a person who wants to hear of shifts earlier', TWO, async (story) => {
    expect(await lookedAt(story, () => story.change({ ben: { handoffAhead: '2h' } }))).toEqual(['sre']);
  });

  tell('at the rota on which somebody stands in, once, and when that is over', TWO, async (story) => {
    const one = { start: story.at('Wednesday 08:00'), end: story.at('Wednesday 20:00'), set: ['cleo'] };
    let id = '';
    expect(
      await lookedAt(story, async () => void ({ id } = await does(story, 'ben', 'POST', 'rotas/sre/overrides', one))),
    ).toEqual(['sre']);
    expect(await lookedAt(story, () => story.change({ integration: { name: 'Other' } }))).toEqual([]);
    expect(await lookedAt(story, () => does(story, 'ben', 'DELETE', `rotas/sre/overrides/${id}`))).toEqual(['sre']);
  });

  tell('at the rota whose shift changes hands', TWO, async (story) => {
    const shift = { rota: 'sre', start: story.at('Wednesday 08:00'), end: story.at('Wednesday 20:00') };
    const { id } = await does(story, 'ann', 'POST', 'swaps', shift);
    expect(await lookedAt(story, () => does(story, 'ben', 'POST', `swaps/${id}/take`))).toEqual(['sre']);
    await story.onCallMessages();
  });

  tell('at all of them, after a start', TWO, async (story) => {
    expect(
      await lookedAt(story, async () => {
        await story.sidecar.stop();
        await story.sidecar.start();
      }),
    ).toEqual(['dba', 'sre']);
  });
});
