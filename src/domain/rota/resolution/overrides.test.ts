import { describe, expect, test } from 'vitest';
import type { OverrideChange } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { at, away, layer, noFacts, override, rota } from '#domain/rota/rota.fixture';

/** Who is on call at noon on Ann's rota with these overrides of the whole day, in the order in which they were made. */
function changed(...changes: OverrideChange[]): string {
  const made = changes.map((change, i) =>
    override('2026-01-05T00:00', '2026-01-06T00:00', change, { id: `o${i}`, createdAt: i }),
  );
  return (
    onCallAt(rota('UTC', [layer('l', 'ann')], { overrides: made }), noFacts, at('2026-01-05T12:00'))
      .map(({ user }) => user)
      .join('+') || '-'
  );
}

const set = (...users: string[]): OverrideChange => ({ kind: 'set', users });
const add = (...users: string[]): OverrideChange => ({ kind: 'add', users });
const remove = (...users: string[]): OverrideChange => ({ kind: 'remove', users });
const replace = (user: string, other: string): OverrideChange => ({ kind: 'replace', user, with: other });

test.each<[string, OverrideChange[], string]>([
  ['one after the other', [add('ben'), remove('ann')], 'ben'],
  ['all of them, where none says who it is', [add('ben'), add('cleo'), replace('ann', 'dee')], 'dee+ben+cleo'],
  ['what came before whoever was set does not matter', [add('ben'), set('cleo'), add('dee')], 'cleo+dee'],
  ['the last that was set', [set('ben'), set('cleo')], 'cleo'],
  ['nobody', [remove('ann')], '-'],
  ['nobody who is not on call can be taken off', [remove('zoe'), replace('zoe', 'ben')], 'ann'],
  ['somebody is on call once', [add('ann'), add('ben', 'ben')], 'ann+ben'],
  ['somebody who takes over from themselves', [replace('ann', 'ann')], 'ann'],
])('%s', (_what, changes, users) => {
  expect(changed(...changes)).toBe(users);
});

test('an override acts from its start until just before its end', () => {
  const asked = rota('UTC', [layer('l', 'ann')], {
    overrides: [override('2026-01-05T10:00', '2026-01-05T12:00', set('ben'))],
  });
  const who = (time: string) => onCallAt(asked, noFacts, at(`2026-01-05T${time}`))[0]?.user;
  expect([who('09:59:59.999'), who('10:00'), who('11:59:59.999'), who('12:00')]).toEqual(['ann', 'ben', 'ben', 'ann']);
});

describe('people who are gone since noon', () => {
  const gone = {
    ...noFacts,
    absences: [{ ...away('dee', '2026-01-05T12:00', '2026-01-06T12:00'), gone: true as const }],
  };
  const onDay = (layerOf: string | null, ...changes: OverrideChange[]) => {
    const made = changes.map((change, i) =>
      override('2026-01-05T00:00', '2026-01-06T00:00', change, { id: `o${i}`, createdAt: i, layer: layerOf }),
    );
    const asked = rota('UTC', [layer('l', 'ann')], { overrides: made, onAbsence: 'skip' });
    return ['11:00', '13:00'].map((time) =>
      onCallAt(asked, gone, at(`2026-01-05T${time}`))
        .map(({ user }) => user)
        .join('+'),
    );
  };

  test.each<[string, OverrideChange[], string[]]>([
    ['who were set: whoever has the turn is on call', [set('dee')], ['dee', 'ann']],
    ['who were set with others: the others are', [set('dee', 'ben')], ['dee+ben', 'ben']],
    ['who were set after somebody else: the earlier override acts again', [set('ben'), set('dee')], ['dee', 'ben']],
    ['who were added', [add('dee')], ['ann+dee', 'ann']],
    ['who replace somebody', [replace('ann', 'dee')], ['dee', 'ann']],
    ['whom somebody replaces', [replace('ann', 'dee'), replace('dee', 'ben')], ['ben', 'ann']],
    ['nobody was set', [set()], ['', '']],
    ['who were taken off', [remove('dee')], ['ann', 'ann']],
  ])('%s', (_what, changes, users) => {
    expect(onDay(null, ...changes)).toEqual(users);
    expect(onDay('l', ...changes), 'in the layer').toEqual(users);
  });

  test('absent people whom an override names stay on call', () => {
    const facts = { ...noFacts, absences: [away('dee', '2026-01-05T12:00', '2026-01-06T12:00')] };
    const made = override('2026-01-05T00:00', '2026-01-06T00:00', set('dee'));
    const asked = rota('UTC', [layer('l', 'ann')], { overrides: [made], onAbsence: 'skip' });
    expect(onCallAt(asked, facts, at('2026-01-05T13:00')).map(({ user }) => user)).toEqual(['dee']);
  });

  test('a swap that they took gives the shift back', () => {
    const swap = {
      id: 's',
      rota: 'r',
      window: { start: at('2026-01-05T00:00'), end: at('2026-01-06T00:00') },
      inReturn: null,
      askedOf: null,
      state: 'taken' as const,
      asked: { by: 'ann', at: 0 },
      taken: { by: 'dee', at: 1 },
      closed: null,
      note: '',
    };
    const who = (time: string) =>
      onCallAt(rota('UTC', [layer('l', 'ann')]), { ...gone, swaps: [swap] }, at(`2026-01-05T${time}`))[0]?.user;
    expect([who('11:00'), who('13:00')]).toEqual(['dee', 'ann']);
  });
});
