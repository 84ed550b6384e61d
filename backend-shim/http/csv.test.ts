import { expect, it } from 'vitest';
import { csv } from './csv.ts';

it('quotes what must be quoted, and disarms formulas', () => {
  expect(
    csv(
      ['who', 'note', 'ms'],
      [
        ['ann', 'said "no", twice', -5],
        ['=cmd()', '+1\nline', null],
      ],
    ),
  ).toBe('who,note,ms\r\nann,"said ""no"", twice",-5\r\n\'=cmd(),"\'+1\nline",\r\n');
});
