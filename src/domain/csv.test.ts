import { expect, it } from 'vitest';
import { csv } from '#domain/csv';

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

it('writes numbers as the reader does, quoting what holds the separator', () => {
  const rows = [['a;b', 'a,b', { number: '-79.20' }]];
  expect(csv(['x', 'y', 'z'], rows, { separator: ';', decimal: ',' })).toBe('x;y;z\r\n"a;b";a,b;-79,20\r\n');
  expect(csv(['x', 'y', 'z'], rows)).toBe('x,y,z\r\na;b,"a,b",-79.20\r\n');
});
