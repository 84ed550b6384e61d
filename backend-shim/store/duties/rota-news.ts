/** Finds the rotas that a change beside them affects, so that open pages load them again. */
import type { AnyRota } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { participantsOf } from '#domain/rota/participants';
import type { OutsideCalendar, Directory } from '../../ports/directory.ts';

const layersOf = (rota: AnyRota) => versionsOf(rota).flatMap((version) => version.rota.layers);

/** Finds the rotas in which a person takes part. */
export function rotasOfPerson({ rotas, facts }: Directory, user: string): string[] {
  return [...rotas]
    .filter(([, rota]) => participantsOf(layersOf(rota), facts, -Infinity, Infinity).includes(user))
    .map(([id]) => id);
}

/**
 * Rotas that read the calendar or whose people are absent by it; and the calendar itself, for the page of calendars.
 */
export function rotasOfCalendar(
  { rotas }: Directory,
  { id, absences, team }: Pick<OutsideCalendar, 'id' | 'absences' | 'team'>,
): string[] {
  const reads = (rota: AnyRota) => layersOf(rota).some(({ calendar }) => calendar === id);
  const concerns = (rota: AnyRota) =>
    absences !== null && (team === null || versionsOf(rota).at(-1)?.rota.team === team);
  return [`calendar:${id}`, ...[...rotas].filter(([, rota]) => reads(rota) || concerns(rota)).map(([rota]) => rota)];
}
