/** A hook for the rows of a list of conditions, also those that have no matcher yet. */
import { useState } from 'react';
import type { LabelCondition } from './condition.ts';
import { conditionOf } from './condition.ts';

export interface ConditionRow {
  /** Stays while others come and go. */
  key: number;
  /** null: `text` is no matcher. */
  condition: LabelCondition | null;
  /** The matcher; empty for a row without a label. */
  text: string;
}

function rowsOf(match: readonly string[]): ConditionRow[] {
  return linesOf(match).map((text, key) => ({ key, condition: conditionOf(text), text }));
}

function linesOf(match: readonly string[]): string[] {
  return match.filter((text) => text.trim() !== '');
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, i) => text === other[i]);
}

export function emptyRow(rows: readonly ConditionRow[]): ConditionRow {
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return { key, condition: { name: '', relation: 'is', values: [] }, text: '' };
}

/** Rows as they were edited, for as long as they say what `match` says; another list (a discarded draft) replaces them. */
export function useRows(match: readonly string[], onMatch: (match: string[]) => void) {
  const [kept, setKept] = useState(() => rowsOf(match));
  const texts = (rows: readonly ConditionRow[]) => linesOf(rows.map(({ text }) => text));
  const rows = isSame(texts(kept), linesOf(match)) ? kept : rowsOf(match);
  const setRows = (next: ConditionRow[]) => {
    setKept(next);
    onMatch(texts(next));
  };
  return { rows, setRows };
}
