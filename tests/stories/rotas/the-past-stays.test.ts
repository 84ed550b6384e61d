import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { as, does, onCall } from './rota.ts';

const people = (story: Story, ...times: string[]) =>
  Promise.all(times.map(async (time) => (await onCall(story, time)).join('+')));

loneStories('What is entered late changes nothing that has been', (tell) => {
  tell('an override made in the middle of its window acts from then on', { start: 'Monday 00:00' }, async (story) => {
    await story.until('Tuesday 12:00');
    const made = await does<{ id: string; start: string }>(story, 'cleo', 'POST', 'rotas/sre/overrides', {
      start: story.at('Tuesday 08:00'),
      end: story.at('Tuesday 20:00'),
      set: ['ben'],
    });
    expect(Date.parse(made.start)).toBe(Date.parse(story.at('Tuesday 12:00')));
    expect(await people(story, 'Tuesday 11:59', 'Tuesday 12:00', 'Tuesday 20:00')).toEqual(['ann', 'ben', 'ann']);
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'ben by mail: You are on call for SRE primary until 20:00.',
    );
  });

  tell('an override for the past is refused, and says why', { start: 'Monday 00:00' }, async (story) => {
    await story.until('Tuesday 12:00');
    const { status, body } = await story.sidecar.api<{ error: { details: Array<{ path: string }> } }>(
      'POST',
      'rotas/sre/overrides',
      { start: story.at('Monday 08:00'), end: story.at('Tuesday 12:00'), set: ['ben'] },
    );
    expect([status, body.error.details[0]?.path]).toEqual([400, 'end']);
  });

  tell('an override taken away ends then; its name is free again', { start: 'Monday 00:00' }, async (story) => {
    await story.until('Tuesday 12:00');
    const window = { id: 'cover', start: story.at('Tuesday 12:00'), end: story.at('Tuesday 20:00'), set: ['ben'] };
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', window);
    await story.passes('2h');
    await does(story, 'cleo', 'DELETE', 'rotas/sre/overrides/cover');
    expect(await people(story, 'Tuesday 13:59', 'Tuesday 14:00')).toEqual(['ben', 'ann']);
    const { items } = await does<{ items: Array<{ id: string }> }>(story, 'cleo', 'GET', 'rotas/sre/overrides');
    expect(items.map(({ id }) => id)).not.toContain('cover');
    await does(story, 'cleo', 'POST', 'rotas/sre/overrides', {
      ...window,
      start: story.at('Tuesday 18:00'),
      set: ['cleo'],
    });
    expect(await people(story, 'Tuesday 13:59', 'Tuesday 17:59', 'Tuesday 18:00')).toEqual(['ben', 'ann', 'cleo']);
    await story.toldOfDuties(
      'ann by hook: You are on call for SRE primary until Mon 23 Mar 00:00.',
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'ben by mail: You are on call for SRE primary until 20:00.',
      'ben by mail: Your duty for SRE primary ended at 14:00.',
    );
  });

  tell(
    'an override that is changed while it runs is another from then on; a stale change is refused',
    { start: 'Monday 00:00' },
    async (story) => {
      await story.until('Tuesday 12:00');
      const window = { id: 'longer', start: story.at('Tuesday 12:00'), end: story.at('Tuesday 20:00'), set: ['ben'] };
      await does(story, 'cleo', 'POST', 'rotas/sre/overrides', window);
      await story.passes('2h');
      const { status, body } = await as<{ version: number; set: string[] }>(
        story,
        'cleo',
        'PUT',
        'rotas/sre/overrides/longer',
        { ...window, end: story.at('Tuesday 22:00'), set: ['cleo'] },
        { 'If-Match': '"1"' },
      );
      expect([status, body.version, body.set]).toEqual([200, 2, ['cleo']]);
      expect(await people(story, 'Tuesday 13:59', 'Tuesday 14:00', 'Tuesday 21:59', 'Tuesday 22:00')).toEqual([
        'ben',
        'cleo',
        'cleo',
        'ann',
      ]);
      expect((await as(story, 'cleo', 'PUT', 'rotas/sre/overrides/longer', window, { 'If-Match': '"1"' })).status).toBe(
        409,
      );
      expect((await as(story, 'dee', 'PUT', 'rotas/sre/overrides/longer', window)).status).toBe(403);
      expect((await as(story, 'cleo', 'PUT', 'rotas/sre/overrides/nothing', window)).status).toBe(404);
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 12:00.',
        'ben by mail: You are on call for SRE primary until 20:00.',
        'ben by mail: Your duty for SRE primary ended at 14:00.',
        'cleo by mail: You are on call for SRE primary until 22:00.',
      );
    },
  );

  tell(
    'an override gone from the file ends then; one added to it for the past never was',
    { start: 'Monday 00:00' },
    async (story) => {
      await story.until('Tuesday 10:00');
      const day = (id: string, user: string, from: string, to: string) => ({
        id,
        start: story.at(from),
        end: story.at(to),
        set: [user],
      });
      await story.change({ rota: { overrides: [day('a', 'ben', 'Tuesday 11:00', 'Tuesday 20:00')] } });
      await story.until('Tuesday 14:00');
      await story.change({ rota: { overrides: [day('b', 'cleo', 'Monday 00:00', 'Tuesday 16:00')] } });
      expect(await people(story, 'Monday 12:00', 'Tuesday 13:59', 'Tuesday 14:00', 'Tuesday 16:00')).toEqual([
        'ann',
        'ben',
        'cleo',
        'ann',
      ]);
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 11:00.',
        'ben by mail: You are on call for SRE primary until 20:00.',
        'ben by mail: Your duty for SRE primary ended at 14:00.',
        'cleo by mail: You are on call for SRE primary until 16:00.',
      );
    },
  );

  tell(
    'an absence entered late acts from then on, and until it is taken away',
    { start: 'Monday 00:00', rota: { onAbsence: 'next' } },
    async (story) => {
      await story.until('Tuesday 12:00');
      const { id } = await does(story, 'ann', 'POST', 'absences', {
        user: 'ann',
        start: story.at('Monday 08:00'),
        end: story.at('Thursday 00:00'),
        kind: 'sick',
      });
      expect(await people(story, 'Monday 12:00', 'Tuesday 11:59', 'Tuesday 12:00', 'Wednesday 12:00')).toEqual([
        'ann',
        'ann',
        'ben',
        'ben',
      ]);
      await story.until('Wednesday 06:00');
      await does(story, 'ann', 'DELETE', `absences/${id}`);
      expect(await people(story, 'Tuesday 11:59', 'Tuesday 12:00', 'Wednesday 05:59', 'Wednesday 06:00')).toEqual([
        'ann',
        'ben',
        'ben',
        'ann',
      ]);
      const { items } = await does<{ items: Array<{ user: string; start: string }> }>(story, 'ann', 'GET', 'absences');
      expect(items).toEqual([]);
      await story.toldOfDuties(
        'ann by hook: You are on call for SRE primary until Mon 13 Apr 00:00.',
        'ann by hook: Your duty for SRE primary ended at 12:00.',
        'ben by mail: You are on call for SRE primary until Thu 9 Apr 00:00.',
        'ben by mail: Your duty for SRE primary ended at 06:00.',
      );
    },
  );

  tell(
    'an absence that is changed while it runs leaves its past alone',
    { start: 'Monday 00:00', rota: { onAbsence: 'skip' } },
    async (story) => {
      await story.until('Tuesday 12:00');
      const absence = { user: 'ann', start: story.at('Tuesday 12:00'), end: story.at('Thursday 00:00'), kind: 'leave' };
      const { id } = await does(story, 'ann', 'POST', 'absences', absence);
      await story.until('Wednesday 06:00');
      await does(story, 'ann', 'PUT', `absences/${id}`, { ...absence, start: story.at('Wednesday 12:00') });
      expect(
        await people(story, 'Tuesday 12:00', 'Wednesday 05:59', 'Wednesday 06:00', 'Wednesday 12:00', 'Thursday 00:00'),
      ).toEqual(['', '', 'ann', '', 'ann']);
      await story.toldOfDuties(
        'ann by hook: You are on call for SRE primary until 12:00.',
        'ann by hook: Your duty for SRE primary ended at 12:00.',
      );
    },
  );

  tell(
    'an absence gone from the file ends then',
    { start: 'Monday 00:00', rota: { onAbsence: 'next' } },
    async (story) => {
      await story.until('Tuesday 12:00');
      await story.change({
        more: { absences: [{ user: 'ann', start: story.at('Tuesday 13:00'), end: story.at('Thursday 00:00') }] },
      });
      await story.until('Tuesday 15:00');
      await story.change({ more: {} });
      expect(await people(story, 'Tuesday 12:59', 'Tuesday 14:59', 'Tuesday 15:00')).toEqual(['ann', 'ben', 'ann']);
      await story.toldOfDuties(
        'ann by hook: You are on call for SRE primary until Mon 27 Apr 00:00.',
        'ann by hook: Your duty for SRE primary ended at 13:00.',
        'ben by mail: You are on call for SRE primary until Thu 23 Apr 00:00.',
        'ben by mail: Your duty for SRE primary ended at 15:00.',
      );
    },
  );

  tell(
    'a rota that is deleted ends its overrides, and has nobody until it is made again',
    { start: 'Monday 00:00' },
    async (story) => {
      await story.until('Wednesday 12:00');
      const own = {
        id: `own-${story.scene.number}`,
        name: 'Own',
        timeZone: 'UTC',
        layers: [{ id: 'always', participants: [['ann']] }],
      };
      const api = async (method: string, route: string, body?: unknown) =>
        expect((await story.sidecar.api(method, route, body)).status).toBeLessThan(300);
      await api('POST', 'rotas', own);
      // Ann is on call before the override is there: a rota that is new with it would tell nobody.
      await story.settle();
      await api('POST', `rotas/${own.id}/overrides`, {
        start: story.at('Wednesday 12:00'),
        end: story.at('Friday 12:00'),
        set: ['ben'],
      });
      await story.passes('1h');
      await api('DELETE', `rotas/${own.id}`);
      await story.passes('1h');
      await api('POST', 'rotas', own);
      expect(
        await Promise.all(
          ['Wednesday 11:59', 'Wednesday 12:59', 'Wednesday 13:00', 'Wednesday 14:00'].map(async (time) =>
            (await onCall(story, time, own.id)).join('+'),
          ),
        ),
      ).toEqual(['ann', 'ben', '', 'ann']);
      await api('DELETE', `rotas/${own.id}`);
      // A story that is tried again is in another week.
      const friday = new Date(story.at('Friday 12:00'));
      const day = friday.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
      await story.toldOfDuties(
        'ann by hook: Your duty for Own ended at 12:00.',
        `ben by mail: You are on call for Own until Fri ${day} 12:00.`,
      );
    },
  );

  tell('a change can hold from later on', { start: 'Monday 00:00' }, async (story) => {
    await story.until('Wednesday 12:00');
    const own = {
      id: `later-${story.scene.number}`,
      name: 'Own',
      timeZone: 'UTC',
      layers: [{ id: 'always', participants: [['ann']] }],
    };
    await story.sidecar.api('POST', 'rotas', own);
    const { status } = await story.sidecar.api('PUT', `rotas/${own.id}?from=${story.at('Thursday 09:00')}`, {
      ...own,
      layers: [{ id: 'always', participants: [['ben']] }],
    });
    expect(status).toBe(200);
    expect(
      await Promise.all(
        ['Wednesday 13:00', 'Thursday 08:59', 'Thursday 09:00'].map((time) => onCall(story, time, own.id)),
      ),
    ).toEqual([['ann'], ['ann'], ['ben']]);
    const past = await story.sidecar.api('PUT', `rotas/${own.id}?from=${story.at('Wednesday 11:00')}`, own);
    expect(past.status).toBe(400);
  });
});
