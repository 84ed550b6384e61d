import { expect, test } from 'vitest';
import { countIn, progressTeller } from './progress.ts';

test.each([
  ['GoAlert: schedule 3 of 12', 3, 12],
  ['applying rotas 10 of 10', 10, 10],
  ['reading the configuration of goalert', null, null],
  ['pager.example asks for a pause of 3 s', null, null],
])('“%s” counts', (line, done, total) => {
  expect(countIn(line)).toEqual({ done, total });
});

test('lines are stored no more often than people can read, in order', async () => {
  let now = 0;
  const stored: string[] = [];
  const progress = progressTeller({ monotonic: () => now }, (text) => Promise.resolve(void stored.push(text)));
  progress.tell('1 of 3');
  progress.tell('2 of 3');
  now = 600;
  progress.tell('3 of 3');
  await progress.settled();
  expect(stored.map((text) => (JSON.parse(text) as { line: string }).line)).toEqual(['1 of 3', '3 of 3']);
});
