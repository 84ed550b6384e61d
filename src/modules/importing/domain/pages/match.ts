/**
 * Pairs the pages of both sides: the same person at the same time first, then another person at that time, then the same
 * person at another. Each page is in exactly one pair. Nothing depends on the order of the pages, and the sides may change places.
 */
import { MINUTE } from '#domain/time/duration';
import type {
  AlertCase,
  OurPage,
  PagePair,
  PageResult,
  SidePage,
  TheirPage,
} from '#modules/importing/domain/pages/model';
import { kinshipOf, KINSHIPS } from '#modules/importing/domain/pages/same-alert';
import type { Kinship } from '#modules/importing/domain/pages/same-alert';

/** At most so far apart, pages of one person for one alert are the same; clocks and senders differ by seconds. */
export const SAME_WITHIN = 2 * MINUTE;
/** At most so far apart they are of the same occurrence of the alert. */
export const PAIRED_WITHIN = 60 * MINUTE;
/** At most so far apart, one person was told in place of another. */
const IN_PLACE_WITHIN = 15 * MINUTE;

interface Round {
  result: PageResult;
  samePerson: boolean;
  within: number;
  kinships: readonly Kinship[];
}

const SURE: readonly Kinship[] = ['key', 'title'];
/** In the order in which pairs are taken: who was told at the same time counts before who was told later. */
const ROUNDS: readonly Round[] = [
  { result: 'same', samePerson: true, within: SAME_WITHIN, kinships: SURE },
  { result: 'other-person', samePerson: false, within: SAME_WITHIN, kinships: SURE },
  { result: 'other-time', samePerson: true, within: PAIRED_WITHIN, kinships: SURE },
  { result: 'same', samePerson: true, within: SAME_WITHIN, kinships: ['service'] },
  { result: 'other-person', samePerson: false, within: IN_PLACE_WITHIN, kinships: SURE },
  { result: 'other-person', samePerson: false, within: SAME_WITHIN, kinships: ['service'] },
];

interface Candidate {
  theirs: TheirPage;
  ours: OurPage;
  kinship: Kinship;
  apart: number;
  /** The same whichever side is which. */
  name: string;
}

/** Earliest first. */
export function matchPages(theirs: readonly TheirPage[], ours: readonly OurPage[]): PagePair[] {
  const candidates = candidatesOf(theirs, ours);
  const taken = new Set<TheirPage | OurPage>();
  const pairs: PagePair[] = [];
  for (const round of ROUNDS) {
    for (const { theirs: a, ours: b } of candidates.filter((one) => isOfRound(one, round))) {
      if (!taken.has(a) && !taken.has(b)) {
        taken.add(a).add(b);
        pairs.push({ result: round.result, theirs: a, ours: b });
      }
    }
  }
  const alone: PagePair[] = [
    ...theirs
      .filter((one) => !taken.has(one))
      .map((one) => ({ result: 'only-theirs' as const, theirs: one, ours: null })),
    ...ours.filter((one) => !taken.has(one)).map((one) => ({ result: 'only-ours' as const, theirs: null, ours: one })),
  ];
  return [...pairs, ...alone].sort((a, b) => startOf(a) - startOf(b) || compare(nameOf(a), nameOf(b)));
}

/** The first page of the pair. */
export function startOf({ theirs, ours }: PagePair): number {
  return Math.min(theirs?.at ?? Infinity, ours?.at ?? Infinity);
}

/** The surest and closest first. */
function candidatesOf(theirs: readonly TheirPage[], ours: readonly OurPage[]): Candidate[] {
  const sorted = [...ours].sort((a, b) => a.at - b.at);
  return theirs
    .flatMap((a) =>
      near(sorted, a.at).flatMap((b): Candidate[] => {
        const kinship = kinshipOf(a.of, b.of);
        const names = [labelOf(a), labelOf(b)].sort(compare);
        return kinship === null
          ? []
          : [{ theirs: a, ours: b, kinship, apart: Math.abs(a.at - b.at), name: names.join('\n') }];
      }),
    )
    .sort(
      (a, b) =>
        KINSHIPS.indexOf(a.kinship) - KINSHIPS.indexOf(b.kinship) || a.apart - b.apart || compare(a.name, b.name),
    );
}

function near(sorted: readonly OurPage[], at: number): readonly OurPage[] {
  const first = firstFrom(sorted, at - PAIRED_WITHIN);
  return sorted.slice(first, firstFrom(sorted, at + PAIRED_WITHIN + 1));
}

/** Index of the first page at this instant or later. */
function firstFrom(sorted: readonly OurPage[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as OurPage).at < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function isOfRound({ theirs, ours, kinship, apart }: Candidate, round: Round): boolean {
  return (
    round.kinships.includes(kinship) && apart <= round.within && (theirs.person === ours.person) === round.samePerson
  );
}

function labelOf({ of, person, at }: SidePage<AlertCase>): string {
  return `${of.id} ${person} ${at}`;
}

function nameOf({ theirs, ours }: PagePair): string {
  return [theirs, ours]
    .flatMap((one) => (one === null ? [] : [labelOf(one)]))
    .sort(compare)
    .join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
