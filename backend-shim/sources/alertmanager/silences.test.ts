import { expect, it } from 'vitest';
import { MINUTE } from '#domain/time/duration';
import { AT } from '../shared/source.fake.ts';
import { askingOf, fakePaths, openAlert } from '../shared/telling.fake.ts';
import { sync } from './sync.ts';

const silenced = openAlert({ memory: ['s1'] });
const answers = (uptime: string, alerts: unknown[] = []) => ({
  '/api/v2/alerts': alerts,
  '/api/v2/silences': [],
  '/api/v2/status': { uptime },
});
const LONG_AGO = '2026-02-01T09:00:00Z';

/** Asks once per minute. */
async function closedIn(minutes: number[], paths: (minute: number) => Record<string, unknown>, open = silenced) {
  const absences = new Map();
  const closed: number[] = [];
  for (const minute of minutes) {
    const asked = await sync.reconcile?.(
      fakePaths(paths(minute)).caller,
      askingOf('alertmanager', [open], { now: AT + minute * MINUTE, absences }),
    );
    closed.push(asked?.ok ? asked.closed.length : -1);
  }
  return closed;
}

it('an alert is over if several answers miss it for longer than Alertmanager takes to forget', async () => {
  expect(await closedIn([0, 1, 2, 3, 4, 5], () => answers(LONG_AGO))).toEqual([0, 0, 0, 0, 0, 1]);
  expect(await closedIn([0, 9], () => answers(LONG_AGO))).toEqual([0, 0]);
});

it('an alert that returns, or a restart, starts the count again', async () => {
  const there = [{ labels: silenced.labels, status: { state: 'suppressed', silencedBy: ['s1'] } }];
  expect(await closedIn([0, 1, 2, 3, 4, 5, 6], (minute) => answers(LONG_AGO, minute === 3 ? there : []))).toEqual([
    0, 0, 0, 0, 0, 0, 0,
  ]);
  const restarted = new Date(AT + 2 * MINUTE).toISOString();
  expect(
    await closedIn([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11], (minute) => answers(minute < 2 ? LONG_AGO : restarted)),
  ).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('alerts that are not silenced are left to the monitor’s own reports', async () => {
  expect(await closedIn([0, 1, 2, 3, 4, 5, 6], () => answers(LONG_AGO), openAlert())).toEqual([0, 0, 0, 0, 0, 0, 0]);
});
