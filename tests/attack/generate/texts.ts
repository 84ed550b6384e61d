/** Texts that a schema takes: their kind is what the schema says about one that it refuses. */
import type { z } from 'zod';
import { whyOf } from '#contract/base/why';
import { referenceKind } from '#contract/base/reference';
import { expensiveMatcher, expensiveRegex, expensiveTemplate, pick } from './patterns.ts';
import type { Chance } from './patterns.ts';

/** What texts of a body refer to, and what they stand for. */
export interface Surroundings {
  /** Ids by kind of reference; the most expensive first. */
  references: Readonly<Record<string, readonly string[]>>;
  /** A server that answers whatever is worst. */
  foreignUrl: string;
  now: number;
}

export interface Making extends Surroundings {
  chance: Chance;
  /** What free texts are. */
  flavour: 'plain' | 'template';
  /** Of times that come in pairs, ms. */
  span: number;
  /** Where they lie: before now, after it, or around it. */
  side: 'past' | 'future' | 'around';
  /** Characters of patterns. */
  patternLength: number;
  number: number;
}

type Maker = (making: Making, most: number) => string;
type Takes = (text: string) => boolean;
/** Made once; its texts differ by a number. */
type Stamp = (making: Making, most: number, takes: Takes) => ((number: number) => string) | null;

const ZONES = Intl.supportedValuesOf('timeZone');
const DURATIONS = ['0s', '1s', '10s', '30s', '1m', '5m', '1h', '1d', '7d', '8w', '30d', '366d', '400d', '3650d'];
const MOST_TEXT = 10_000;
/** Beyond the first character that ends a word. */
const LETTERS = 'e a\u00e9 \u4e2d i\u0301o s\u03a9 n\u{1F525} ';

const padded = (begin: string, most: number): string => begin.padEnd(most, 'x').slice(0, most);
const line = (most: number): string =>
  [...LETTERS.repeat(Math.ceil(Math.min(most, MOST_TEXT) / 12))]
    .join('')
    .slice(0, Math.min(most, MOST_TEXT) - 1)
    .trim();

const times = (making: Making, isEnd: boolean): number => {
  const { now, span, side } = making;
  const start = side === 'past' ? now - span : side === 'future' ? now : now - span / 2;
  return Math.min(Math.max(isEnd ? start + span : start, Date.UTC(1970, 0, 2)), Date.UTC(2100, 11, 30));
};

/** Each kind as the schemas call it; `web-address` and others that only have to be well formed are there, too. */
const BY_FORMAT: Readonly<Record<string, Maker>> = {
  id: (making, most) => padded(`id-${making.number}-`, Math.min(most, 100)),
  'clean-line': (making, most) => `n${making.number} ${line(most - 12)}`.trim().slice(0, most),
  'one-line': (_making, most) => padded('s', Math.min(most, MOST_TEXT)),
  'time-zone': ({ number }) => ZONES[number % ZONES.length] ?? 'UTC',
  'holiday-region': ({ chance }) => pick(['FR-57', 'DE-BY', 'US-CA', 'IN'], chance),
  'clock-time': ({ chance }) => pick(['00:00', '23:59', '12:30'], chance),
  'header-name': (_making, most) => padded('X-', Math.min(most, 200)),
  'ingest-token': ({ number }, most) => padded(`made-token-${number}-`, Math.min(most, 200)),
  'web-address': ({ foreignUrl, number }) => `${foreignUrl}/${number}`,
  'calendar-address': ({ foreignUrl, number }) => `${foreignUrl}/${number}.ics`,
  'mail-address': ({ number }) => `${padded(`m${number}`, 60)}@example.com`,
  'mail-sender': ({ number }) => `${padded(`m${number}`, 60)}@example.com`,
  oid: ({ number }) => `1.3.6.1.4.1.${number}${'.9'.repeat(100)}`,
  certificate: (_making, most) =>
    `-----BEGIN CERTIFICATE-----\n${'A'.repeat(Math.min(most, 90_000))}\n-----END CERTIFICATE-----`,
  base64url: (_making, most) => 'A'.repeat(most),
  currency: () => 'EUR',
  duration: ({ chance }) => pick(DURATIONS, chance),
};

const OTHERS: readonly Maker[] = [
  ({ foreignUrl }) => foreignUrl,
  (making, most) => padded(`t${making.number}`, Math.min(most, 64)),
  ({ now }) => new Date(now).toISOString().slice(0, 7),
  ({ now }) => new Date(now).toISOString().slice(0, 10),
  (making, most) => padded(`phone-${making.number}`, Math.min(most, 20)),
  (making) => making.number.toString(16).padStart(16, '0'),
  (making, most) => padded(`name${making.number}=`, Math.min(most, 64)),
  () => 'en',
  () => '1',
];

const DAY = 86_400_000;
const JUNK = ' \u0001¬ ';

/** The format that the schema wants, by its own words about junk. */
function reasonsOf(schema: z.ZodType): Array<{ reason: string; format: string }> {
  const result = schema.safeParse(JUNK, { reportInput: true });
  return result.success
    ? []
    : result.error.issues.map((issue) => {
        const why = whyOf(issue) as { reason: string; data?: { format?: string } };
        return { reason: why.reason, format: why.data?.format ?? '' };
      });
}

const plain: Maker = (making, most) => {
  const length = Math.min(most, MOST_TEXT);
  return making.flavour === 'template'
    ? expensiveTemplate(length, making.chance)
    : `${making.number} ${line(making.chance() < 0.3 ? length - 12 : Math.min(length - 12, 60))}`.slice(0, length);
};

/** A text of some length that is read as it is: it may be a template. */
export const isFreeText = (schema: z.ZodString): boolean =>
  (schema.maxLength ?? 0) >= 1_000 && reasonsOf(schema).length === 0;

/** Pairs of times are told apart by the order of their fields, which `isEnd` says. */
function makersOf(schema: z.ZodString, isEnd: boolean): Maker[] {
  const kind = referenceKind(schema);
  const known: Maker[] =
    kind === null || kind === 'zone' || kind === 'region'
      ? []
      : [
          ({ references, chance, number }) => {
            const ids = references[kind] ?? [];
            return chance() < 0.7 ? (ids[0] ?? '') : (ids[number % Math.max(1, ids.length)] ?? '');
          },
        ];
  const instant: Maker = (making) => new Date(times(making, isEnd)).toISOString();
  const local: Maker = (making) => new Date(times(making, isEnd)).toISOString().slice(0, 16);
  // Entries of a list often need a date each.
  const date: Maker = (making) =>
    new Date(times(making, isEnd) + (isEnd ? 0 : (making.number * DAY) % making.span)).toISOString().slice(0, 10);
  const timed: Readonly<Record<string, Maker>> = { instant, 'local-date-time': local, 'local-date': date };
  const reasons = reasonsOf(schema);
  if (reasons.length === 0) return [...known, plain];
  return [
    ...known,
    ...reasons.flatMap(({ format }): Maker[] => {
      const maker = timed[format] ?? BY_FORMAT[format];
      return maker === undefined ? [] : [maker];
    }),
    plain,
    ...Object.values(timed),
    ...Object.values(BY_FORMAT),
    ...OTHERS,
  ];
}

export class NoInput extends Error {
  override readonly name = 'NoInput';
}

const TRIES = 40;

const PATTERNS: Readonly<Record<string, Stamp>> = {
  'wrong-matcher': ({ chance, patternLength }, most, takes) =>
    expensiveMatcher(Math.min(most, patternLength), chance, takes),
  'wrong-regex': ({ chance, patternLength }, most, takes) => {
    const regex = expensiveRegex(Math.min(most, patternLength), chance, takes);
    return regex === null ? null : () => regex;
  },
};

/** @returns a maker whose texts the schema takes */
export function textMaker(schema: z.ZodString, making: Making, isEnd: boolean): () => string {
  const most = Math.min(schema.maxLength ?? 2_000, 100_000);
  const takes: Takes = (text) => schema.safeParse(text).success;
  const [pattern] = reasonsOf(schema).flatMap(({ reason }) => PATTERNS[reason] ?? []);
  const stamp = pattern?.(making, most, takes);
  if (stamp) return () => stamp((making.number += 1));
  for (const make of makersOf(schema, isEnd)) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      making.number++;
      const first = make(making, most);
      if (!takes(first)) continue;
      return () => {
        for (let again = 0; again < 6; again++) {
          making.number++;
          const next = make(making, most);
          if (takes(next)) return next;
        }
        return first;
      };
    }
  }
  throw new NoInput(`no text is known that it takes (${JSON.stringify(reasonsOf(schema))})`);
}
