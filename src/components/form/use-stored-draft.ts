/** A hook for the draft of a stored object, which a save or a newer version must not overwrite while somebody types. */
import { useState } from 'react';
import { beginDraft, followStored, isChanged, savedDraft } from './stored-draft.ts';

export interface StoredDraftState<T> {
  draft: T;
  change: (part: Partial<T>) => void;
  isChanged: boolean;
  /** Takes back every change. */
  discard: () => void;
  /** Must be called after a save, with the draft that was sent, before the newer version is shown. */
  saved: (sent: T) => void;
}

/**
 * @param stored the fields as they are stored; may be a new object each time
 * @param proposed changes that the form begins with
 */
export function useStoredDraft<T extends object>(stored: T, proposed: Partial<T> | null = null): StoredDraftState<T> {
  const [state, setState] = useState(() => ({ ...beginDraft(stored), draft: { ...stored, ...proposed } }));
  const current = followStored(state, stored);
  if (current !== state) {
    setState(current);
  }
  return {
    draft: current.draft,
    change: (part) => setState((old) => ({ ...old, draft: { ...old.draft, ...part } })),
    isChanged: isChanged(current),
    discard: () => setState((old) => beginDraft(old.stored)),
    saved: (sent) => setState((old) => savedDraft(old, sent)),
  };
}
