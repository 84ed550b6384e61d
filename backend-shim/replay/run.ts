/** Goes through a period without a draft and with one, and compares. Runs in a thread of its own. */
import { compareNights, isDifferent } from '#domain/replay/compare';
import type { NightComparison, NightPair } from '#domain/replay/compare';
import type { Night, NightPage } from '#domain/replay/night';
import type { PageState } from '#domain/notify/page';
import type { Urgency } from '#domain/notify/responder';
import { isWakeful } from '#domain/insight/person/interruptions';
import { isWithinHours } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Channel, ChannelRegistry } from '../ports/channel.ts';
import type { DeliveryRow } from '../store/schema/deliveries.ts';
import { availabilityFacts } from '../store/labour/availability.ts';
import { answersAsTheyWere, knownAnswers, planAnswers } from './answers.ts';
import type { AnswersWanted, PlannedAnswers } from './answers.ts';
import { createMemoryPager } from './memory/pager.ts';
import type { ReplayedNight } from './memory/state.ts';
import type { RecordedCommand, RecordedPeriod, ActorStanding, World } from './recorded.ts';
import { worldsOf } from './worlds.ts';
import type { PeriodWorlds, WorldParts } from './worlds.ts';

/** Plain values, which another thread can be given. */
export interface ReplayQuestion {
  period: RecordedPeriod;
  parts: Omit<WorldParts, 'draft'>;
  /** Each is compared with the same replay without it. */
  drafts: ReadonlyArray<WorldParts['draft']>;
  answers: AnswersWanted;
}

export interface ReplayOutcome {
  /** With the first pages only. */
  comparison: NightComparison;
  pagesLeftOut: number;
  /** Those that the rest names. */
  incidents: Array<{ id: string; title: string; openedAt: number }>;
  alerts: number;
  /** Pages that happened, and how many of them the replay without the draft has at the same time. */
  reproduced: { pages: number; same: number };
  /** Integrations that alerts came from and that are gone. */
  gone: string[];
  /** People who were paged and have been erased since. */
  erased: string[];
  /** Objects that cannot be used any more. */
  unreadable: Array<{ kind: string; id: string }>;
  /** Integrations whose alerts would have put off an automatic resolution that they did not have, as nobody recorded. */
  unrecorded: string[];
  /** Parts that failed unexpectedly and were left out. */
  failures: number;
}

/** Listed in the result: those that differ before others. */
const MOST_PAGES = 5000;
/** In how many parts each night is gone through, between which progress is told. */
const PARTS = 20;
/** ms by which a step may have been late. */
const LATE = 5000;

/** @param progress from 0 to 1 @returns one outcome for each draft */
export function replay(
  { period, parts, drafts, answers }: ReplayQuestion,
  progress: (done: number) => void,
): ReplayOutcome[] {
  const nights = drafts.length + 2;
  const { was, before, again } = beginNights({ period, parts, answers }, (done) => progress((2 * done) / nights));
  return drafts.map((draft, index) => {
    const told = (done: number) => progress((index + 2 + done) / nights);
    return outcomeOf(period, { before, was, ...again({ ...parts, draft }, told) });
  });
}

export interface BegunNights {
  was: PeriodWorlds;
  before: GoneThrough;
  /** With another configuration, but the same answers. */
  again(parts: WorldParts, told: (done: number) => void): { after: GoneThrough; worlds: readonly World[] };
}

/** Goes through the period as it was, which tells how people answered; and again without a draft, answers following pages. */
export function beginNights(
  { period, parts, answers }: Omit<ReplayQuestion, 'drafts'>,
  told: (done: number) => void,
): BegunNights {
  const was = worldsOf({ ...parts, draft: [] }, period);
  const standings = new Map<RecordedCommand, ActorStanding>();
  const truth = answersAsTheyWere(period, standings);
  const { replayed } = goThrough(period, was.worlds, truth, (done) => told(done / 2));
  const planned = planAnswers(knownAnswers(period, replayed, standings), answers);
  const before = goThrough(period, was.worlds, planned, (done) => told(0.5 + done / 2));
  const again: BegunNights['again'] = (changed, toldOfIt) => {
    const { worlds } = worldsOf(changed, period);
    return { worlds, after: goThrough(period, worlds, planned, toldOfIt) };
  };
  return { was, before, again };
}

interface BothNights {
  before: GoneThrough;
  was: PeriodWorlds;
  after: GoneThrough;
  worlds: readonly World[];
}

function outcomeOf(period: RecordedPeriod, { before, was, after, worlds }: BothNights): ReplayOutcome {
  const whole = compareNights(before.night, after.night);
  const comparison = { ...whole, pages: firstOf(whole.pages) };
  return {
    comparison,
    pagesLeftOut: whole.pages.length - comparison.pages.length,
    incidents: incidentsOf([before.night, after.night], comparison),
    alerts: period.signals.filter(({ repeats }) => !repeats).length,
    reproduced: reproduced(period, before.night),
    gone: goneIn(period, before.replayed),
    erased: [...new Set(period.pages.flatMap(({ user }) => (user.startsWith('erased-') ? [user] : [])))].sort(),
    unreadable: was.unreadable,
    unrecorded: unrecordedRepeats(period, was.worlds, worlds),
    failures: before.replayed.failures + after.replayed.failures,
  };
}

/** Still by instant. */
function firstOf(pages: readonly NightPair[]): NightPair[] {
  const [differing, same] = [pages.filter(isDifferent), pages.filter((pair) => !isDifferent(pair))];
  const chosen = new Set([...differing, ...same].slice(0, MOST_PAGES));
  return pages.filter((pair) => chosen.has(pair));
}

export interface GoneThrough {
  replayed: ReplayedNight;
  night: Night;
}

function goThrough(
  period: RecordedPeriod,
  worlds: readonly World[],
  answers: PlannedAnswers,
  progress: (done: number) => void,
): GoneThrough {
  const pager = createMemoryPager({ channels: anyChannel, period, worlds, ...answers });
  for (let part = 1; part <= PARTS; part++) {
    pager.runUntil(period.from + ((period.to - 1 - period.from) * part) / PARTS);
    progress(part / PARTS);
  }
  const replayed = pager.night();
  return { replayed, night: nightOf(period, replayed, worlds) };
}

function goneIn({ signals }: RecordedPeriod, { decisions }: ReplayedNight): string[] {
  const gone = signals.flatMap(({ id, integration }) =>
    decisions.get(id)?.decision === 'integration-gone' ? [integration] : [],
  );
  return [...new Set(gone)].sort();
}

/** Repeats are recorded only while an integration resolves by itself. @param after with the same instants as `before` */
function unrecordedRepeats({ signals }: RecordedPeriod, before: readonly World[], after: readonly World[]): string[] {
  const found = new Set<string>();
  let index = 0;
  for (const { at, integration } of signals) {
    while (at >= (before[index + 1]?.from ?? Infinity)) {
      index++;
    }
    const [was, is] = [before, after].map((worlds) => worlds[index]?.directory.integrations.get(integration));
    if (was?.autoResolve === null && (is?.autoResolve ?? null) !== null) {
      found.add(integration);
    }
  }
  return [...found].sort();
}

/** Nothing is sent, so that only the name of a channel counts. */
const anyChannel = {
  get: (kind: string) => ({ definition: { kind, carries: {} }, lane: () => kind }) as unknown as Channel,
} as Partial<ChannelRegistry> as ChannelRegistry;

function nightOf(period: RecordedPeriod, replayed: ReplayedNight, worlds: readonly World[]): Night {
  const byPage = Map.groupBy(replayed.deliveries, ({ page }) => page);
  const opened = period.signals.filter(({ decision }) => decision === 'opened');
  return {
    pages: replayed.pages.map(({ id, incident, user, urgency, started_at, state }): NightPage => {
      const deliveries = byPage.get(id) ?? [];
      const reachedAt = firstArrival(deliveries);
      return {
        incident,
        user,
        at: started_at,
        urgency: urgency as Urgency,
        reachedAt,
        state: state as PageState,
        methods: deliveries.map(({ channel_kind }) => channel_kind),
        atNight: reachedAt !== null && isNight(worlds, user, reachedAt),
        wokeAt: replayed.incidents.get(incident)?.test === true ? [] : wakingTimes(deliveries, urgency, worlds),
      };
    }),
    incidents: [...replayed.incidents.values()].map((one) => ({
      id: one.id,
      title: one.title,
      openedAt: one.openedAt,
      policy: one.policy,
      test: one.test,
      held: replayed.held.has(one.id),
      answeredAt: replayed.answered.get(one.id) ?? null,
      exhaustedAt: replayed.exhausted.get(one.id) ?? null,
    })),
    invented: replayed.invented,
    decisions: new Map(
      opened.map(({ id, incident }) => [incident ?? '', replayed.decisions.get(id)?.decision ?? 'not-received']),
    ),
    isAway: (user, at) => isAway(period, worlds, user, at),
  };
}

function firstArrival(deliveries: readonly DeliveryRow[]): number | null {
  const arrived = deliveries.flatMap(({ state, done_at }) => (state === 'done' && done_at !== null ? [done_at] : []));
  return arrived.length === 0 ? null : Math.min(...arrived);
}

/** Of one page; insights count the same calls. */
function wakingTimes(deliveries: readonly DeliveryRow[], urgency: string, worlds: readonly World[]): number[] {
  const urgent = urgency === 'urgent';
  return deliveries.flatMap(({ user, state, done_at, channel_kind: channel }) =>
    user !== null &&
    state === 'done' &&
    done_at !== null &&
    isWakeful({ channel, urgent }) &&
    isNight(worlds, user, done_at)
      ? [done_at]
      : [],
  );
}

function isAway({ rests }: RecordedPeriod, worlds: readonly World[], user: string, at: number): boolean {
  const world = worlds.findLast(({ from }) => from <= at);
  return world !== undefined && (availabilityFacts(world.directory, rests).rest?.(user, at) ?? null) !== null;
}

/** The hours of sleep where the person lives. */
function isNight(worlds: readonly World[], user: string, at: number): boolean {
  const world = worlds.findLast(({ from }) => from <= at);
  const zone = world?.directory.responders.get(user)?.timeZone ?? 'UTC';
  return (
    world !== undefined &&
    isWithinHours(world.sleep, toLocal(zoneTable(world.directory.facts.zones, zone), at) % (24 * HOUR))
  );
}

function incidentsOf(
  nights: readonly Night[],
  { pages, unanswered, unreached, first }: NightComparison,
): ReplayOutcome['incidents'] {
  const named = new Set([
    ...pages.map(({ incident }) => incident),
    ...[unanswered, unreached].flatMap(({ before, after }) => [...before, ...after]),
    ...(first === null ? [] : [first.incident]),
  ]);
  const all = new Map(
    nights.flatMap(({ incidents }) =>
      incidents.flatMap(({ id, title, openedAt }) => (named.has(id) ? [[id, { id, title, openedAt }] as const] : [])),
    ),
  );
  return [...all.values()].sort((a, b) => a.openedAt - b.openedAt);
}

function reproduced({ pages }: RecordedPeriod, night: Night): ReplayOutcome['reproduced'] {
  const keyOf = ({ incident, user, urgency }: { incident: string; user: string; urgency: string }) =>
    [incident, user, urgency].join('\n');
  const again = Map.groupBy(night.pages, keyOf);
  again.forEach((list) => list.sort((a, b) => a.at - b.at));
  const same = pages.filter((page) => {
    const list = again.get(keyOf(page)) ?? [];
    const index = list.findIndex(({ at }) => Math.abs(at - page.startedAt) <= LATE);
    return index >= 0 && list.splice(index, 1).length > 0;
  });
  return { pages: pages.length, same: same.length };
}
