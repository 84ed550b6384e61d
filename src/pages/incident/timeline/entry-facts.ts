/** Reads the facts of a timeline entry, some of which entries of earlier versions lack. */
import type { TimelineEntryWire } from '#contract/incidents/incident';

/** As `useName` gives it. */
export type EntryNameOf = (kind: 'people' | 'rotas' | 'teams' | 'policies' | 'integrations', key: string) => string;

export interface EntryWords {
  name: EntryNameOf;
  /** Formats an instant in epoch ms. */
  time: (at: number) => string;
}

/** Thrown if an entry of an earlier version lacks a fact; its English sentence is shown instead. */
export class MissingFact extends Error {}

export interface EntryFacts {
  /** Name of the actor; empty for Vigie itself. */
  who: string;
  has(fact: string): boolean;
  text(fact: string): string;
  /** For texts that may be null. */
  textOr(fact: string, otherwise: string): string;
  number(fact: string): number;
  list(fact: string): unknown[];
  name: EntryNameOf;
  time: (at: number) => string;
  entry: TimelineEntryWire;
}

export function factsOf(entry: TimelineEntryWire, { name, time }: EntryWords): EntryFacts {
  const { data, actor } = entry;
  const need = <T>(fact: string, is: (value: unknown) => value is T): T => {
    const value = data[fact];
    if (!is(value)) {
      throw new MissingFact(fact);
    }
    return value;
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    entry,
    name,
    time,
    who: actor === null ? '' : name('people', actor),
    has: (fact) => data[fact] !== undefined && data[fact] !== null && data[fact] !== false && data[fact] !== '',
    text: (fact) => need(fact, isText),
    textOr: (fact, otherwise) => (isText(data[fact]) && data[fact] !== '' ? data[fact] : otherwise),
    number: (fact) => need(fact, (value): value is number => typeof value === 'number'),
    list: (fact) => need(fact, (value): value is unknown[] => Array.isArray(value)),
  };
}
