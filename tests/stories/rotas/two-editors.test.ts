import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import { as, does, onCall } from './rota.ts';

interface Rota {
  id: string;
  name: string;
  version: number;
  layers: Array<{ participants: string[][] }>;
}

loneStories('Two people change one rota', (tell) => {
  tell('Cleo edits next month while Ben has the same rota open: his save is refused, hers stays', {}, async (story) => {
    const layers = (user: string) => [{ id: 'always', participants: [[user]] }];
    const made = await does<Rota>(story, 'cleo', 'POST', 'rotas', {
      name: `Weekend ${story.scene.number}`,
      team: 'sre',
      timeZone: 'UTC',
      layers: layers('ann'),
    });
    const opened = await as<Rota>(story, 'ben', 'GET', `rotas/${made.id}`);
    const tag = opened.headers.get('etag') ?? '';
    const nextMonth = new Date(story.scene.monday + 35 * 86_400_000).toISOString();
    const hers = await as<Rota>(
      story,
      'cleo',
      'PUT',
      `rotas/${made.id}?from=${nextMonth}`,
      { ...made, layers: layers('cleo') },
      { 'If-Match': tag },
    );
    expect(hers.status).toBe(200);
    const his = await as<{ error: { code: string; message: string } }>(
      story,
      'ben',
      'PUT',
      `rotas/${made.id}`,
      { ...opened.body, layers: layers('ben') },
      { 'If-Match': tag },
    );
    expect([his.status, his.body.error.code]).toEqual([409, 'conflict']);
    expect(his.body.error.message).toContain('changed since you loaded it');
    expect([await onCall(story, 'Tuesday 12:00', made.id), await onCall(story, nextMonth, made.id)]).toEqual([
      ['ann'],
      ['cleo'],
    ]);
    const again = await as<Rota>(story, 'ben', 'GET', `rotas/${made.id}`);
    expect(again.body).toMatchObject({ version: 2, layers: [{ participants: [['cleo']] }] });
    const { items } = await does<{ items: Array<{ version: number; savedBy: string; holdsFrom: string | null }> }>(
      story,
      'ben',
      'GET',
      `rotas/${made.id}/versions`,
    );
    expect(items).toMatchObject([
      { version: 2, savedBy: 'cleo', holdsFrom: nextMonth },
      { version: 1, savedBy: 'cleo', holdsFrom: null },
    ]);
    expect((await as(story, 'dee', 'PUT', `rotas/${made.id}`, opened.body)).status).toBe(403);
  });

  tell(
    'what Cleo deletes by mistake is made again from its versions; who was on call before stays',
    { start: 'Monday 00:00' },
    async (story) => {
      const made = await does<Rota>(story, 'cleo', 'POST', 'rotas', {
        name: `Gone ${story.scene.number}`,
        team: 'sre',
        timeZone: 'UTC',
        layers: [{ id: 'always', participants: [['ben']] }],
      });
      await story.until('Tuesday 12:00');
      await does(story, 'cleo', 'DELETE', `rotas/${made.id}`);
      const gone = await does<{ items: Array<{ id: string; name: string; deletedBy: string }> }>(
        story,
        'dee',
        'GET',
        'deleted-rotas',
      );
      expect(gone.items.find(({ id }) => id === made.id)).toMatchObject({ name: made.name, deletedBy: 'cleo' });
      await story.until('Tuesday 14:00');
      const { items } = await does<{ items: Array<{ rota: Rota | null }> }>(
        story,
        'cleo',
        'GET',
        `rotas/${made.id}/versions`,
      );
      expect(items[0]?.rota).toBeNull();
      await does(story, 'cleo', 'POST', 'rotas', items[1]?.rota);
      expect(
        await Promise.all(
          ['Tuesday 11:00', 'Tuesday 13:00', 'Tuesday 15:00'].map((time) => onCall(story, time, made.id)),
        ),
      ).toEqual([['ben'], [], ['ben']]);
      const after = await does<{ items: Array<{ id: string }> }>(story, 'dee', 'GET', 'deleted-rotas');
      expect(after.items.map(({ id }) => id)).not.toContain(made.id);
    },
  );

  tell('a preview from a later moment leaves the time until then alone', { start: 'Monday 00:00' }, async (story) => {
    const made = await does<Rota>(story, 'cleo', 'POST', 'rotas', {
      name: `Later ${story.scene.number}`,
      team: 'sre',
      timeZone: 'UTC',
      layers: [{ id: 'always', participants: [['ben']] }],
    });
    const draft = { ...made, layers: [{ id: 'always', participants: [['cleo']] }] };
    const asked = {
      rota: draft,
      from: story.at('Monday 00:00'),
      to: story.at('Thursday 00:00'),
      holdsFrom: story.at('Wednesday 00:00'),
    };
    const { diff } = await does<{ diff: { gains: unknown[]; losses: unknown[] } }>(
      story,
      'cleo',
      'POST',
      'rotas/preview',
      asked,
    );
    const wednesday = { start: story.at('Wednesday 00:00'), end: story.at('Thursday 00:00') };
    expect(diff).toMatchObject({ gains: [{ user: 'cleo', ...wednesday }], losses: [{ user: 'ben', ...wednesday }] });
  });
});
