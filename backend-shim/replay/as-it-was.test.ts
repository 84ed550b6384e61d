/**
 * Going through a period again, unchanged, gives what happened, delivery by delivery, however people are supposed to answer. The histories are made by the real
 * stages over rows; the pager in memory sees only what was recorded of them.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAPABILITIES } from '../store/capabilities.ts';
import { silentLog } from '../store/upkeep/silent-log.fake.ts';
import { createUnreadableRegistry } from '../store/stored/unreadable.ts';
import { history } from './history.fake.ts';
import type { PagedHistory } from './history.fake.ts';
import { channelsOf, play } from './real-stages.fake.ts';
import { answersAsTheyWere, knownAnswers, planAnswers } from './answers.ts';
import type { PlannedAnswers } from './answers.ts';
import { loadPeriod } from './load.ts';
import { createMemoryPager } from './memory/pager.ts';
import type { ReplayedNight } from './memory/state.ts';
import type { RecordedCommand, ActorStanding } from './recorded.ts';

/** Drawn in `npm test`; as many as `REPLAY_RUNS` says otherwise. */
const RUNS = Number(process.env['REPLAY_RUNS'] ?? 60);

/** Whatever people are supposed to do about pages that they did not get, without a draft they get none. */
const MODES = ['median', 'never'] as const;

interface Line {
  incident: string | null;
  user: string | null;
  state: string;
}

const inOrder = (lines: string[]) => lines.sort();

async function bothNights(given: PagedHistory) {
  const { bench, to, worlds } = await play(given);
  const time = (at: number | null) => (at === null ? '-' : `${(at - given.from) / 1000}s`);
  try {
    const reader = {
      db: bench.read,
      cap: CAPABILITIES.sqlite,
      noting: createUnreadableRegistry(silentLog),
    };
    const { period } = await loadPeriod(reader, { from: given.from, to });
    const gone = (answers: PlannedAnswers) => {
      const pager = createMemoryPager({ channels: channelsOf([]), period, worlds, ...answers });
      pager.runUntil(to);
      return pager.night();
    };
    const standings = new Map<RecordedCommand, ActorStanding>();
    const night = gone(answersAsTheyWere(period, standings));
    const known = knownAnswers(period, night, standings);
    const pages = await bench.read.selectFrom('pages').selectAll().execute();
    const deliveries = await bench.read.selectFrom('deliveries').selectAll().where('kind', '=', 'page').execute();
    const incidents = await bench.read.selectFrom('incidents').selectAll().execute();
    const page = (
      row: Line & {
        urgency: string;
        entry: number | null;
        started_at: number;
        ended_at: number | null;
        end_reason: string | null;
      },
    ) =>
      [
        row.incident,
        row.user,
        row.urgency,
        row.entry,
        row.state,
        time(row.started_at),
        time(row.ended_at),
        row.end_reason,
      ].join(' ');
    const delivery = (
      row: Line & {
        channel: string | null;
        method: string | null;
        entry: number | null;
        created_at: number;
        done_at: number | null;
        attempt: number;
      },
    ) =>
      [
        row.incident,
        row.user,
        row.channel,
        row.method,
        row.entry,
        row.state,
        time(row.created_at),
        time(row.done_at),
        row.attempt,
      ].join(' ');
    const incident = (one: { id: string; state: string; exhausted: unknown }) =>
      [one.id, one.state, Number(one.exhausted)].join(' ');
    const linesOf = (one: ReplayedNight) => ({
      incidents: inOrder([...one.incidents.values()].map(incident)),
      pages: inOrder(one.pages.map(page)),
      deliveries: inOrder(one.deliveries.map(delivery)),
    });
    const planned = MODES.map((mode) => gone(planAnswers(known, mode)));
    return {
      failures: [night, ...planned].reduce((sum, { failures }) => sum + failures, 0),
      was: {
        incidents: inOrder(incidents.map(incident)),
        pages: inOrder(pages.map(page)),
        deliveries: inOrder(deliveries.map(delivery)),
      },
      again: linesOf(night),
      planned: planned.map(linesOf),
      supposed: planned.flatMap(({ invented }) => invented),
      followed: known.following.size,
    };
  } finally {
    await bench.close();
  }
}

test('what is gone through again is what was', { timeout: 120_000 + RUNS * 1000 }, async () => {
  let [pages, deliveries, followed] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const { was, again, planned, supposed, failures, ...one } = await bothNights(given);
      expect(failures).toBe(0);
      expect(again).toEqual(was);
      for (const [index, mode] of MODES.entries()) {
        expect(planned[index], mode).toEqual(was);
      }
      expect(supposed, 'nobody answers who did not').toEqual([]);
      followed += one.followed;
      pages += was.pages.length;
      deliveries += was.deliveries.length;
    }),
    { numRuns: RUNS, seed: 20_261_128 },
  );
  // The histories are about something.
  expect(pages).toBeGreaterThan(RUNS);
  expect(deliveries).toBeGreaterThan(RUNS);
  expect(followed).toBeGreaterThan(RUNS / 10);
});
