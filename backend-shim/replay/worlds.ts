/** Builds the configuration that applied at each instant of a period, from the kept versions, and with a draft. */
import { buildDirectory } from '../configuration/directory.ts';
import type { ZonesAndHolidays } from '../configuration/directory.ts';
import type { RotaHistory } from '../configuration/stored/rotas.ts';
import { configOf } from '../configuration/objects.ts';
import { withoutMissingWindows } from '../configuration/stored/fallback.ts';
import { storedOf } from '../configuration/stored/read.ts';
import type { StoredObject } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { Vault } from '../ports/vault.ts';
import type { CalendarEntry } from '#domain/calendar/known';
import type { ConfigTable, ConfigVersionTable } from '../store/schema/settings.ts';
import { settingsIn } from '../store/past/versions.ts';
import type { VersionedSettings } from '../store/past/versions.ts';
import type { World } from './recorded.ts';

/** Plain values, which another thread can be given. */
export interface WorldParts {
  versions: readonly ConfigVersionTable[];
  /** Saved states of rotas. */
  history: readonly RotaHistory[];
  /** Objects of kinds without versions, as they are today. */
  beside: readonly StoredObject[];
  known: ReadonlyMap<string, readonly CalendarEntry[]>;
  calendars: ZonesAndHolidays;
  /** Replace the objects of their kind and id for the whole time. */
  draft: readonly StoredObject[];
  /** As they are today: where no version is known. */
  settings: VersionedSettings;
  /** Kinds of channels that carry a type of contact method without a service of its own, such as `sms`. */
  carriers: Readonly<Record<string, readonly string[]>>;
}

/** Versions hold nothing that is sealed. */
const UNSEALED = { isSealed: () => false, opens: () => false, sealsAddresses: () => false } as Partial<Vault> as Vault;

export interface PeriodWorlds {
  /** One for each instant at which something changed, the first one from `from` on. */
  worlds: World[];
  /** Objects that cannot be used any more, such as those in a zone that this machine does not know. */
  unreadable: Array<{ kind: string; id: string }>;
}

export function worldsOf(parts: WorldParts, { from, to }: { from: number; to: number }): PeriodWorlds {
  const { versions, history } = parts;
  const changes = [...versions.map(({ at }) => at), ...history.map(({ savedAt }) => savedAt)];
  const instants = [...new Set(changes.filter((at) => at > from && at < to))].sort((a, b) => a - b);
  const unreadable = new Map<string, { kind: string; id: string }>();
  const worlds = [from, ...instants].map((at): World => {
    const directory = directoryAt(parts, at, unreadable);
    const { sleep, mail } = settingsAt(parts, at);
    return { from: at, directory, sleep, isSetUp: (kind) => isSetUp(parts.carriers, directory, mail, kind) };
  });
  return { worlds, unreadable: [...unreadable.values()] };
}

export function settingsNow(parts: Pick<WorldParts, 'versions' | 'settings'>): VersionedSettings {
  return settingsAt(parts, Infinity);
}

function settingsAt({ versions, settings }: Pick<WorldParts, 'versions' | 'settings'>, at: number): VersionedSettings {
  const known = versions.flatMap((version) => (version.at <= at ? (settingsIn(version) ?? []) : []));
  return known.at(-1) ?? settings;
}

/** Without a mail server no mail, and no SMS without a service that is nobody's own room. */
function isSetUp(carriers: WorldParts['carriers'], { rooms }: Directory, mail: boolean, kind: string): boolean {
  const kinds = carriers[kind];
  return kinds === undefined
    ? kind !== 'email' || mail
    : [...rooms.values()].some(({ type, settings }) => kinds.includes(type) && (settings['to'] ?? null) === null);
}

function directoryAt(
  parts: WorldParts,
  at: number,
  unreadable: Map<string, { kind: string; id: string }>,
): World['directory'] {
  const drafted = new Set(parts.draft.map(keyOf));
  const rows = rowsAt(parts.versions, at).filter(({ kind }) => kind !== 'settings');
  const { objects: stored, broken } = storedOf(rows, UNSEALED);
  const past = parts.history.filter(({ savedAt }) => savedAt <= at);
  const lost = lastStates(past).flatMap(({ id, body }) => (body === 'unreadable' ? [{ kind: 'rotas', id }] : []));
  [...broken, ...lost].forEach(({ kind, id }) => unreadable.set(keyOf({ kind, id }), { kind, id }));
  const objects = [
    ...[...stored, ...rotasAt(past), ...parts.beside].filter((object) => !drafted.has(keyOf(object))),
    ...parts.draft,
  ];
  return buildDirectory({
    revision: 0,
    objects,
    broken,
    config: withoutMissingWindows(configOf(objects)).config,
    history: past.filter(({ id }) => !drafted.has(keyOf({ kind: 'rotas', id }))),
    calendars: parts.calendars,
    known: parts.known,
  });
}

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}/${id}`;
}

/** What is older than the first version of an object was like it, as far as anybody knows. */
function rowsAt(versions: readonly ConfigVersionTable[], at: number): ConfigTable[] {
  const last = new Map<string, ConfigVersionTable>();
  for (const version of versions) {
    if (version.at <= at) {
      last.set(keyOf(version), version);
    }
  }
  return [...last.values()]
    .sort((a, b) => Number(a.created_at) - Number(b.created_at))
    .flatMap(({ body, at: since, number, kind, id, origin, created_at }) =>
      body === null ? [] : [{ kind, id, origin, body, version: number, created_at, updated_at: since }],
    );
}

function lastStates(history: readonly RotaHistory[]): RotaHistory[] {
  return [...new Map(history.map((state) => [state.id, state])).values()];
}

function rotasAt(history: readonly RotaHistory[]): StoredObject[] {
  const first = new Map(history.toReversed().map(({ id, savedAt }) => [id, savedAt]));
  return lastStates(history).flatMap(({ id, body, version, savedAt }): StoredObject[] =>
    body === null || body === 'unreadable'
      ? []
      : [{ kind: 'rotas', id, body, origin: 'api', version, createdAt: first.get(id) ?? savedAt, updatedAt: savedAt }],
  );
}
