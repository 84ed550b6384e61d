/** Writes where a page of incidents ended as a cursor, and reads it again. */
import type { IncidentSort } from '#contract/incidents/incident';
import type { ListPosition } from '../../../store/incidents/list/list-order.ts';
import { wrongCursor } from '../../errors.ts';

/** Lists in the order of opening continue behind a number; the others behind a rank and a place. */
function hasRank(sort: IncidentSort): boolean {
  return sort !== 'opened' && sort !== '-opened';
}

export function cursorOf(sort: IncidentSort, { rank, place }: ListPosition): string {
  return hasRank(sort) ? `${rank}.${place}` : String(Math.abs(place));
}

export function positionIn(sort: IncidentSort, cursor: string): ListPosition {
  const [, rank, place] = (hasRank(sort) ? /^(\d{1,3})\.(-?\d{1,15})$/ : /^()(\d{1,15})$/).exec(cursor) ?? [];
  if (place === undefined) {
    throw wrongCursor('cursor must be the `next` of an earlier answer with the same `sort`.');
  }
  return { rank: Number(rank), place: Number(place) * (sort === '-opened' ? -1 : 1) };
}
