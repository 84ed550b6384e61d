/** Reads the saved states of rotas. */
import { rota } from '#contract/rotas/rota';
import type { RotaWire } from '#contract/rotas/rota';
import { readFields, readStored } from '../stored/json.ts';
import type { StoredRead } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

/** The kind that problems with saved states name; the id is `rota/version`. */
export const ROTA_VERSIONS = 'rotaVersions';

interface SavedState {
  id: string;
  version: number;
  body: string;
}

export function readRotaState({ id, version, body }: SavedState): StoredRead<RotaWire> {
  return readStored(rota, body, { kind: ROTA_VERSIONS, id: `${id}/${version}` });
}

/** The fields of a rota that lists show, each as far as it can be read. */
export function headOfRotaState(
  { id, version, body }: SavedState,
  noting: UnreadableReporter,
): Partial<Pick<RotaWire, 'name' | 'team'>> {
  const { name, team } = rota.shape;
  return readFields({ name, team }, body, { kind: ROTA_VERSIONS, id: `${id}/${version}` }, noting);
}
