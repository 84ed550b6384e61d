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
  expect(csv(['x', 'y', 'z'], rows, { separator: ';', decimal: ',' })).toBe('x;y;z\r\n"a;b";"a,b";-79,20\r\n');
  expect(csv(['x', 'y', 'z'], rows)).toBe('x,y,z\r\n"a;b","a,b",-79.20\r\n');
});

it('leaves no formula to a spreadsheet that splits at another separator', () => {
  const titles = ["x;=cmd|' /C calc'!A0", 'x,@sum(1)', 'x\t+1', 'x;"=1', 'x\n-1'];
  for (const style of [
    { separator: ',', decimal: '.' },
    { separator: ';', decimal: ',' },
  ] as const) {
    const text = csv(
      ['a', 'b', 'c'],
      titles.map((title) => ['first', title, { number: '-1.50' }] as const),
      style,
    );
    for (const other of [',', ';', '\t']) {
      const cells = text
        .split(/\r\n|\n/)
        .flatMap((line) => line.split(other))
        .map((cell) => cell.replace(/^"+/, ''));
      expect(cells.filter((cell) => /^[=+@-](?!1[.,]50)/.test(cell))).toEqual([]);
    }
  }
});
