/** Loads what a replay needs, starts it, and puts its outcome in the contract's form. */
import type { CalendarEntry } from '#domain/calendar/known';
import type { NightPair } from '#domain/replay/compare';
import type { NightPage } from '#domain/replay/night';
import { calendarNeeds } from '#contract/facts';
import type { ReplayResultWire } from '#contract/replay';
import { atOnce } from '#domain/stretches';
import type { ZonesAndHolidays } from '../configuration/directory.ts';
import { createHistoryReader } from '../configuration/stored/history.ts';
import type { StoredObject } from '../ports/configuration.ts';
import { readRotaVersions } from '../store/configuration/rota-versions.ts';
import { readCalendarEntries } from '../store/duties/calendars.ts';
import { hasVersions, readVersions } from '../store/past/versions.ts';
import type { PastReader } from '../store/past/read-period.ts';
import { parseStored } from '../store/stored/json.ts';
import type { AnswersWanted } from './answers.ts';
import { loadPeriod } from './load.ts';
import type { LoadedPeriod } from './load.ts';
import type { ReplayOutcome } from './run.ts';
import { startReplay } from './thread.ts';
import type { ReplayHeap } from './thread.ts';
import type { WorldParts } from './worlds.ts';

export interface ReplayServiceDeps {
  reader: PastReader;
  objects(): readonly StoredObject[];
  calendars(zones: string[], regions: string[]): Promise<ZonesAndHolidays>;
  settings: WorldParts['settings'];
  carriers: WorldParts['carriers'];
  /** Of the thread. */
  heap: ReplayHeap;
}

export interface ReplayOrder {
  from: number;
  to: number;
  draft: readonly StoredObject[];
  answers: AnswersWanted;
}

export interface OrderedReplay {
  result: Promise<ReplayResultWire | undefined>;
  cancel(): void;
}

export async function orderReplay(
  deps: ReplayServiceDeps,
  { draft, ...order }: ReplayOrder,
  progress: (done: number) => void,
): Promise<OrderedReplay> {
  const { loaded, outcomes, cancel } = await compareDrafts(deps, { ...order, drafts: [draft] }, progress);
  return {
    result: outcomes.then((all) => all?.[0] && resultOf(all[0], loaded)),
    cancel,
  };
}

interface ComparedDrafts extends Omit<ReplayOrder, 'draft'> {
  /** Each replaces the objects of its kinds and ids, and is compared with the same replay without it. */
  drafts: ReadonlyArray<readonly StoredObject[]>;
}

interface DraftComparison {
  loaded: LoadedPeriod;
  /** One for each draft; undefined: it was cancelled. */
  outcomes: Promise<ReplayOutcome[] | undefined>;
  cancel(): void;
}

/** Goes through a period once without a draft and once with each, in one thread beside paging. */
async function compareDrafts(
  deps: ReplayServiceDeps,
  { from, to, drafts, answers }: ComparedDrafts,
  progress: (done: number) => void,
): Promise<DraftComparison> {
  const loaded = await loadPeriod(deps.reader, { from, to });
  const parts = await worldParts(deps, to, drafts.flat());
  return { loaded, ...startReplay({ period: loaded.period, parts, drafts, answers }, deps.heap, progress) };
}

export async function worldParts(
  { reader, objects, calendars, settings, carriers }: ReplayServiceDeps,
  to: number,
  drafted: readonly StoredObject[],
): Promise<Omit<WorldParts, 'draft'>> {
  const versions = await readVersions(reader.db, to);
  const { history } = atOnce(createHistoryReader()(await readRotaVersions(reader.db)));
  const known: ReadonlyMap<string, readonly CalendarEntry[]> = (await readCalendarEntries(reader.db)).entries;
  // Rotas have their own history; everything else without versions decides nothing, or as it does today.
  const beside = objects().filter(({ kind }) => !hasVersions(kind) && kind !== 'rotas');
  const states = history.flatMap(({ body }) =>
    body === null || body === 'unreadable' ? [] : [{ kind: 'rotas', body }],
  );
  const past = versions.flatMap(({ kind, id, body }) => {
    const read = parseStored(body ?? 'null', { kind, id });
    return read.ok && read.value !== null ? [{ kind, body: read.value }] : [];
  });
  const needs = calendarNeeds([...past, ...states, ...beside, ...drafted]);
  const zonesAndHolidays = await calendars(needs.zones, needs.regions);
  return { versions, history, beside, known, calendars: zonesAndHolidays, settings, carriers };
}

function resultOf(outcome: ReplayOutcome, { leftOut }: LoadedPeriod): ReplayResultWire {
  const { comparison, pagesLeftOut, incidents, alerts, reproduced, failures } = outcome;
  const { pages, first, ...counts } = comparison;
  const causes = Map.groupBy(leftOut.values(), (cause) => cause);
  return {
    ...counts,
    alerts,
    reproduced,
    pages: pages.map(pageWire),
    pagesLeftOut,
    incidents: incidents.map(({ openedAt, ...one }) => ({ ...one, openedAt: iso(openedAt) })),
    first: first && { ...first, at: iso(first.at) },
    leftOut: {
      earlier: 0,
      'by-hand': 0,
      merged: 0,
      silenced: 0,
      shadow: 0,
      ...Object.fromEntries([...causes].map(([cause, all]) => [cause, all.length])),
    },
    problems: [
      ...(alerts === 0 ? [{ reason: 'no-data' as const, kind: '', id: '' }] : []),
      ...outcome.gone.map((id) => ({ reason: 'integration-gone' as const, kind: 'integration', id })),
      ...outcome.erased.map((id) => ({ reason: 'person-erased' as const, kind: 'user', id })),
      ...outcome.unreadable.map(({ kind, id }) => ({ reason: 'unreadable' as const, kind, id })),
      ...outcome.unrecorded.map((id) => ({ reason: 'repeats-unknown' as const, kind: 'integration', id })),
      ...(failures > 0 ? [{ reason: 'failed-part' as const, kind: '', id: '' }] : []),
    ],
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function pageWire({ incident, user, before, after, isSupposed }: NightPair): ReplayResultWire['pages'][number] {
  const shown = (page: NightPage | null) =>
    page && {
      at: iso(page.at),
      urgency: page.urgency,
      methods: page.methods,
      atNight: page.atNight,
      reachedAt: page.reachedAt === null ? null : iso(page.reachedAt),
    };
  return { incident, user, before: shown(before), after: shown(after), supposed: isSupposed };
}
