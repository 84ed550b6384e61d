/** What somebody deleted comes back within seconds as it was: with its id, its version and everything beside it. */
import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { as, does } from '../rotas/rota.ts';

const LAYERS = [
  { id: 'all', participants: [['ann'], ['ben']], rotation: { every: 1, unit: 'day', start: '2026-01-05T00:00' } },
];
const undo = (story: Story, who: Parameters<typeof as>[1], resource: string, id: string) =>
  as<{ error?: { reason: string } }>(story, who, 'POST', 'deletions/undo', { resource, id });
const script = async (story: Story, method: string, route: string, body?: object) =>
  await story.sidecar.api<{ error?: { reason: string; details: object[] } }>(method, route, body);
const made = async (story: Story, route: string, body: object) =>
  expect((await script(story, 'POST', route, body)).status).toBe(201);

loneStories('undo: a deletion is taken back', (tell) => {
  tell('a rota, with its overrides, its states and its past', {}, async (story) => {
    const rota = { id: 'extra', name: 'Extra', team: 'sre', timeZone: 'UTC', layers: LAYERS };
    await does(story, 'cleo', 'POST', 'rotas', rota);
    await does(story, 'cleo', 'POST', 'rotas/extra/overrides', {
      id: 'cover',
      start: story.at('Monday 10:00'),
      end: story.at('Monday 20:00'),
      set: ['cleo'],
    });
    await story.passes('1h');
    const read = () =>
      Promise.all(
        [
          'rotas/extra',
          'rotas/extra/overrides',
          'rotas/extra/versions',
          `rotas/extra/timeline?from=${story.at('Monday 00:00')}&to=${story.at('Sunday 00:00')}`,
          'deleted-rotas',
        ].map(async (route) => (await story.sidecar.api('GET', route)).body),
      );
    const before = await read();
    await does(story, 'cleo', 'DELETE', 'rotas/extra');
    expect((await story.sidecar.api('GET', 'rotas/extra')).status).toBe(404);
    await story.passes('9s');
    expect((await undo(story, 'ben', 'rotas', 'extra')).status).toBe(204);
    expect(await read()).toEqual(before);
    expect((await undo(story, 'cleo', 'rotas', 'extra')).body.error?.reason).toBe('deletion-is-final');
    const audit = await story.sidecar.api<{ items: Array<{ actor: string; action: string }> }>(
      'GET',
      'audit?subject=extra',
    );
    expect(audit.body.items.slice(0, 2)).toMatchObject([
      { actor: 'ben', action: 'restore' },
      { actor: 'cleo', action: 'delete' },
    ]);
    await does(story, 'cleo', 'DELETE', 'rotas/extra');
    await story.onCallMessages();
  });

  tell('not by those who may not delete it, and not after a quarter of a minute', {}, async (story) => {
    await does(story, 'cleo', 'POST', 'rotas', { id: 'late', team: 'sre', timeZone: 'UTC', layers: LAYERS });
    await does(story, 'cleo', 'DELETE', 'rotas/late');
    expect((await undo(story, 'dee', 'rotas', 'late')).body.error?.reason).toBe('team-editors-only');
    await story.passes('16s');
    expect(await script(story, 'POST', 'deletions/undo', { resource: 'rotas', id: 'late' })).toMatchObject({
      status: 409,
      body: { error: { reason: 'deletion-is-final' } },
    });
    await story.onCallMessages();
  });

  tell('an override alone, by who may change the rota', {}, async (story) => {
    const window = { id: 'short', start: story.at('Tuesday 08:00'), end: story.at('Tuesday 20:00'), set: ['ben'] };
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', window);
    const { body: before } = await story.sidecar.api('GET', 'rotas/sre/overrides');
    await does(story, 'cleo', 'DELETE', 'rotas/sre/overrides/short');
    expect((await undo(story, 'dee', 'overrides', 'sre/short')).status).toBe(403);
    expect((await undo(story, 'cleo', 'overrides', 'sre/short')).status).toBe(204);
    expect((await story.sidecar.api('GET', 'rotas/sre/overrides')).body).toEqual(before);
    await does(story, 'cleo', 'DELETE', 'rotas/sre/overrides/short');
  });

  tell('an integration, whose token works again', {}, async (story) => {
    const token = `token-of-undone-${story.scene.number}-0123456789`;
    const policy = `main-${story.scene.number}`;
    await made(story, 'integrations', { id: 'undone', type: 'webhook', team: 'sre', token, policy });
    await script(story, 'DELETE', 'integrations/undone');
    expect((await story.sidecar.ingest(token, { title: 'Lost', id: 'x' })).status).toBe(401);
    expect((await undo(story, 'cleo', 'integrations', 'undone')).status).toBe(204);
    expect((await story.sidecar.ingest(token, { title: 'Disk full', id: 'x' })).status).toBe(202);
    await story.reached('ann by hook');
    await script(story, 'DELETE', 'integrations/undone');
  });

  tell('refused while what it refers to is gone; possible once that is back', {}, async (story) => {
    await made(story, 'rotas', { id: 'base', team: 'sre', timeZone: 'UTC', layers: LAYERS });
    await made(story, 'policies', { id: 'upon', team: 'sre', steps: [{ notify: [{ rota: 'base' }], wait: '5m' }] });
    await script(story, 'DELETE', 'policies/upon');
    await script(story, 'DELETE', 'rotas/base');
    const refused = await script(story, 'POST', 'deletions/undo', { resource: 'policies', id: 'upon' });
    expect([refused.status, refused.body.error?.details.length]).toEqual([400, 1]);
    for (const [resource, id] of [
      ['rotas', 'base'],
      ['policies', 'upon'],
    ]) {
      expect((await script(story, 'POST', 'deletions/undo', { resource, id })).status).toBe(204);
    }
    await script(story, 'DELETE', 'policies/upon');
    await script(story, 'DELETE', 'rotas/base');
    await story.onCallMessages();
  });
});
