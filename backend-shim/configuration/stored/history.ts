/** Saved states of rotas, as they are read. */
import { rota } from '#contract/rota';
import type { RotaWire } from '#contract/rota';
import type { Unreadable } from '#contract/unreadable';
import type { Db } from '../../store/store.ts';
import { readStored } from '../../store/stored/json.ts';
import type { StoredRead } from '../../store/stored/json.ts';
import { unreadableAt } from '../../store/stored/json.ts';
import type { RotaHistory } from '../directory.ts';
import { misunderstood } from './understand.ts';

/** The kind under which a state that cannot be read is named; the id is `rota/version`. */
export const ROTA_VERSIONS = 'rotaVersions';

export interface ReadHistory {
  history: RotaHistory[];
  unreadable: Unreadable[];
}

/** Remembers what it parsed: a saved state does not change. */
export function createHistoryReader(): (db: Db) => Promise<ReadHistory> {
  let known = new Map<string, { text: string; read: StoredRead<RotaWire> }>();
  return async (db) => {
    const rows = await db.selectFrom('config_history').selectAll().where('kind', '=', 'rotas').orderBy('id').orderBy('version').execute();
    const next: typeof known = new Map();
    const history: RotaHistory[] = [];
    const unreadable: Unreadable[] = [];
    for (const { id, version, holds_from: from, saved_at: savedAt, body: text } of rows) {
      const state = { id, version, from, savedAt };
      if (text === null) {
        history.push({ ...state, body: null });
        continue;
      }
      const key = `${id}/${version}`;
      const before = known.get(key);
      const one = before?.text === text ? before : { text, read: readRota(text, key) };
      next.set(key, one);
      history.push({ ...state, body: one.read.ok ? one.read.value : 'unreadable' });
      unreadable.push(...(one.read.ok ? [] : [one.read.unreadable]));
    }
    known = next;
    return { history, unreadable };
  };
}

function readRota(text: string, id: string): StoredRead<RotaWire> {
  const where = { kind: ROTA_VERSIONS, id };
  const read = readStored(rota, text, where);
  const problem = read.ok ? misunderstood('rotas', read.value) : null;
  return problem === null ? read : { ok: false, unreadable: unreadableAt(where, '', 'not-understood', problem) };
}
