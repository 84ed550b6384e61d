/** Finds who takes part in a rota, whether or not it is their turn. */
import type { Layer, RotaFacts } from '#domain/rota/model';

/**
 * The participants, once each, in the order of layers and turns; of a calendar, the people with a shift in the range.
 */
export function participantsOf(
  layers: readonly Layer[],
  { calendars = {} }: RotaFacts,
  from: number,
  to: number,
): string[] {
  const ofLayer = ({ participants, calendar = null }: Layer): string[] => {
    const shifts = calendar === null ? [] : (calendars[calendar] ?? []);
    return [
      ...participants.flat(),
      ...shifts.filter(({ start, end }) => start < end && start < to && end > from).map(({ user }) => user),
    ];
  };
  return [...new Set(layers.flatMap(ofLayer))];
}
