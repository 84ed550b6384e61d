import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ReplayWire } from '#contract/replay';
import { apiToken, runSidecar } from '../../support/sidecar.ts';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { as } from '../rotas/rota.ts';
import { pagesOf, replays } from './again.ts';

async function done(story: Story, id: string): Promise<ReplayWire> {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await as<ReplayWire>(story, 'cleo', 'GET', `replays/${id}`);
    if (body.state !== 'running') return body;
    await pause(50);
  }
  throw new Error('the replay did not end');
}

/** A night in which Ann sleeps, and Ben answers two minutes after his page. */
async function night(story: Story): Promise<void> {
  await story.until('Monday 23:00');
  await story.alert();
  await story.reached('ann by hook');
  await story.passes('5m');
  await story.reached('ben by mail');
  await story.passes('2m');
  await story.person('ben', 'acknowledge');
  await story.updatesOfAnybody();
  await story.passes('1h');
  await story.recovers();
  await story.updatesOfAnybody();
}

loneStories('A night is gone through again', (tell) => {
  tell(
    'with another first step: who would have been paged when, and what they would have answered',
    {},
    async (story) => {
      await night(story);
      await story.until('Tuesday 08:00');
      const unchanged = await replays(story, { draft: {} });
      expect(pagesOf(unchanged)).toEqual(['ann 23:00:00 → 23:00:00', 'ben 23:05:00 → 23:05:00']);
      expect(unchanged.result).toMatchObject({ reproduced: { pages: 2, same: 2 }, first: null, more: 0, fewer: 0 });
      const { body: policies } = await story.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'policies');
      const id = policies.items[0]?.id ?? '';
      const steps = [
        { notify: [{ user: 'ben' }], wait: '5m' },
        { notify: [{ rota: 'sre' }], wait: '5m' },
      ];
      const changed = await replays(story, {
        draft: { escalationPolicies: [{ id, name: 'Ben first', team: 'sre', steps }] },
      });
      expect(pagesOf(changed)).toEqual(['ann 23:00:00 → -', 'ben 23:05:00 → 23:00:00']);
      expect(changed.result).toMatchObject({
        fewer: 1,
        more: 0,
        changed: 1,
        first: { user: 'ann', reason: 'other-person' },
        // Webhooks and mail arrive at night, too, and wake nobody.
        interruptions: { before: 0, after: 0 },
        nightPages: { before: 2, after: 1 },
        unanswered: { before: [], after: [] },
        problems: [],
      });
      const { folder, url } = story.sidecar;
      const file = path.join(folder, 'token');
      writeFileSync(file, apiToken);
      const where = ['--vigie', url, '--token-file', file, '--provisioning', path.join(folder, 'provisioning')];
      const period = ['--from', story.at('Monday 00:00'), '--to', story.at('Tuesday 00:00')];
      const ended = await runSidecar(['replay', ...where, ...period, '--no-unanswered', '--max-night-pages', '0']);
      expect(ended.output).toContain('no difference');
      expect(ended.output).toContain('--max-night-pages 0: somebody would have had 1');
      expect(ended.code).toBe(3);
      const told = async (...more: string[]) => {
        const { code, output } = await runSidecar(['replay', ...where, ...period, ...more]);
        return { code, output };
      };
      const kept = await told('--no-unanswered', '--json', '--answers', 'never');
      expect(kept.code, kept.output).toBe(0);
      expect(JSON.parse(kept.output)).toMatchObject({ kept: true, broken: [], result: { alerts: 1 } });
      expect(await told('--answers', 'perhaps')).toMatchObject({ code: 2 });
      const made = await story.sidecar.api<{ token: string }>('POST', 'tokens', { name: 'ci', scopes: ['replay'] });
      writeFileSync(file, made.body.token);
      const byScope = await told('--not-worse', '--max-more-wakings', '0');
      expect(byScope.code, byScope.output).toBe(0);
      const save = { token: made.body.token };
      expect((await story.sidecar.api('POST', 'teams', { id: 'new', name: 'New' }, save)).status).toBe(403);
      const unknown = path.join(folder, 'unknown');
      mkdirSync(unknown);
      writeFileSync(
        path.join(unknown, 'zoe.yaml'),
        'apiVersion: 1\nescalationPolicies: [{ id: zoe, name: Zoe, steps: [{ notify: [{ user: zoe }], wait: 5m }] }]\n',
      );
      const failed = await told('--provisioning', unknown);
      expect(failed.output).toContain('zoe');
      expect(failed.code).toBe(1);
    },
  );

  tell(
    'a draft that does not validate, a time that has not been, and a period without data are said',
    {},
    async (story) => {
      await story.passes('1h');
      const asked = (request: object) =>
        story.sidecar.api<{ error: { details: Array<{ path: string; message: string }> } }>('POST', 'replays', request);
      const times = { from: story.at('Monday 00:00'), to: story.at('Monday 12:30') };
      const wrong = await asked({
        ...times,
        draft: {
          escalationPolicies: [{ id: 'new', name: 'New', steps: [{ notify: [{ user: 'nobody' }], wait: '5m' }] }],
        },
      });
      expect([wrong.status, wrong.body.error.details.map(({ path }) => path)]).toEqual([
        400,
        ['draft.escalationPolicies[0].steps[0].notify[0].user'],
      ]);
      const future = await asked({ from: times.from, to: story.at('Friday 12:00'), draft: {} });
      expect([future.status, future.body.error.details.map(({ path }) => path)]).toEqual([400, ['to']]);
      const long = new Date(Date.parse(times.to) - 401 * 86_400_000).toISOString();
      const longest = await asked({ from: long, to: times.to, draft: {} });
      expect([longest.status, longest.body.error.details.map(({ path }) => path)]).toEqual([400, ['to']]);
      const empty = await replays(story, { ...times, draft: {} });
      expect(empty.result).toMatchObject({ alerts: 0, pages: [], problems: [{ reason: 'no-data', kind: '', id: '' }] });
    },
  );

  tell('what another began is not shown; who may not save a draft may not try it', {}, async (story) => {
    await story.passes('1h');
    const times = { from: story.at('Monday 00:00'), to: story.at('Monday 12:30') };
    const rota = { id: 'sre', name: 'SRE', team: 'sre', timeZone: 'UTC', layers: [] };
    const tried = (who: 'cleo' | 'dee', draft: object) =>
      as<ReplayWire>(story, who, 'POST', 'replays', { ...times, draft });
    expect((await tried('dee', {})).status).toBe(403);
    expect((await tried('cleo', { escalationPolicies: [{ id: 'none', name: 'None', steps: [] }] })).status).toBe(403);
    const begun = await tried('cleo', { rotas: [rota] });
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    expect((await done(story, begun.body.id)).state).toBe('done');
    expect((await as(story, 'ben', 'GET', `replays/${begun.body.id}`)).status).toBe(404);
    expect((await as(story, 'cleo', 'DELETE', `replays/${begun.body.id}`)).status).toBe(204);
    expect((await as(story, 'cleo', 'GET', `replays/${begun.body.id}`)).status).toBe(404);
  });
});
