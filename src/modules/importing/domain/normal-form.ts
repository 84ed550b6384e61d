/** Brings a timeline of any pager into one form: spans that tile a range, with sorted people, neighbours differing. */
import { SECOND } from '#domain/time/duration';
import type { CrewSpan } from '#modules/importing/domain/model';
import { mergeSpans } from '#domain/time/span';
import type { Span } from '#domain/time/span';

/** Holes up to this length are how some pagers write an end (`23:59:59`). */
const ROUNDING = SECOND;

/**
 * @param entries in any order; entries that overlap count together, and what they leave open is nobody
 * @returns spans in whole seconds that tile `[from, to)`; empty if `to <= from`
 */
export function normalForm(entries: readonly CrewSpan[], from: number, to: number): CrewSpan[] {
  const whole = entries
    .map((entry) => ({ ...entry, start: toSecond(entry.start), end: toSecond(entry.end) }))
    .filter(({ start, end }) => start < end && end > from - ROUNDING && start < to);
  return merged(withoutTinyHoles(tiled(whole, from, to), from));
}

function toSecond(instant: number): number {
  return Math.floor(instant / SECOND) * SECOND;
}

/** Walks through all beginnings and ends once, counting how often each person is named. */
function tiled(entries: readonly CrewSpan[], from: number, to: number): CrewSpan[] {
  const cuts = [...new Set([from, to, ...entries.flatMap(({ start, end }) => [start, end])])]
    .filter((cut) => cut >= from && cut <= to)
    .sort((a, b) => a - b);
  const byStart = [...entries].sort((a, b) => a.start - b.start);
  const spans: CrewSpan[] = [];
  let running: CrewSpan[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i] as number, cuts[i + 1] as number];
    while (next < byStart.length && (byStart[next] as CrewSpan).start <= start) {
      running.push(byStart[next++] as CrewSpan);
    }
    running = running.filter((entry) => entry.end > start);
    spans.push({ start, end, people: [...new Set(running.flatMap(({ people }) => people))].sort() });
  }
  return spans;
}

/** Gives a hole of up to a second to the span before it, else to the one after it. */
function withoutTinyHoles(spans: readonly CrewSpan[], from: number): CrewSpan[] {
  return spans.map((span, i) => {
    const isHole = span.people.length === 0 && span.end - span.start <= ROUNDING;
    const neighbour = span.start === from ? spans[i + 1] : spans[i - 1];
    return isHole && neighbour !== undefined ? { ...span, people: neighbour.people } : span;
  });
}

function merged(spans: readonly CrewSpan[]): CrewSpan[] {
  const result: CrewSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && samePeople(last.people, span.people)) {
      result[result.length - 1] = { ...last, end: span.end };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** Both lists are sorted. */
export function samePeople(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((person, i) => person === b[i]);
}

/** When a timeline names somebody in particular, in whole seconds, as timelines are compared. */
export function spansNaming(timeline: readonly CrewSpan[], isMeant: (person: string) => boolean): Span[] {
  return mergeSpans(
    timeline
      .filter(({ people }) => people.some(isMeant))
      .map(({ start, end }) => ({ start: toSecond(start), end: toSecond(end) })),
  );
}
