/**
 * Sorts figures into three groups of tiles, each of one population, what went worst first. A time is one tile: its median,
 * with mean and 90th percentile below.
 */
import type { FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import type { WhyNot } from '../words/why-text.ts';

export type TileGroupName = 'answers' | 'load' | 'pager';

interface TileShape {
  key: FigureKey;
  /** Which way is worse; absent: neither. */
  worse?: 'more' | 'less';
  /** Told in the same tile. */
  more?: readonly FigureKey[];
}

const times = (what: 'timeToPage' | 'timeToAnswer' | 'timeToResolve' | 'timeToSend'): TileShape => ({
  key: `${what}.median`,
  worse: 'more',
  more: [`${what}.mean`, `${what}.p90`],
});

const SHAPES: Readonly<Record<TileGroupName, readonly TileShape[]>> = {
  answers: [
    { key: 'missed', worse: 'more', more: ['missed.exhausted'] },
    { key: 'answered', worse: 'less' },
    times('timeToAnswer'),
    times('timeToPage'),
    times('timeToResolve'),
    { key: 'escalationLoss', worse: 'more' },
    { key: 'snoozed' },
    { key: 'coverage', worse: 'less' },
  ],
  load: [
    { key: 'brokenNights', worse: 'more', more: ['brokenNights.series'] },
    { key: 'interruptions.sleep', worse: 'more' },
    { key: 'interruptions', worse: 'more', more: ['interruptions.work', 'interruptions.off'] },
    { key: 'disruptedHours', worse: 'more' },
    { key: 'effort', worse: 'more', more: ['effort.estimated'] },
    { key: 'loadPerShift', worse: 'more' },
    { key: 'duty', more: ['duty.night', 'duty.weekend', 'duty.holiday'] },
    { key: 'points' },
    { key: 'fairness.hours', worse: 'less', more: ['fairness.hours.pairs'] },
    { key: 'fairness.points', worse: 'less', more: ['fairness.points.pairs'] },
  ],
  pager: [
    { key: 'incidents', worse: 'more', more: ['paged'] },
    { key: 'selfHealed.before' },
    { key: 'selfHealed.after', worse: 'more' },
    { key: 'selfHealed', more: ['selfHealed.share'] },
    { key: 'firstTry', worse: 'less' },
    { key: 'failovers', worse: 'more' },
    times('timeToSend'),
  ],
};
const NAMES = Object.keys(SHAPES) as TileGroupName[];

export interface Tile {
  figure: FigureWire;
  before: FigureWire | null;
  more: readonly FigureWire[];
  /** It is bad, and worse than before. */
  isWorse: boolean;
}

export interface TileGroup {
  name: TileGroupName;
  tiles: readonly Tile[];
  /** What is not told, by the reason. Where there was nothing to compute it from, nothing is said. */
  untold: ReadonlyArray<{ why: WhyNot; keys: readonly FigureKey[] }>;
}

type Figures = readonly FigureWire[];

export function tileGroups(figures: Figures, before: Figures | null): TileGroup[] {
  const groups = NAMES.map((name) => groupOf(name, figures, before ?? [])).filter(
    ({ group }) => group.tiles.length + group.untold.length > 0,
  );
  return groups.toSorted((a, b) => b.badness - a.badness).map(({ group }) => group);
}

function groupOf(name: TileGroupName, figures: Figures, before: Figures): { group: TileGroup; badness: number } {
  const rated: Array<{ tile: Tile; badness: number }> = [];
  const untold = new Map<WhyNot, FigureKey[]>();
  for (const shape of SHAPES[name]) {
    const figure = figures.find(({ key }) => key === shape.key);
    if (figure === undefined || isMisleading(figure, figures)) {
      continue;
    }
    if (figure.value === null) {
      const why = figure.why ?? 'nothing';
      untold.set(why, [...(untold.get(why) ?? []), figure.key]);
      continue;
    }
    const earlier = before.find(({ key, value }) => key === shape.key && value !== null) ?? null;
    if (isNothing(shape, figure, earlier)) {
      continue;
    }
    const more = (shape.more ?? []).flatMap((key) => figures.filter((one) => one.key === key && isSaid(one)));
    const badness = badnessOf(shape, figure, earlier);
    rated.push({ tile: { figure, before: earlier, more, isWorse: badness > 1 }, badness });
  }
  untold.delete('nothing');
  return {
    group: {
      name,
      tiles: rated.toSorted((a, b) => b.badness - a.badness).map(({ tile }) => tile),
      untold: [...untold].map(([why, keys]) => ({ why, keys })),
    },
    badness: Math.max(0, ...rated.map(({ badness }) => badness)),
  };
}

/** Of these a zero is good news; of others it is one of many. */
const SAID_IF_ZERO: ReadonlySet<FigureKey> = new Set<FigureKey>(['incidents', 'missed', 'brokenNights']);

function isNothing({ key, worse }: TileShape, { value, unit }: FigureWire, before: FigureWire | null): boolean {
  const isAmount = worse !== 'less' && unit !== 's';
  return isAmount && value === 0 && (before?.value ?? 0) === 0 && !SAID_IF_ZERO.has(key);
}

function isSaid({ value, unit }: FigureWire): boolean {
  return value !== null && (value !== 0 || unit === 's');
}

/** Per 12 hours, but of ten minutes. */
function isMisleading({ key }: FigureWire, figures: Figures): boolean {
  const duty = figures.find((one) => one.key === 'duty')?.value ?? 0;
  return key === 'loadPerShift' && duty < 12;
}

/** 0: nothing is bad; 1: no worse than before; to 2: all of it is new. */
function badnessOf({ worse }: TileShape, { value, unit }: FigureWire, before: FigureWire | null): number {
  if (worse === undefined || value === null) {
    return 0;
  }
  const best = worse === 'more' ? 0 : unit === '%' ? 100 : 1;
  const away = Math.abs(value - best);
  // Times, and how much there is, are bad in comparison alone.
  const isBadAtAll = away > 0 && (worse === 'less' || unit === 'count');
  const past = before?.value ?? null;
  const growth = past === null || away === 0 ? 0 : Math.max(0, (away - Math.abs(past - best)) / away);
  return (isBadAtAll || growth > 0 ? 1 : 0) + growth;
}
