/**
 * The order of maintenances, of which the first that matches decides: those of the files as the files have them, then those
 * that people made, the oldest first.
 */
import type { StoredObject } from '../../ports/configuration.ts';

/** Kind and id of the row that keeps the order of the files, since objects are rows of their own. */
export const MAINTENANCE_ORDER = { kind: 'orders', id: 'maintenances' } as const;

/** Body of that row. */
export interface FileOrder {
  ids: string[];
}

type Placed = Pick<StoredObject, 'id' | 'origin' | 'createdAt'>;

/** The order that the files had last; none for what an older release stored, whose objects are in the order of their ids. */
export function orderOfFiles(objects: readonly Pick<StoredObject, 'kind' | 'id' | 'body'>[]): string[] {
  const stored = objects.find(({ kind, id }) => kind === MAINTENANCE_ORDER.kind && id === MAINTENANCE_ORDER.id);
  return (stored?.body as FileOrder | undefined)?.ids ?? [];
}

/** @returns the place of a maintenance, as text that sorts like the list */
export function maintenancePlaces(
  objects: readonly Pick<StoredObject, 'kind' | 'id' | 'body'>[],
): (maintenance: Placed) => string {
  const places = new Map(orderOfFiles(objects).map((id, index) => [id, index]));
  return ({ id, origin, createdAt }) => {
    const place = origin === 'file' ? (places.get(id) ?? places.size) : 0;
    return `${origin === 'file' ? 0 : 1} ${digits(place, 6)} ${digits(createdAt, 15)} ${id}`;
  };
}

/** The ids of all maintenances, in the order in which they decide. */
export function maintenancesInOrder(objects: readonly StoredObject[]): string[] {
  const place = maintenancePlaces(objects);
  return objects
    .filter(({ kind }) => kind === 'maintenances')
    .map((object) => ({ id: object.id, place: place(object) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ id }) => id);
}

function digits(value: number, length: number): string {
  return String(Math.max(0, value)).padStart(length, '0');
}
