/** Keeps what somebody changes in a form while a newer version of its object arrives. */

/** `stored`: as it last arrived. `base`: what `draft` was begun from, or what of it was saved. */
export interface StoredDraft<T> {
  stored: T;
  base: T;
  draft: T;
}

export function beginDraft<T>(stored: T): StoredDraft<T> {
  return { stored, base: stored, draft: stored };
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function isChanged<T>({ base, draft }: StoredDraft<T>): boolean {
  return !isSame(base, draft);
}

/** @param sent the draft as it was when it was sent: what was changed since then is not saved */
export function savedDraft<T>(state: StoredDraft<T>, sent: T): StoredDraft<T> {
  return { ...state, base: sent };
}

/** Fields that nobody changed here follow the newer version; the others keep their values. */
export function followStored<T extends object>(state: StoredDraft<T>, stored: T): StoredDraft<T> {
  if (isSame(state.stored, stored)) {
    return state;
  }
  const kept = (Object.keys(stored) as Array<keyof T>).filter(
    (field) => !isSame(state.draft[field], state.base[field]),
  );
  return {
    stored,
    base: stored,
    draft: { ...stored, ...(Object.fromEntries(kept.map((field) => [field, state.draft[field]])) as Partial<T>) },
  };
}
