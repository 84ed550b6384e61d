/** An Admin who names themselves HR of a unit does it in front of the others. */
import { expect, it } from 'vitest';
import { hrNotices } from './hr-named.ts';

it.each<[string, string[] | null, string[], string[]]>([
  ['themselves beside the others', ['hana'], ['hana', 'root'], ['hana']],
  ['themselves in place of the others', ['hana', 'hugo'], ['root'], ['hana', 'hugo']],
  ['themselves with somebody new', ['hana'], ['root', 'hugo'], ['hana', 'hugo']],
  ['themselves in a new unit', null, ['root', 'hana'], ['hana']],
  ['themselves alone in a new unit', null, ['root'], []],
  ['somebody else', ['hana'], ['hana', 'hugo'], []],
  ['themselves again', ['hana', 'root'], ['root'], []],
])('an Admin names %s', (_, before, hr, told) => {
  const notices = hrNotices(before && { hr: before }, { id: 'ops', hr }, 'root');
  expect(notices).toEqual(told.map((user) => ({ kind: 'tellHr', user, hr: { unit: 'ops', by: 'root' } })));
});
