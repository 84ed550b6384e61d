import { expect } from 'vitest';
import type { World } from '../cast.ts';
import { loneStories } from '../harness.ts';
import { as, does, onCall } from './rota.ts';

const hours = (from: string, to: string) => [{ days: ['daily' as const], from, to }];

/** Dee, and by day Ann and Ben together, Ben for longer. */
const LAYERS = [
  { id: 'base', participants: [['dee']] },
  { id: 'first', participants: [['ann']], restrictions: hours('08:00', '20:00') },
  { id: 'second', participants: [['ben']], restrictions: hours('08:00', '22:00'), join: true },
];
const TOGETHER: World = { rota: { layers: LAYERS }, steps: [{ notify: [{ rota: 'sre' }], wait: '2h' }] };

interface OnCallNow {
  onCall: Array<{ user: string; source: object }>;
}

loneStories('Layers that join are on call together', (tell) => {
  tell('everybody of the stage is paged; where it has nobody, the layer below is', TOGETHER, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'ben by mail');
    await story.script('resolve');
    const now = await story.sidecar.api<OnCallNow>('GET', 'rotas/sre/on-call');
    expect(now.body.onCall).toEqual(
      expect.arrayContaining([
        { user: 'ann', source: { layer: 'first' } },
        { user: 'ben', source: { layer: 'second' } },
      ]),
    );
    expect(await onCall(story, 'Monday 19:59')).toEqual(['ann', 'ben']);
    expect(await onCall(story, 'Monday 20:00')).toEqual(['ben']);
    expect(await onCall(story, 'Monday 22:00')).toEqual(['dee']);

    await story.until('Monday 22:30');
    await story.onCallMessages();
    await story.updatesOfAnybody();
    await story.alert();
    await story.reached('dee by mail');
    await story.script('resolve');
    await story.updatesOfAnybody();
    const duties = await does<{ items: Array<{ user: string; start: string; end: string | null; source: object }> }>(
      story,
      'cleo',
      'GET',
      `duties?from=${story.at('Monday 12:00')}&to=${story.at('Monday 22:30')}`,
    );
    expect(duties.items.filter(({ user }) => user === 'ben')).toMatchObject([
      { end: story.at('Monday 22:00'), source: { layer: 'second' } },
    ]);
  });

  tell('an override of a layer and an absence act on that layer', TOGETHER, async (story) => {
    const window = { start: story.at('Tuesday 09:00'), end: story.at('Tuesday 10:00') };
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', { ...window, set: ['cleo'], layer: 'first' });
    expect(await onCall(story, 'Tuesday 09:30')).toEqual(['ben', 'cleo']);
    await story.change({ rota: { layers: LAYERS, onAbsence: 'skip' } });
    const away = { user: 'ben', start: story.at('Wednesday 00:00'), end: story.at('Thursday 00:00'), kind: 'leave' };
    await does(story, 'ben', 'POST', 'absences', away);
    expect(await onCall(story, 'Wednesday 12:00')).toEqual(['ann']);
    expect(await onCall(story, 'Wednesday 21:00')).toEqual(['dee']);
  });

  tell('the lowest layer cannot join; a rota that is saved keeps what joins', {}, async (story) => {
    const body = { id: 'joined', name: 'Joined', team: 'sre', timeZone: 'UTC', layers: LAYERS };
    const lowest = { ...body, layers: LAYERS.map((layer) => ({ ...layer, join: true })) };
    const refused = await as<{ error: { details: unknown[] } }>(story, 'cleo', 'POST', 'rotas', lowest);
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      [expect.objectContaining({ path: 'layers[0].join', reason: 'no-layer-below' })],
    ]);
    await does(story, 'cleo', 'POST', 'rotas', body);
    const saved = await does<{ layers: Array<{ join?: boolean }> }>(story, 'cleo', 'GET', 'rotas/joined');
    expect(saved.layers.map(({ join }) => join)).toEqual([undefined, undefined, true]);
    expect(await onCall(story, 'Monday 13:00', 'joined')).toEqual(['ann', 'ben']);

    const apart = { ...body, layers: LAYERS.map(({ join: _join, ...layer }) => layer) };
    const preview = await does<{ diff: { losses: Array<{ user: string }> } }>(story, 'cleo', 'POST', 'rotas/preview', {
      rota: apart,
      from: story.at('Monday 13:00'),
      to: story.at('Monday 14:00'),
    });
    expect(preview.diff.losses).toMatchObject([{ user: 'ann' }]);
    await does(story, 'cleo', 'DELETE', 'rotas/joined');
    await story.onCallMessages();
  });
});
