/** Keeps what was typed in a dialog that closed by Esc, until it is sent or thrown away. In memory only. */
import { useState } from 'react';

const drafts = new Map<string, unknown>();

export interface KeptDraft<T> {
  draft: T;
  change: (part: Partial<T>) => void;
  /** Called when it was sent or is not wanted any more. */
  forget: () => void;
}

/** The draft of this key, or a first one. */
export function keptDraft<T extends object>(key: string, initial: T): T {
  return (drafts.get(key) as T | undefined) ?? initial;
}

export function keepDraft<T extends object>(key: string, draft: T): void {
  drafts.set(key, draft);
}

export function forgetDraft(key: string): void {
  drafts.delete(key);
}

/** @param key names the dialog and what it is about */
export function useKeptDraft<T extends object>(key: string, initial: T): KeptDraft<T> {
  const [draft, setDraft] = useState<T>(() => keptDraft(key, initial));
  const change = (part: Partial<T>) => {
    const next = { ...keptDraft(key, draft), ...part };
    keepDraft(key, next);
    setDraft(next);
  };
  return { draft, change, forget: () => forgetDraft(key) };
}
