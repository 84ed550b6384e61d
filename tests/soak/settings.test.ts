import { expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const problem = (...args: string[]) => {
  const read = readSettings(args);
  return read.ok ? null : read.problem;
};

it('two hours of 50 alerts a second on SQLite, unless told otherwise', () => {
  expect(readSettings([])).toEqual({ ok: true, settings: { duration: 7_200_000, rate: 50, database: 'sqlite' } });
  expect(readSettings(['90s', '--rate', '5', '--database', 'postgres'])).toEqual({
    ok: true,
    settings: { duration: 90_000, rate: 5, database: 'postgres' },
  });
});

it.each([
  [['2 hours'], 'the duration "2 hours" must be at least 1m, such as 2h or 90m'],
  [['59s'], 'the duration "59s" must be at least 1m, such as 2h or 90m'],
  [['1h', '2h'], 'one duration is taken, not also 2h'],
  [['--rate', '0'], '--rate "0" must be a whole number of alerts a second from 1 to 500'],
  [['--rate', '1.5'], '--rate "1.5" must be a whole number of alerts a second from 1 to 500'],
  [['--database', 'mysql'], '--database "mysql" must be sqlite or postgres'],
])('%j is refused', (args, said) => expect(problem(...args)).toBe(said));

it('an unknown option is named', () => expect(problem('--speed', '5')).toContain('--speed'));
