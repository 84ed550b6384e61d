/**
 * Seals, or hides, addresses that are secrets in rows that hold them as they are: in portions, so that paging goes on
 * meanwhile. Whatever is cut off is taken up again, and nothing is changed twice.
 */
import { hideAddress } from '#domain/notify/address/secret-address';
import type { Vault } from '../../ports/vault.ts';
import {
  readGoneThrough,
  readUnsealed,
  replaceUnsealed,
  saveGoneThrough,
  UNSEALED_PLACES,
} from '../../store/access/unsealed.ts';
import type { UnsealedKey, UnsealedPlace, UnsealedRow } from '../../store/access/unsealed.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import type { StoreCapabilities } from '../../store/capabilities.ts';
import { versionBody } from '../../store/past/versions.ts';
import type { Db, Store } from '../../store/store.ts';
import { parseStored } from '../../store/stored/json.ts';
import { hideSecrets, sealRest } from '../secrets.ts';

/** How far it came; null: nothing was gone through yet. `isBehind`: a row of this place was missed, and is to be found again. */
export type SealingCursor = { place: number; after: UnsealedKey; isBehind: boolean } | null;

export interface SealedPortion {
  /** null: everything was gone through. */
  cursor: SealingCursor;
  done: number;
  /** Rows that somebody else changed at the same moment. */
  missed: number;
}

/** Goes through the next rows, in one transaction. */
export async function sealPortion(
  tx: Db,
  cap: StoreCapabilities,
  vault: Vault,
  cursor: SealingCursor,
  places = UNSEALED_PLACES,
): Promise<SealedPortion> {
  const at = cursor?.place ?? 0;
  const place = places[at];
  if (place === undefined) {
    return { cursor: null, done: 0, missed: 0 };
  }
  const until = place.grows ? await readGoneThrough(tx) : {};
  const after = cursor?.after ?? until[place.table] ?? null;
  const read = await readUnsealed(tx, cap, place, after);
  const rows = withinCharacters(read);
  const counts = { done: 0, missed: 0 };
  for (const row of rows) {
    const next = nextTexts(place, row, vault);
    if (Object.keys(next).length > 0) {
      counts[(await replaceUnsealed(tx, cap, place, row, next)) ? 'done' : 'missed'] += 1;
    }
  }
  const last = rows.at(-1);
  const lastKey = last === undefined ? after : Object.values(last.key);
  const isBehind = cursor?.isBehind === true || counts.missed > 0;
  if (place.grows && last !== undefined && !isBehind) {
    await saveGoneThrough(tx, { ...until, [place.table]: lastKey });
  }
  const isThrough = rows.length === read.length && read.length < place.portion;
  const next = at + 1 < places.length ? { place: at + 1, after: null, isBehind: false } : null;
  return { ...counts, cursor: isThrough ? next : { place: at, after: lastKey, isBehind } };
}

/** Characters that are parsed in one portion, so that paging waits for a few milliseconds at most. */
const MOST_CHARACTERS = 300_000;

/** The first rows, at least one. */
function withinCharacters(rows: readonly UnsealedRow[]): readonly UnsealedRow[] {
  let sum = 0;
  const end = rows.findIndex(({ texts }) => {
    const isFull = sum > MOST_CHARACTERS;
    sum += Object.values(texts).reduce((length, text) => length + (text?.length ?? 0), 0);
    return isFull;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** The columns that change. */
function nextTexts({ table }: UnsealedPlace, row: UnsealedRow, vault: Vault): Record<string, string> {
  const rewrite = REWRITES[table];
  const changed = Object.entries(row.texts).flatMap(([column, text]): Array<[string, string]> => {
    const next = text === null ? null : (rewrite?.(text, row, vault) ?? null);
    return next === null || next === text ? [] : [[column, next]];
  });
  return Object.fromEntries(changed);
}

/** By table: the text without addresses as they are; null: it stays as it is. */
const REWRITES: Readonly<Record<string, (text: string, row: UnsealedRow, vault: Vault) => string | null>> = {
  config: (text, { kind }, vault) => changedJson(text, (body) => sealRest(kind, body, vault)),
  config_versions: (text, { kind, key }) => versionBody({ kind, id: String(key['id']), body: text }),
  audit: (text, { kind }) => changedJson(text, (body) => hideSecrets(kind, body)),
  verifications: (text, _row, vault) => (/^https?:\/\//.test(text) ? vault.fingerprint(`address ${text}`) : null),
  deliveries: (text) => (text.includes('"lost"') ? changedJson(text, hideLost) : null),
};

/** @returns null: nothing changes, or it cannot be read */
function changedJson(text: string, change: (body: unknown) => unknown): string | null {
  const read = parseStored(text, { kind: 'any', id: 'any' });
  const next = read.ok ? change(read.value) : undefined;
  return !read.ok || next === read.value ? null : JSON.stringify(next);
}

/** Of a message that a contact method is broken: earlier ones named the address. */
function hideLost(content: unknown): unknown {
  const { lost, ...rest } = content as { lost?: { text?: unknown } };
  const text = lost?.text;
  return typeof text === 'string'
    ? { ...rest, lost: { ...lost, text: text.replace(/https?:\/\/[^\s]+(?=\)$)/, hideAddress) } }
    : content;
}

const MOST_ROUNDS = 10;

/** Goes through everything, for the command line. */
export async function sealEverything(
  store: Pick<Store, 'transaction' | 'dialect' | 'read'>,
  vault: Vault,
): Promise<Pick<SealedPortion, 'done' | 'missed'>> {
  // A database that was not migrated yet lacks some.
  const tables = new Set((await store.read.introspection.getTables()).map(({ name }) => name));
  const places = UNSEALED_PLACES.filter(({ table }) => tables.has(table));
  const all = { done: 0, missed: 0 };
  for (let round = 1; round <= MOST_ROUNDS && (round === 1 || all.missed > 0); round++) {
    all.missed = 0;
    let portion: SealedPortion | null = null;
    do {
      const from: SealingCursor = portion?.cursor ?? null;
      portion = await store.transaction((tx): Promise<SealedPortion> =>
        sealPortion(tx, CAPABILITIES[store.dialect], vault, from, places),
      );
      all.done += portion.done;
      all.missed += portion.missed;
    } while (portion.cursor !== null);
  }
  return all;
}
