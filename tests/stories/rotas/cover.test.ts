import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { changeRows } from '../rows.ts';
import { as, does, heard, hears, onCall } from './rota.ts';

interface Offer {
  items: Array<{ id: string; state: string; start: string; end: string }>;
}

const tuesday = (story: Story, kind = 'sick') => ({
  user: 'ann',
  start: story.at('Tuesday 00:00'),
  end: story.at('Wednesday 00:00'),
  kind,
});

loneStories('Somebody cannot be there', (tell) => {
  tell('Ann is ill on Tuesday, and it takes her two requests to be covered', {}, async (story) => {
    await heard(story);
    const absence = await does(story, 'ann', 'POST', 'absences', tuesday(story));
    const offer = await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`);
    expect(offer.items).toMatchObject([
      { state: 'open', start: story.at('Tuesday 00:00'), end: story.at('Wednesday 00:00') },
    ]);
    await hears(story, 'ben: Ann Martin asks for somebody to take SRE primary');
    await does(story, 'ben', 'POST', `swaps/${offer.items[0]?.id}/take`);
    await hears(story, 'ann: Ben Petit takes SRE primary from Ann Martin');
    await story.until('Tuesday 03:00');
    await story.alert();
    await story.reached('ben by mail');
    await story.script('resolve');
    expect([await onCall(story, 'Monday 23:59'), await onCall(story, 'Wednesday 00:00')]).toEqual([['ann'], ['ann']]);
    await story.told('ben by mail: Resolved by api');
    await story.toldOfDuties(
      'ann by hook: Your duty for SRE primary ended at 00:00.',
      'ben by mail: You are on call for SRE primary until Wed 4 Mar 00:00.',
    );
  });

  tell('offering the same absence again asks nobody twice', {}, async (story) => {
    const absence = await does(story, 'ann', 'POST', 'absences', tuesday(story));
    const [first, again] = [
      await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`),
      await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`),
    ];
    expect(again.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
    expect(await as(story, 'dee', 'POST', `absences/${absence.id}/offer`)).toMatchObject({ status: 403 });
    await does(story, 'ann', 'POST', `swaps/${first.items[0]?.id}/cancel`);
    await story.toldOfDuties(
      'ben by mail: Ann Martin asks for somebody to take SRE primary from Tue 10 Mar 00:00 to Wed 11 Mar 00:00.',
      'ben by mail: Ann Martin no longer asks for SRE primary from Tue 10 Mar 00:00 to Wed 11 Mar 00:00 to be taken.',
    );
  });

  tell('what is over is not offered', { start: 'Monday 00:00' }, async (story) => {
    await story.until('Tuesday 12:00');
    const absence = await does(story, 'ann', 'POST', 'absences', tuesday(story));
    const offer = await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`);
    expect(offer.items).toMatchObject([{ start: story.at('Tuesday 12:00'), end: story.at('Wednesday 00:00') }]);
    await does(story, 'ann', 'POST', `swaps/${offer.items[0]?.id}/cancel`);
    await story.toldOfDuties(
      'ben by mail: Ann Martin asks for somebody to take SRE primary from 12:00 to Wed 18 Mar 00:00.',
      'ben by mail: Ann Martin no longer asks for SRE primary from 12:00 to Wed 18 Mar 00:00 to be taken.',
    );
  });

  tell(
    'where the rota asks the next person by itself, one request suffices',
    { rota: { onAbsence: 'next' } },
    async (story) => {
      await heard(story);
      const absence = await does(story, 'ann', 'POST', 'absences', tuesday(story));
      expect((await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`)).items).toEqual([]);
      await story.until('Tuesday 03:00');
      await hears(story, 'ann: Your duty for SRE primary ended', 'ben: You are on call for SRE primary until');
      await story.alert();
      await story.reached('ben by mail');
      await story.script('resolve');
      await story.told('ben by mail: Resolved by api');
    },
  );

  tell(
    'Ben’s holiday starts in the middle of his week, at midnight where he lives',
    {
      ben: { timeZone: 'Europe/Paris' },
      rota: {
        timeZone: 'Europe/Paris',
        onAbsence: 'next',
        layers: [
          {
            id: 'always',
            rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
            participants: [['ann'], ['ben'], ['cleo']],
          },
        ],
      },
    },
    async (story) => {
      const mondays = ['Monday 12:00', 'Thursday 12:00'];
      const weeks = await Promise.all(mondays.map((day) => onCall(story, day)));
      const [user] = weeks[0] ?? [];
      const next = { ann: 'ben', ben: 'cleo', cleo: 'ann' }[user ?? ''];
      expect(weeks).toEqual([[user], [user]]);
      const start = story.at('Thursday 00:00').slice(0, 16);
      await story.sidecar.api('POST', 'absences', {
        user,
        start,
        end: story.at('Sunday 00:00').slice(0, 16),
        timeZone: 'Europe/Paris',
        kind: 'leave',
      });
      // Midnight in Paris is 22:00 or 23:00 UTC.
      const hour =
        new Date(Date.parse(story.at('Thursday 00:00'))).toLocaleString('en-GB', {
          timeZone: 'Europe/Paris',
          hour: '2-digit',
        }) === '01'
          ? 23
          : 22;
      expect([
        await onCall(story, `Wednesday ${hour - 1}:59`),
        await onCall(story, `Wednesday ${hour}:00`),
        await onCall(story, 'Sunday 12:00'),
      ]).toEqual([[user], [next], [user]]);
      await story.until('Thursday 01:00');
      const { body } = await story.sidecar.api<{ items: Array<{ user: string; start: string; end: string | null }> }>(
        'GET',
        `duties?rota=sre&from=${story.at('Wednesday 00:00')}&to=${story.at('Thursday 01:00')}`,
      );
      const change = story.at(`Wednesday ${hour}:00`);
      expect(body.items).toMatchObject([
        { user, end: change },
        { user: next, start: change, end: null },
      ]);
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 22:00.',
        'ben by mail: You are on call for SRE primary until Sun 5 Apr 00:00.',
      );
    },
  );

  tell(
    'Ben takes the shift now, and gives it back by its end',
    {
      rota: {
        layers: [
          { id: 'day', rotation: { every: 1, unit: 'day', start: '2026-01-05T18:00' }, participants: [['ann']] },
          { id: 'top', participants: [[]] },
        ],
      },
    },
    async (story) => {
      await heard(story);
      await does(story, 'ben', 'POST', 'rotas/sre/overrides', {
        start: story.at('Monday 18:00'),
        end: story.at('Tuesday 18:00'),
        set: ['cleo'],
      });
      await does(story, 'ben', 'POST', 'rotas/sre/take-over', { user: 'ann' });
      await hears(story, 'ann: Your duty for SRE primary ended', 'ben: You are on call for SRE primary until');
      await story.alert();
      await story.reached('ben by mail');
      await story.script('resolve');
      expect([
        await onCall(story, 'Monday 17:59'),
        await onCall(story, 'Monday 18:00'),
        await onCall(story, 'Tuesday 18:00'),
      ]).toEqual([['ben'], ['cleo'], ['ann']]);
      expect(await as(story, 'dee', 'POST', 'rotas/sre/take-over', { user: 'ben' })).toMatchObject({
        status: 403,
        body: { error: { message: expect.stringContaining('people of the rota or of its team') as string } },
      });
      const nobody = await as<{ error: { message: string } }>(story, 'ben', 'POST', 'rotas/sre/take-over', {
        user: 'ann',
      });
      expect([nobody.status, nobody.body.error.message]).toEqual([
        409,
        'ann is not on call on this rota now, so there is no shift to take.',
      ]);
      await story.told('ben by mail: Resolved by api');
    },
  );

  tell('an offer that fails at its second shift asks nobody for the first', {}, async (story) => {
    await does(story, 'cleo', 'POST', 'rotas', {
      id: 'second',
      name: 'Second',
      team: 'sre',
      timeZone: 'UTC',
      layers: [{ id: 'always', participants: [['ann']] }],
    });
    const absence = await does(story, 'ann', 'POST', 'absences', tuesday(story));
    await heard(story);
    story.expectError((line) => line.msg === 'a request failed unexpectedly');
    const thisWeek = `kind = 'swaps' and created_at >= ${Date.parse(story.at('Monday 00:00'))}`;
    await changeRows(story.databaseUrl, `create unique index only_one_swap on config (kind) where ${thisWeek}`);
    expect(await as(story, 'ann', 'POST', `absences/${absence.id}/offer`)).toMatchObject({ status: 500 });
    expect(await does<Offer>(story, 'ann', 'GET', 'swaps?state=open')).toMatchObject({ items: [] });
    await hears(story);
    await changeRows(story.databaseUrl, 'drop index only_one_swap');
    const offer = await does<Offer>(story, 'ann', 'POST', `absences/${absence.id}/offer`);
    expect(offer.items).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    for (const { id } of offer.items) {
      await does(story, 'ann', 'POST', `swaps/${id}/cancel`);
    }
    expect((await story.sidecar.api('DELETE', 'rotas/second')).status).toBe(204);
    await heard(story);
  });
});
