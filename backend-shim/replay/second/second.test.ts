/**
 * A replay of a draft is what a second pager does that has the draft for real: the same alerts come, people do the same as
 * long after their first page arrives, and the same deliveries fail. Both pagers are the real stages over rows.
 */
import { expect, test } from 'vitest';
import { alert } from '#domain/incident/incident.fake';
import type { Command } from '#domain/incident/commands/command';
import { HOUR, MINUTE } from '#domain/time/duration';
import { CAPABILITIES } from '../../store/capabilities.ts';
import { createUnreadableRegistry } from '../../store/stored/unreadable.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { answersAsTheyWere, knownAnswers, planAnswers } from '../answers.ts';
import type { AnswersWanted, PlannedAnswers } from '../answers.ts';
import { loadPeriod } from '../load.ts';
import { createMemoryPager } from '../memory/pager.ts';
import { channelsOf, worldFrom } from '../real-stages.fake.ts';
import type { ActorStanding, RecordedCommand } from '../recorded.ts';
import type { Directory } from '../../ports/directory.ts';
import { base, drafts } from './drafts.fake.ts';
import { playNight } from './nights.fake.ts';
import type { Deed, NightAlert, PlayedNight, Temper } from './nights.fake.ts';

/** The clocks go back in Paris in the second of these nights. */
const FROM = Date.UTC(2026, 9, 23, 18);
const TO = FROM + 60 * HOUR;
const ALERTS = 30;
const isDeep = Number(process.env['TEST_DEPTH'] ?? '1') > 1;
const SEEDS = isDeep ? [3, 17] : [3];
/** One each of what a replay once got wrong: a snooze, a page that comes late, one that does not come, joint incidents. */
const USUAL = [
  'nothing',
  'a first wait of a quarter',
  'a slow rule',
  'quiet hours of Ann',
  'one incident for each service',
];

/** A number from 0 to 1, the same for the same text. */
function drawn(text: string): number {
  let hash = 2_166_136_261;
  for (const letter of text) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function alertsOf(seed: number): NightAlert[] {
  return Array.from({ length: ALERTS }, (_, index) => {
    const of = (what: string) => drawn(`${seed} ${index} ${what}`);
    const at = FROM + Math.floor(of('at') * (TO - FROM - 8 * HOUR));
    const host = `h${index}`;
    const labels = {
      host,
      service: of('service') < 0.5 ? 'db' : 'web',
      severity: of('level') < 0.5 ? 'error' : 'warning',
    };
    const one = alert({ fingerprint: host, groupKey: host, severity: labels.severity as 'error', labels });
    const lasts = Math.floor((2 + of('lasts') * 150) * MINUTE);
    const again = of('again') < 0.3 ? [at + lasts + 3 * MINUTE] : [];
    return [
      { at, alert: one },
      { at: at + lasts, alert: { ...one, status: 'resolved' as const } },
      ...again.map((later) => ({ at: later, alert: { ...one, startsAt: later } })),
    ];
  })
    .flat()
    .sort((a, b) => a.at - b.at);
}

/** Somebody answers, snoozes for ten minutes, solves it, or sleeps on. */
function temperOf(seed: number): Temper {
  const deeds = (part: string, user: string): Deed[] => {
    const of = (what: string) => drawn(`${seed} ${part} ${user} ${what}`);
    const delay = Math.floor((0.3 + of('delay') * 12) * MINUTE) + 1;
    const deed = (command: Command, after = delay): Deed => ({ user, delay: after, command, at: 0, wasTheirs: true });
    const kind = of('kind');
    if (kind < 0.3) return [];
    if (kind < 0.55) return [deed({ kind: 'snooze', until: 0, for: 10 * MINUTE })];
    return [deed({ kind: 'acknowledge' }), ...(kind > 0.8 ? [deed({ kind: 'resolve' }, delay + 20 * MINUTE + 7)] : [])];
  };
  return {
    deedsOf: (parts, user) => parts.flatMap((part) => deeds(part, user)),
    ownTime: [],
    fails: (delivery) => drawn(`${seed} ${delivery}`) < 0.12,
  };
}

/** The same people and channels, of whom no more is known than what happened in that night. */
function asIn(night: PlayedNight): Temper {
  return {
    deedsOf: (parts, user) =>
      night.done
        .filter((one) => one.user === user && parts.includes(one.incident))
        .map((one) => ({ ...one, part: one.incident })),
    ownTime: night.done.map((deed) => ({ ...deed, part: deed.incident, isOutside: false })),
    fails: (delivery) => night.failed.has(delivery),
  };
}

const RANGE = { from: FROM, to: TO };

async function pagesOf({ bench }: PlayedNight): Promise<string[]> {
  const rows = await bench.read
    .selectFrom('pages')
    .innerJoin('incidents', 'incidents.id', 'pages.incident')
    .select([
      'pages.id',
      'pages.user',
      'pages.urgency',
      'pages.started_at',
      'incidents.opened_at',
      'incidents.group_key',
    ])
    .execute();
  const arrived = await bench.read
    .selectFrom('deliveries')
    .select(['page', 'done_at'])
    .where('kind', '=', 'page')
    .where('state', '=', 'done')
    .execute();
  return rows
    .map((row) =>
      line(
        row,
        arrived.flatMap(({ page, done_at: at }) => (page === row.id && at !== null ? [at] : [])),
      ),
    )
    .sort();
}

interface Line {
  user: string;
  urgency: string;
  started_at: number;
  opened_at: number;
  group_key: string;
}

const without = (lines: readonly string[], others: readonly string[]) => lines.filter((one) => !others.includes(one));

const minutes = (at: number) => ((at - FROM) / MINUTE).toFixed(2);

function line({ user, urgency, started_at: at, opened_at: opened, group_key: key }: Line, arrived: number[]): string {
  const first = arrived.length === 0 ? 'never' : minutes(Math.min(...arrived));
  return `${minutes(opened)} ${key}: ${user} ${urgency} ${minutes(at)}, arrived ${first}`;
}

async function replayed({ bench }: PlayedNight, directory: Directory, wanted: AnswersWanted): Promise<string[]> {
  const reader = { db: bench.read, cap: CAPABILITIES.sqlite, noting: createUnreadableRegistry(silentLog) };
  const { period } = await loadPeriod(reader, RANGE);
  const gone = (world: Directory, answers: PlannedAnswers) => {
    const pager = createMemoryPager({ channels: channelsOf([]), period, worlds: [worldFrom(FROM, world)], ...answers });
    pager.runUntil(TO - 1);
    return pager.night();
  };
  const standings = new Map<RecordedCommand, ActorStanding>();
  const was = gone(base(), answersAsTheyWere(period, standings));
  const night = gone(directory, planAnswers(knownAnswers(period, was, standings), wanted));
  expect(night.failures).toBe(0);
  return night.pages
    .map(({ id, incident, ...row }) => {
      const { openedAt = 0, groupKey = '' } = night.incidents.get(incident) ?? {};
      const arrived = night.deliveries.flatMap(({ page, state, done_at: at }) =>
        page === id && state === 'done' && at !== null ? [at] : [],
      );
      return line({ ...row, opened_at: openedAt, group_key: groupKey }, arrived);
    })
    .sort();
}

test.each(SEEDS)('seed %i: a replay is what a second pager does', { timeout: 1_200_000 }, async (seed) => {
  const alerts = alertsOf(seed);
  const first = await playNight(base(), alerts, RANGE, temperOf(seed), []);
  try {
    const truth = await pagesOf(first);
    // The night is about something.
    expect(truth.length).toBeGreaterThan(ALERTS);
    expect(first.done.length).toBeGreaterThan(ALERTS / 3);
    expect(first.done.filter(({ command }) => command.kind === 'resolve').length).toBeGreaterThan(0);
    expect(first.failed.size).toBeGreaterThan(0);
    expect(await replayed(first, base(), 'median'), 'nobody answers who did not').toEqual(truth);
    const tried = drafts.filter(({ name }) => isDeep || USUAL.includes(name));
    let different = 0;
    const wrong = new Map<string, { found: string[]; wanted: string[] }>();
    for (const { name, directory } of tried) {
      const second = await playNight(directory, alerts, RANGE, asIn(first), first.wentTo);
      const wanted = await pagesOf(second);
      await second.bench.close();
      const found = await replayed(first, directory, 'never');
      if (found.join() !== wanted.join())
        wrong.set(name, { found: without(found, wanted), wanted: without(wanted, found) });
      different += wanted.join() === truth.join() ? 0 : 1;
    }
    expect(Object.fromEntries(wrong)).toEqual({});
    expect(different, 'drafts do something').toBeGreaterThan(tried.length / 2);
  } finally {
    await first.bench.close();
  }
});
