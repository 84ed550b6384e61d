/** Places the shifts of both timelines of a rota on a common scale. */
import type { ImportProof } from '#modules/importing/contract/proof';

type ProvenRota = Pick<ImportProof['rotas'][number], 'source' | 'vigie' | 'differences'>;

export interface ShiftBar {
  /** Fractions of the whole range. */
  at: number;
  width: number;
  /** Index into `crews`. */
  crew: number;
}

export interface TimelinePair {
  /** Who is on call together, as lists of logins. */
  crews: ReadonlyArray<readonly string[]>;
  source: readonly ShiftBar[];
  vigie: readonly ShiftBar[];
  differences: ReadonlyArray<Pick<ShiftBar, 'at' | 'width'>>;
}

/** null: nothing was compared. */
export function timelinePair({ source, vigie, differences }: ProvenRota): TimelinePair | null {
  const [from, to] = [Date.parse(source[0]?.start ?? ''), Date.parse(source.at(-1)?.end ?? '')];
  if (!(to > from)) {
    return null;
  }
  const place = ({ start, end }: { start: string; end: string }) => ({
    at: (Date.parse(start) - from) / (to - from),
    width: (Date.parse(end) - Date.parse(start)) / (to - from),
  });
  const staffed = [...source, ...vigie].filter(({ people }) => people.length > 0);
  const keys = [...new Set(staffed.map(({ people }) => people.join('\n')))].sort();
  const bars = (spans: ProvenRota['source']) =>
    spans
      .filter(({ people }) => people.length > 0)
      .map((span) => ({ ...place(span), crew: keys.indexOf(span.people.join('\n')) }));
  return {
    crews: keys.map((key) => key.split('\n')),
    source: bars(source),
    vigie: bars(vigie),
    differences: differences.map(place),
  };
}
