/** Reads saved states of rotas. */
import type { RotaWire } from '#contract/rotas/rota';
import type { Unreadable } from '#contract/unreadable';
import { mapChunked } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import type { RotaVersionRow } from '../../store/configuration/rota-versions.ts';
import { readRotaState, ROTA_VERSIONS } from '../../store/duties/stored-rotas.ts';
import type { StoredRead } from '../../store/stored/json.ts';
import { unreadableAt } from '../../store/stored/json.ts';
import type { RotaHistory } from './rotas.ts';
import { misunderstoodPart } from './understand.ts';

export interface ReadHistory {
  history: RotaHistory[];
  unreadable: Unreadable[];
}

/** @param rows of all rotas, oldest first */
export type HistoryReader = (rows: readonly RotaVersionRow[]) => Chunked<ReadHistory>;

/** Caches parsed states, since a saved state does not change. */
export function createHistoryReader(): HistoryReader {
  let known = new Map<string, { text: string; read: StoredRead<RotaWire> }>();
  return function* (rows) {
    const next: typeof known = new Map();
    const history: RotaHistory[] = [];
    const unreadable: Unreadable[] = [];
    yield* mapChunked(rows, ({ id, version, holds_from: from, saved_at: savedAt, body: text }) => {
      const state = { id, version, from, savedAt };
      if (text === null) {
        history.push({ ...state, body: null });
        return;
      }
      const key = `${id}/${version}`;
      const before = known.get(key);
      const one = before?.text === text ? before : { text, read: readRota({ id, version, body: text }) };
      next.set(key, one);
      history.push({ ...state, body: one.read.ok ? one.read.value : 'unreadable' });
      unreadable.push(...(one.read.ok ? [] : [one.read.unreadable]));
    });
    known = next;
    return { history, unreadable };
  };
}

function readRota(state: { id: string; version: number; body: string }): StoredRead<RotaWire> {
  const where = { kind: ROTA_VERSIONS, id: `${state.id}/${state.version}` };
  const read = readRotaState(state);
  const problem = read.ok ? misunderstoodPart('rotas', read.value) : null;
  return problem === null ? read : { ok: false, unreadable: unreadableAt(where, '', 'not-understood', problem) };
}
