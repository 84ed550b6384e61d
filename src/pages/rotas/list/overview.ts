/** Chooses which rotas and shifts the view of all rotas shows, and makes their lanes. */
import type { RotaOnTimeline } from '#contract/rotas/on-call';
import type { TimelineLane } from '../timeline/lanes/lanes.ts';
import { toShift } from '../timeline/lanes/lanes.ts';

export interface OverviewFilter {
  /** Words of the name or id. */
  text: string;
  /** null: of all teams. */
  team: string | null;
  /** Login; null: everybody. */
  person: string | null;
}

/** With a person, only rotas on which they are on call in the range. */
export function shownRotas(items: readonly RotaOnTimeline[], { text, team, person }: OverviewFilter): RotaOnTimeline[] {
  const words = text.trim().toLowerCase();
  return items
    .filter(
      (one) =>
        `${one.name} ${one.rota}`.toLowerCase().includes(words) &&
        (team === null || one.team === team) &&
        (person === null || one.segments.some(({ onCall }) => onCall.some(({ user }) => user === person))),
    )
    .sort((a, b) => a.name.localeCompare(b.name) || a.rota.localeCompare(b.rota));
}

export function lanesOfRotas(rotas: readonly RotaOnTimeline[]): TimelineLane[] {
  return rotas.map(({ rota, segments }) => ({
    kind: 'rota',
    id: rota,
    shifts: segments.map(({ start, end, onCall }) =>
      toShift({ start: Date.parse(String(start)), end: Date.parse(String(end)), onCall }),
    ),
  }));
}

/** In order of their turns, so that those who follow each other get different colours. */
export function peopleInTurn(rotas: readonly RotaOnTimeline[]): string[] {
  return [
    ...new Set(rotas.flatMap(({ segments }) => segments.flatMap(({ onCall }) => onCall.map(({ user }) => user)))),
  ];
}
