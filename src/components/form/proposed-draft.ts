/** Hands a draft that one page proposes to the editor of another, which opens with it, unsaved. In memory only. */
import { useState } from 'react';
import type { ObjectPath } from '../../api/client/objects.ts';

const proposed = new Map<string, object>();

/** @param id null: the object is new */
export function propose(path: ObjectPath, id: string | null, body: object): void {
  proposed.set(keyOf(path, id), body);
}

/** What was proposed for this object; once, so that the editor opens as usual the next time. */
export function takeProposed<T extends object>(path: ObjectPath, id: string | null): Partial<T> | null {
  const key = keyOf(path, id);
  const found = proposed.get(key) as Partial<T> | undefined;
  proposed.delete(key);
  return found ?? null;
}

/** The same for as long as the editor is open. */
export function useProposed<T extends object>(path: ObjectPath, id: string | null): Partial<T> | null {
  return useState(() => takeProposed<T>(path, id))[0];
}

function keyOf(path: ObjectPath, id: string | null): string {
  return `${path}/${id ?? ''}`;
}
