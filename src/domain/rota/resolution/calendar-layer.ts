/** Computes who is on call in a layer that a calendar fills. */
import type { Span } from '#domain/time/span';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { actsIn } from '#domain/rota/resolution/known-since';
import type { CalendarShift } from '#domain/rota/model';

export interface CalendarPiece extends Span {
  crew: OnCallCrew;
}

/**
 * Shifts may overlap; then all of their people are on call. The pieces are sorted and disjoint; unstaffed time yields
 * no shift.
 * @param since when the rota was entered: a later reading changes nothing before it
 */
export function calendarPieces(layer: string, shifts: readonly CalendarShift[], since: number): CalendarPiece[] {
  const edges = edgesOf(shifts, since);
  const on = new Map<string, number>();
  const pieces: CalendarPiece[] = [];
  const crews = new Map<string, OnCallCrew>();
  edges.forEach(({ at, user, by }, i) => {
    const count = (on.get(user) ?? 0) + by;
    if (count === 0) {
      on.delete(user);
    } else {
      on.set(user, count);
    }
    const end = edges[i + 1]?.at ?? at;
    if (on.size > 0 && end > at) {
      addPiece(pieces, at, end, crewOf(crews, layer, [...on.keys()]));
    }
  });
  return pieces;
}

interface Edge {
  at: number;
  user: string;
  by: 1 | -1;
}

function edgesOf(shifts: readonly CalendarShift[], since: number): Edge[] {
  const edges = shifts.flatMap((shift) =>
    actsIn(shift, shift.knownAt, since)
      .filter(({ start, end }) => start < end)
      .flatMap(({ start, end }): Edge[] => [
        { at: start, user: shift.user, by: 1 },
        { at: end, user: shift.user, by: -1 },
      ]),
  );
  return edges.sort((a, b) => a.at - b.at);
}

function crewOf(crews: Map<string, OnCallCrew>, layer: string, users: readonly string[]): OnCallCrew {
  const key = JSON.stringify(users);
  const known = crews.get(key) ?? { onCall: users.map((user) => ({ user, source: { layer } })), slot: -1, named: [] };
  crews.set(key, known);
  return known;
}

function addPiece(pieces: CalendarPiece[], start: number, end: number, crew: OnCallCrew): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.end === start && last.crew === crew) {
    last.end = end;
  } else {
    pieces.push({ start, end, crew });
  }
}
