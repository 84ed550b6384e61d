import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { as, does, onCall } from './rota.ts';

interface Rota {
  id: string;
  name: string;
  version: number;
  layers: Array<{ participants: string[][] }>;
}

stories('Two people change one rota', (tell) => {
  tell('Cleo edits next month while Ben has the same rota open: his save is refused, hers stays', {}, async (story) => {
    const layers = (user: string) => [{ id: 'always', participants: [[user]] }];
    const made = await does<Rota>(story, 'cleo', 'POST', 'rotas', { name: `Weekend ${story.scene.number}`, team: 'sre', timeZone: 'UTC', layers: layers('ann') });
    const opened = await as<Rota>(story, 'ben', 'GET', `rotas/${made.id}`);
    const tag = opened.headers.get('etag') ?? '';
    const nextMonth = new Date(story.scene.monday + 35 * 86_400_000).toISOString();
    const hers = await as<Rota>(story, 'cleo', 'PUT', `rotas/${made.id}?from=${nextMonth}`, { ...made, layers: layers('cleo') }, { 'If-Match': tag });
    expect(hers.status).toBe(200);
    const his = await as<{ error: { code: string; message: string } }>(story, 'ben', 'PUT', `rotas/${made.id}`, { ...opened.body, layers: layers('ben') }, { 'If-Match': tag });
    expect([his.status, his.body.error.code]).toEqual([409, 'conflict']);
    expect(his.body.error.message).toContain('changed since you loaded it');
    expect([await onCall(story, 'Tuesday 12:00', made.id), await onCall(story, nextMonth, made.id)]).toEqual([['ann'], ['cleo']]);
    const again = await as<Rota>(story, 'ben', 'GET', `rotas/${made.id}`);
    expect(again.body).toMatchObject({ version: 2, layers: [{ participants: [['cleo']] }] });
    const { items } = await does<{ items: Array<{ version: number; savedBy: string; holdsFrom: string | null }> }>(story, 'ben', 'GET', `rotas/${made.id}/versions`);
    expect(items).toMatchObject([{ version: 2, savedBy: 'cleo', holdsFrom: nextMonth }, { version: 1, savedBy: 'cleo', holdsFrom: null }]);
    expect((await as(story, 'dee', 'PUT', `rotas/${made.id}`, opened.body)).status).toBe(403);
  });
});
