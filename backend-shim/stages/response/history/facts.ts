/** Reads the facts of a timeline entry for the sentences of either language. */
import { wordsOf } from '#contract/reasons/reason';
import type { DataOf, ReasonList, ReasonTexts } from '#contract/reasons/reason';
import type { TimelineKind } from '#domain/incident/effects';
import { integrationName } from '#domain/routing/integration';
import { titleIn } from '#domain/incident/signal/title';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import { versionsOf } from '#domain/rota/model';
import { durationWords } from '#domain/time/words/length-words';
import type { missingParts, SYNC } from '#contract/reasons/timeline';
import { titleReason } from '#contract/reasons/title';
import type { z } from 'zod';
import type { Directory } from '../../../ports/directory.ts';

export interface HistoryEntry {
  kind: string;
  /** A login, or the name of a source; null for Vigie itself. */
  actor: string | null;
  text: string;
  data: Readonly<Record<string, unknown>>;
}

type Named = 'people' | 'rotas' | 'teams' | 'policies' | 'integrations' | 'rooms';

export interface HistoryWords {
  /** What people call something; its id where it is gone. */
  name(kind: Named, id: string): string;
  /** Formats an instant in epoch ms. */
  time(at: number): string;
}

/** @param time formats an instant for the reader */
export function historyWords(directory: Directory, time: HistoryWords['time']): HistoryWords {
  const names: Record<Named, (id: string) => string | undefined> = {
    people: (id) => directory.responders.get(id)?.name,
    rotas: (id) => rotaName(directory, id),
    teams: (id) => directory.teams.get(id)?.name,
    policies: (id) => directory.policies.get(id)?.name,
    integrations: (id) => integrationName(directory.integrations, id),
    rooms: (id) => directory.rooms.get(id)?.name,
  };
  return { name: (kind, id) => names[kind](id) ?? id, time };
}

function rotaName({ rotas }: Directory, id: string): string | undefined {
  const rota = rotas.get(id);
  return rota === undefined ? undefined : versionsOf(rota).at(-1)?.rota.name;
}

export interface HistoryFacts extends HistoryWords {
  language: Language;
  /** Name of the actor; empty for Vigie itself. */
  who: string;
  data: HistoryEntry['data'];
}

export type MissingOfStep = z.output<typeof missingParts>;
export type Silenced = NonNullable<DataOf<typeof SYNC, 'done'>['silenced']>;

/** null: a fact is missing, since entries of earlier versions have fewer. */
export type EntryText = (facts: HistoryFacts) => string | null;
export type EntryTexts = Readonly<Record<TimelineKind, EntryText>>;

export const text = ({ data }: HistoryFacts, field: string): string | null =>
  typeof data[field] === 'string' && data[field] !== '' ? data[field] : null;

export const number = ({ data }: HistoryFacts, field: string): number | null =>
  typeof data[field] === 'number' ? data[field] : null;

export function time(language: Language, ms: number): string {
  return durationWords(ms, language === 'fr' ? 'fr-FR' : 'en-US');
}

export function duration(facts: HistoryFacts, field: string): string | null {
  const ms = number(facts, field);
  return ms === null ? null : time(facts.language, ms);
}

/** null if a value is missing. */
export function say(parts: TemplateStringsArray, ...values: ReadonlyArray<string | number | null>): string | null {
  return values.includes(null) ? null : String.raw({ raw: parts }, ...values);
}

/** For kinds with a list of reasons. @param field the field of the data that holds the code */
export function of<List extends ReasonList>(
  list: List,
  words: ReasonTexts<List, [HistoryFacts]>,
  field: 'reason' | 'outcome' = 'reason',
): EntryText {
  return (facts) => wordsOf(list, words, { reason: text(facts, field), data: facts.data }, facts);
}

/** The level is a text, since an entry outlives the list of severities. */
export function severityWord(language: Language, level: string): string {
  const known: Record<string, string> = texts(language).severity;
  return known[level] ?? level;
}

export function severity(facts: HistoryFacts, field: string): string | null {
  const level = text(facts, field);
  return level === null ? null : severityWord(facts.language, level);
}

/** Of an alert. */
export function title(facts: HistoryFacts): string | null {
  const made = titleReason.safeParse(facts.data['titleReason']);
  return made.success ? titleIn(facts.language, made.data) : text(facts, 'title');
}

/** The people and rooms that the data names. @param room as in “room db” */
export function everybody({ data, name, language }: HistoryFacts, room: (name: string) => string): string {
  const list = (field: string) => (Array.isArray(data[field]) ? data[field].map(String) : []);
  return listed(language, [
    ...list('users').map((id) => name('people', id)),
    ...list('channels').map((id) => room(name('rooms', id))),
  ]);
}

export function listed(language: Language, parts: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}

export function policyOf(facts: HistoryFacts): string | null {
  const policy = text(facts, 'policy');
  return policy === null ? null : facts.name('policies', policy);
}

export function asked(facts: HistoryFacts): string | null {
  const user = text(facts, 'user');
  return user === null ? null : facts.name('people', user);
}
