/** A channel while somebody edits it. Every field is text until it is sent. */
import type { FieldProblem } from '../../api/client/failure.ts';
import { problemText } from '../../components/words/problem-words.ts';
import type { ChannelField, StoredChannel } from '../../api/resources/channels.ts';
import { inOwnLanguage } from '../../language.ts';
import type { AskedFields, ChosenSetup } from './form/asked-fields.ts';

export interface ChannelDraft {
  type: string;
  name: string;
  team: string | null;
  settings: Record<string, string>;
  /** null keeps the stored secret. */
  secrets: Record<string, string | null>;
}

export function newDraft({ kind, setup }: ChosenSetup): ChannelDraft {
  return {
    type: kind.kind,
    name: inOwnLanguage(setup.names),
    team: null,
    settings: { ...setup.settings },
    secrets: {},
  };
}

export function draftOf(channel: StoredChannel): ChannelDraft {
  const settings = Object.fromEntries(Object.entries(channel.settings).map(([name, value]) => [name, String(value)]));
  return {
    type: channel.type,
    name: channel.name ?? channel.id,
    team: channel.team,
    settings,
    secrets: { ...channel.secrets },
  };
}

export function isFilled(draft: ChannelDraft, { name, secret }: ChannelField): boolean {
  return secret
    ? draft.secrets[name] === null || (draft.secrets[name] ?? '').trim() !== ''
    : (draft.settings[name] ?? '').trim() !== '';
}

/** Whether every field that is required is filled in. */
export function isComplete(draft: ChannelDraft, { main, advanced }: AskedFields): boolean {
  const required = [...main, ...advanced].filter((field) => field.required);
  return draft.name.trim() !== '' && required.every((field) => isFilled(draft, field));
}

function filled<T extends string | null>(values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value === null || value.trim() !== ''));
}

/** The body for the API, without empty fields. */
export function bodyOf(draft: ChannelDraft): object {
  const { type, name, team, settings, secrets } = draft;
  return { type, name: name.trim(), team, settings: filled(settings), secrets: filled(secrets) };
}

/** The sidecar's problem with this field. */
export function problemOf(details: readonly FieldProblem[], { name, secret }: ChannelField): string | undefined {
  const found = details.find(({ path }) => path === `${secret ? 'secrets' : 'settings'}.${name}`);
  return found && problemText(found);
}
