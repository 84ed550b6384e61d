/**
 * Expands recurrence rules in wall-clock time, so that 09:00 every Monday is 09:00 in summer and in winter.
 * rrule-temporal receives the wall clock as if it were UTC, which has no gaps; zones apply where instants are made.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { DAY } from '#domain/time/duration';
import { formatLocal, parseDate, parseTime } from '#domain/time/local';

export interface RecurrenceSeries {
  /** Wall clock of the first occurrence. */
  start: number;
  wholeDay: boolean;
  /** The wall clock of the series' zone at an instant. */
  wallOf(instant: number): number;
}

const NUMBERS = [
  'interval',
  'count',
  'bysecond',
  'byminute',
  'byhour',
  'bymonthday',
  'byyearday',
  'byweekno',
  'bymonth',
  'bysetpos',
];
const WORDS = ['byday', 'wkst'];
const FREQUENCIES = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
/** No shift repeats more often than this. */
const MOST_A_DAY = 48;

/** A time without a zone, as a wall clock; the digits of one with `Z`. */
export function localOf(value: unknown): number | null {
  if (typeof value !== 'string') {
    return null;
  }
  const date = parseDate(value);
  const time = date === null ? parseTime(value) : { local: date * DAY };
  return time === null ? null : 'instant' in time ? time.instant : time.local;
}

/**
 * @returns the wall clocks in `[from, to)` at which an occurrence begins; null: the rule cannot be expanded, or repeats
 * too often
 */
export function recurrences(rule: unknown, series: RecurrenceSeries, from: number, to: number): number[] | null {
  const parts = partsOf(rule, series);
  if (parts === null || to <= from) {
    return parts === null ? null : [];
  }
  try {
    const rruleString = `DTSTART:${basic(series.start)}Z\nRRULE:${parts}`;
    const expanded = new RRuleTemporal({ rruleString, tzid: 'UTC', includeDtstart: true, cache: false });
    return expanded.between(new Date(from), new Date(to - 1), true).map((time) => time.epochMilliseconds);
  } catch {
    // The library throws for rules that contradict themselves or never occur.
    return null;
  }
}

function partsOf(rule: unknown, series: RecurrenceSeries): string | null {
  if (typeof rule !== 'string') {
    return null;
  }
  const fields = new Map(
    rule.split(';').map((piece): [string, string] => [
      piece.replace(/=.*/, '').trim().toLowerCase(),
      piece
        .replace(/^[^=]*=?/, '')
        .trim()
        .toUpperCase(),
    ]),
  );
  const frequency = fields.get('freq') ?? '';
  if (!FREQUENCIES.includes(frequency) || perDay(frequency, fields) > MOST_A_DAY) {
    return null;
  }
  const given = [
    ...NUMBERS.map((name) => ({ name, shape: /^[+-]?\d{1,5}$/ })),
    ...WORDS.map((name) => ({ name, shape: /^[+-]?\d{0,2}[A-Z]{2}$/ })),
  ];
  const parts = given.map(({ name, shape }) => part(name, fields.get(name), shape));
  const end = until(fields.get('until'), series);
  // A part that cannot be read must not turn the rule into another one.
  return end === null || parts.some((one) => one === null)
    ? null
    : [`FREQ=${frequency}`, ...parts.flatMap((one) => one ?? []), ...end].join(';');
}

function perDay(frequency: string, fields: ReadonlyMap<string, string>): number {
  const count = (name: string): number => fields.get(name)?.split(',').length ?? 1;
  const hours = frequency === 'HOURLY' ? 24 / Math.max(1, Number(fields.get('interval') ?? 1)) : count('byhour');
  return hours * count('byminute') * count('bysecond');
}

function part(name: string, value: string | undefined, shape: RegExp): string[] | null {
  if (value === undefined) {
    return [];
  }
  return value.split(',').every((item) => shape.test(item)) ? [`${name.toUpperCase()}=${value}`] : null;
}

const COMPACT = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})(Z?))?$/;

/** Parses `UNTIL`: an instant, a wall clock, or a day. A day counts to its end even if the events have times. */
function until(value: string | undefined, { wallOf, wholeDay }: RecurrenceSeries): string[] | null {
  if (value === undefined) {
    return [];
  }
  const [, year, month, day, hour, minute, second, zulu] = COMPACT.exec(value) ?? [];
  const date = parseDate(`${year}-${month}-${day}`);
  const time =
    hour === undefined
      ? date === null
        ? null
        : { local: date * DAY + (wholeDay ? 0 : DAY - 1000) }
      : parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}${zulu}`);
  if (time === null) {
    return null;
  }
  const local =
    'instant' in time ? (wholeDay ? Math.floor(time.instant / DAY) * DAY : wallOf(time.instant)) : time.local;
  return [`UNTIL=${basic(local)}Z`];
}

/** `20260105T090000` */
function basic(local: number): string {
  const [date = '', clock = ''] = formatLocal(Math.floor(local / 1000) * 1000).split('T');
  return `${date.replaceAll('-', '')}T${clock.replaceAll(':', '').padEnd(6, '0')}`;
}
