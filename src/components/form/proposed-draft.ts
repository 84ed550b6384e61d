/** Hands a draft that one page proposes to the editor of another, which opens with it, unsaved. In memory only. */
import { useEffect, useState } from 'react';
import type { ObjectPath } from '../../api/client/objects.ts';

const proposed = new Map<string, object>();

/** @param id null: the object is new */
export function propose(path: ObjectPath, id: string | null, body: object): void {
  proposed.set(keyOf(path, id), body);
}

/**
 * What was proposed for this object, for as long as the editor is open; once, so that it opens as usual the next time. It is
 * forgotten when the editor is shown: a first rendering that is thrown away, since something is still loading, takes nothing.
 */
export function useProposed<T extends object>(path: ObjectPath, id: string | null): Partial<T> | null {
  const [found] = useState(() => proposedOf<T>(path, id));
  useEffect(() => forgetProposed(path, id), [path, id]);
  return found;
}

export function proposedOf<T extends object>(path: ObjectPath, id: string | null): Partial<T> | null {
  return (proposed.get(keyOf(path, id)) as Partial<T> | undefined) ?? null;
}

export function forgetProposed(path: ObjectPath, id: string | null): void {
  proposed.delete(keyOf(path, id));
}

function keyOf(path: ObjectPath, id: string | null): string {
  return id === null ? path : `${path}/${id}`;
}
