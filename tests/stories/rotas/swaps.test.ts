import { expect } from 'vitest';
import { loneStories } from '../harness.ts';
import type { Story } from '../harness.ts';
import type { Person } from '../cast.ts';
import { as, does, heard, hears, onCall } from './rota.ts';

interface Swap {
  id: string;
  state: string;
  asked: { by: string; at: string };
  taken: { by: string; at: string } | null;
  closed: { by: string; at: string } | null;
}

const ask = (story: Story, from: string, to: string, more: object = {}) =>
  does<Swap>(story, 'ann', 'POST', 'swaps', { rota: 'sre', start: story.at(from), end: story.at(to), ...more });
const act = (story: Story, who: Person, swap: Swap, what: string) =>
  as<Swap & { error?: { message: string } }>(story, who, 'POST', `swaps/${swap.id}/${what}`);

loneStories('A shift changes hands', (tell) => {
  tell('asked of anyone, taken by one: both consents are kept', {}, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { note: 'Dentist' });
    const [asked] = await hears(story, 'ben: Ann Martin asks for somebody to take SRE primary from');
    expect(asked?.text).toContain('Dentist');
    await story.passes('1h');
    expect((await act(story, 'ann', swap, 'take')).status).toBe(409);
    const { body } = await act(story, 'ben', swap, 'take');
    expect(body).toMatchObject({
      state: 'taken',
      asked: { by: 'ann', at: story.at('Monday 12:00') },
      taken: { by: 'ben', at: story.at('Monday 13:00') },
    });
    await hears(story, 'ann: Ben Petit takes SRE primary from Ann Martin');
    expect([
      await onCall(story, 'Wednesday 07:59'),
      await onCall(story, 'Wednesday 08:00'),
      await onCall(story, 'Wednesday 20:00'),
    ]).toEqual([['ann'], ['ben'], ['ann']]);
    // Taken twice is taken once; by another, it is too late.
    expect([
      (await act(story, 'ben', swap, 'take')).status,
      (await act(story, 'cleo', swap, 'take')).status,
      (await act(story, 'ann', swap, 'cancel')).status,
    ]).toEqual([200, 409, 409]);
    await hears(story);
  });

  tell(
    'for a shift in return: both ways, from one consent',
    {
      rota: {
        layers: [
          {
            id: 'days',
            rotation: { every: 1, unit: 'day', start: '2026-03-02T00:00' },
            participants: [['ann'], ['ben']],
          },
        ],
      },
    },
    async (story) => {
      const isAnn = (await onCall(story, 'Wednesday 12:00'))[0] === 'ann';
      const [own, other] = isAnn ? ['Wednesday', 'Thursday'] : ['Thursday', 'Wednesday'];
      const inReturn = { start: story.at(`${other} 00:00`), end: story.at(`${other} 23:00`) };
      const swap = await ask(story, `${own} 00:00`, `${own} 23:00`, { askedOf: 'ben', inReturn });
      await does(story, 'ben', 'POST', `swaps/${swap.id}/take`);
      expect([await onCall(story, `${own} 12:00`), await onCall(story, `${other} 12:00`)]).toEqual([['ben'], ['ann']]);
      await story.toldOfDuties(
        'ann by hook: Ben Petit takes SRE primary from Ann Martin, from Thu 12 Mar 00:00 to Thu 12 Mar 23:00.',
        'ben by mail: Ann Martin asks you to take SRE primary from Thu 12 Mar 00:00 to Thu 12 Mar 23:00.',
      );
    },
  );

  tell('asked of one, who declines', {}, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { askedOf: 'cleo' });
    await hears(story, 'cleo: Ann Martin asks you to take');
    expect((await act(story, 'ben', swap, 'decline')).status).toBe(409);
    expect((await act(story, 'ben', swap, 'take')).status).toBe(409);
    expect((await act(story, 'cleo', swap, 'decline')).body).toMatchObject({
      state: 'declined',
      closed: { by: 'cleo' },
    });
    await hears(story, 'ann: Cleo Roux cannot take SRE primary from Ann Martin');
    expect(await onCall(story, 'Wednesday 12:00')).toEqual(['ann']);
  });

  tell('cancelled by the one who asked, and by nobody else', {}, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { askedOf: 'cleo' });
    await heard(story);
    expect((await act(story, 'ben', swap, 'cancel')).status).toBe(409);
    expect((await act(story, 'ann', swap, 'cancel')).body).toMatchObject({ state: 'cancelled', closed: { by: 'ann' } });
    await hears(story, 'cleo: Ann Martin no longer asks for SRE primary');
    expect((await act(story, 'cleo', swap, 'take')).status).toBe(409);
  });

  tell(
    'asked of anyone: all who were asked hear that it is settled',
    {
      rota: {
        layers: [
          { id: 'always', participants: [['ann']] },
          { id: 'never', participants: [['ben', 'cleo']], effectiveFrom: '2090-01-01T00:00' },
        ],
      },
    },
    async (story) => {
      await heard(story);
      const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00');
      await hears(story, 'ben: Ann Martin asks', 'cleo: Ann Martin asks');
      await act(story, 'ben', swap, 'take');
      await hears(
        story,
        'ann: Ben Petit takes SRE primary from Ann Martin',
        'cleo: Ben Petit takes SRE primary from Ann Martin',
      );
      const other = await ask(story, 'Thursday 08:00', 'Thursday 20:00');
      await heard(story);
      await act(story, 'ann', other, 'cancel');
      await hears(story, 'ben: Ann Martin no longer asks', 'cleo: Ann Martin no longer asks');
      const last = await ask(story, 'Friday 08:00', 'Friday 20:00');
      await story.until('Friday 08:00');
      await heard(story);
      await story.until('Friday 20:00');
      // It was theirs to take until now: that nobody did is news to Ann alone.
      await hears(story, 'ann: Nobody took SRE primary from Ann Martin');
      expect((await story.sidecar.api<Swap>('GET', `swaps/${last.id}`)).body).toMatchObject({
        state: 'expired',
        asked: { by: 'ann' },
        taken: null,
      });
    },
  );

  tell('nobody takes it: reminders, and then it expires', {}, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 18:00', 'Thursday 06:00');
    await hears(story, 'ben: Ann Martin asks');
    await story.until('Tuesday 17:59');
    await hears(story);
    await story.until('Tuesday 18:00');
    await hears(story, 'ben: Ann Martin asks');
    await story.until('Wednesday 06:00');
    await hears(story, 'ben: Ann Martin asks');
    await story.until('Thursday 06:00');
    await hears(story, 'ann: Nobody took SRE primary from Ann Martin');
    const { body } = await story.sidecar.api<Swap>('GET', `swaps/${swap.id}`);
    expect(body).toMatchObject({ state: 'expired', taken: null, closed: { at: story.at('Thursday 06:00') } });
    expect(await onCall(story, 'Wednesday 20:00')).toEqual(['ann']);
  });

  tell('taken when the shift has begun, it holds from then on', { start: 'Monday 00:00' }, async (story) => {
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00');
    await story.until('Wednesday 12:00');
    expect((await act(story, 'ben', swap, 'take')).status).toBe(200);
    expect([await onCall(story, 'Wednesday 11:59'), await onCall(story, 'Wednesday 12:00')]).toEqual([
      ['ann'],
      ['ben'],
    ]);
    await story.toldOfDuties(
      'ann by hook: Ben Petit takes SRE primary from Ann Martin, from 08:00 to 20:00.',
      'ann by hook: Your duty for SRE primary ended at 12:00.',
      'ben by mail: Ann Martin asks for somebody to take SRE primary from Wed 15 Apr 08:00 to Wed 15 Apr 20:00.',
      'ben by mail: Ann Martin asks for somebody to take SRE primary from Wed 15 Apr 08:00 to Wed 15 Apr 20:00.',
      'ben by mail: Ann Martin asks for somebody to take SRE primary from Wed 15 Apr 08:00 to Wed 15 Apr 20:00.',
      'ben by mail: You are on call for SRE primary until 20:00.',
    );
  });

  tell('whoever does not want to hear of swaps does not', { ben: { mute: ['swaps'] } }, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00');
    await hears(story);
    await act(story, 'ann', swap, 'cancel');
  });

  tell('asked twice is asked once', {}, async (story) => {
    await heard(story);
    const first = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { note: 'Dentist' });
    await hears(story, 'ben: Ann Martin asks');
    const again = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00');
    expect(again.id).toBe(first.id);
    await hears(story);
    await act(story, 'ann', first, 'cancel');
    await story.toldOfDuties(
      'ben by mail: Ann Martin no longer asks for SRE primary from Wed 29 Apr 08:00 to Wed 29 Apr 20:00 to be taken.',
    );
  });

  tell(
    'Ann asks Cleo, then everybody; Ben takes it, and Cleo is not reminded of what is settled',
    {},
    async (story) => {
      await heard(story);
      const ofCleo = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { askedOf: 'cleo' });
      const ofAll = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00');
      const later = await ask(story, 'Wednesday 12:00', 'Thursday 20:00', { askedOf: 'cleo' });
      await hears(story, 'ben: Ann Martin asks', 'cleo: Ann Martin asks', 'cleo: Ann Martin asks');
      await act(story, 'ben', ofAll, 'take');
      await hears(
        story,
        'ann: Ben Petit takes SRE primary from Ann Martin',
        'cleo: Ann Martin no longer asks for SRE primary',
      );
      const states = await Promise.all(
        [ofCleo, later].map(async ({ id }) => (await story.sidecar.api<Swap>('GET', `swaps/${id}`)).body),
      );
      expect(states).toMatchObject([{ state: 'cancelled', closed: { by: 'ann' } }, { state: 'open' }]);
      await act(story, 'ann', later, 'cancel');
      await story.toldOfDuties(
        'cleo by mail: Ann Martin no longer asks for SRE primary from Wed 6 May 12:00 to Thu 7 May 20:00 to be taken.',
      );
    },
  );

  tell('what a change of plans has settled is not brought up again', {}, async (story) => {
    const swap = await ask(story, 'Wednesday 18:00', 'Thursday 06:00');
    await does(story, 'ben', 'POST', 'rotas/sre/overrides', {
      start: story.at('Wednesday 18:00'),
      end: story.at('Thursday 06:00'),
      set: ['cleo'],
    });
    await heard(story);
    await story.until('Tuesday 18:00');
    await hears(story);
    await act(story, 'ann', swap, 'cancel');
    await story.toldOfDuties(
      'ben by mail: Ann Martin no longer asks for SRE primary from Wed 13 May 18:00 to Thu 14 May 06:00 to be taken.',
    );
  });

  tell('a window that is surely a mistake is refused at once', {}, async (story) => {
    const answer = await as<{ error: { message: string } }>(story, 'ann', 'POST', 'swaps', {
      rota: 'sre',
      start: story.at('Wednesday 08:00'),
      end: '9999-01-01T00:00:00Z',
    });
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      'A window lasts a year at most, and ends before 2101.',
    ]);
    const stranger = await as<{ error: { message: string } }>(story, 'ann', 'POST', 'swaps', {
      rota: 'sre',
      start: story.at('Wednesday 08:00'),
      end: story.at('Wednesday 20:00'),
      askedOf: 'zoe',
    });
    expect([stranger.status, stranger.body.error.message]).toEqual([400, 'askedOf is not a known user.']);
  });

  tell('a shift that is not theirs cannot be asked for', {}, async (story) => {
    const { status, body } = await as<{ error: { message: string } }>(story, 'ben', 'POST', 'swaps', {
      rota: 'sre',
      start: story.at('Wednesday 08:00'),
      end: story.at('Wednesday 20:00'),
    });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('is not on call on this rota in that window'),
    ]);
    expect(
      (
        await as(story, 'dee', 'POST', 'swaps', {
          rota: 'sre',
          by: 'ann',
          start: story.at('Wednesday 08:00'),
          end: story.at('Wednesday 20:00'),
        })
      ).status,
    ).toBe(403);
  });

  tell('the rota is deleted: what was asked for expires', {}, async (story) => {
    const own = {
      id: `own-${story.scene.number}`,
      name: 'Own',
      timeZone: 'UTC',
      layers: [{ id: 'always', participants: [['ann']] }],
    };
    await story.sidecar.api('POST', 'rotas', own);
    const swap = await does<Swap>(story, 'ann', 'POST', 'swaps', {
      rota: own.id,
      start: story.at('Tuesday 08:00'),
      end: story.at('Tuesday 20:00'),
    });
    await story.sidecar.api('DELETE', `rotas/${own.id}`);
    expect((await act(story, 'ben', swap, 'take')).status).toBe(409);
    await story.until('Tuesday 20:00');
    expect((await story.sidecar.api<Swap>('GET', `swaps/${swap.id}`)).body.state).toBe('expired');
    await story.toldOfDuties('ann by hook: Nobody took own-13 from Ann Martin, from 08:00 to 20:00.');
  });

  tell('by the links of its message: opening them does nothing, a button does', {}, async (story) => {
    await heard(story);
    const swap = await ask(story, 'Wednesday 08:00', 'Wednesday 20:00', { askedOf: 'ben' });
    const [asked] = await hears(story, 'ben: Ann Martin asks you to take SRE primary from');
    const [take = '', decline = ''] = ['take', 'decline'].map(
      (answer) => new RegExp(`(/r/[\\w-]+/${answer})`).exec(asked?.text ?? '')?.[1],
    );
    const page = (method: 'GET' | 'POST', path: string) => story.sidecar.request(method, path);
    expect((await page('GET', take)).status).toBe(200);
    const state = async () => (await as<Swap>(story, 'ben', 'GET', `swaps/${swap.id}`)).body.state;
    expect(await state()).toBe('open');
    expect((await page('POST', decline)).status).toBe(303);
    expect(await state()).toBe('declined');
    await story.settle();
    await hears(story, 'ann: Ben Petit cannot take SRE primary from Ann Martin');
    expect((await page('POST', take)).status).toBe(409);
    expect((await page('POST', take.replace(/.take$/, 'A/take'))).status).toBe(404);
    expect(await state()).toBe('declined');
  });
});
