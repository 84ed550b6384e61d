import { expect, test } from 'vitest';
import type { OverrideChange } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { at, layer, noFacts, override, rota } from '#domain/rota/rota.fixture';

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
