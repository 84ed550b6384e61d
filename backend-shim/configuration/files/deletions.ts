/**
 * What files may delete. They delete what they no longer state, and an empty folder, a volume that is not mounted or half
 * a file look like that, too. So a deletion of everything, or of most of a kind, must be meant in words.
 */
import type { Problem } from '#contract/base/problem';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { ConfigTable } from '../../store/schema/settings.ts';
import { keyOf } from '../objects.ts';
import type { StoredConfiguration } from '../stored/read.ts';

/** What the files of one sidecar state. */
export interface StatedFiles {
  config: Config;
  /** `kind/id` of objects whose deletion is meant; stale ones do nothing. */
  deleted: readonly string[];
  /** There is no folder. */
  isMissing: boolean;
  /** Stating nothing is meant. */
  allowEmpty: boolean;
}

type ObjectKey = Pick<ConfigTable, 'kind' | 'id' | 'origin'>;

/** What is gone by itself (absences) or concerns one person is never counted. */
const COUNTED: readonly ConfigKind[] = ['users', 'teams', 'rotas', 'escalationPolicies', 'integrations', 'channels'];

/** Fewer are an ordinary change. */
const FEWEST = 5;

/** @returns whether an object that files stated before is stated no longer */
export function goneFrom(config: Config): (object: ObjectKey) => boolean {
  const stated = new Set(CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => `${kind}/${keyOf(kind, body)}`)));
  return ({ kind, id, origin }) => origin === 'file' && !stated.has(`${kind}/${id}`);
}

export function statesNothing(config: Config): boolean {
  return CONFIG_KINDS.every((kind) => config[kind].length === 0);
}

/** @returns deletions that nobody seems to mean */
export function unmeantDeletions(
  { config, deleted, allowEmpty }: Pick<StatedFiles, 'config' | 'deleted' | 'allowEmpty'>,
  { objects, broken }: Pick<StoredConfiguration, 'objects' | 'broken'>,
): Problem[] {
  const fromFiles = [...objects, ...broken].filter(({ origin }) => origin === 'file');
  const meant = new Set(deleted);
  const isGone = goneFrom(config);
  const gone = fromFiles.filter((object) => isGone(object) && !meant.has(`${object.kind}/${object.id}`));
  if (statesNothing(config)) {
    return allowEmpty ? [] : all(fromFiles, gone);
  }
  return COUNTED.flatMap((kind) =>
    most(
      kind,
      gone.filter((object) => object.kind === kind),
      fromFiles.filter((object) => object.kind === kind).length,
    ),
  );
}

/** Whoever names every object that counts need not name what lies beside them. */
function all(fromFiles: readonly ObjectKey[], gone: readonly ObjectKey[]): Problem[] {
  const counts = ({ kind }: ObjectKey) => (COUNTED as readonly string[]).includes(kind);
  const unnamed = fromFiles.some(counts) ? gone.filter(counts) : gone;
  const objects = fromFiles.length;
  const message =
    `states nothing, and would delete everything that files stated before (${objects} ${objects === 1 ? 'object' : 'objects'}). ` +
    'Put the files back; if it is meant, set VIGIE_PROVISIONING_ALLOW_EMPTY=true';
  return unnamed.length === 0 ? [] : [{ path: '', message, reason: 'would-delete-all', data: { count: objects } }];
}

function most(kind: ConfigKind, gone: readonly ObjectKey[], of: number): Problem[] {
  if (gone.length < FEWEST || gone.length * 2 <= of) {
    return [];
  }
  const ids = gone.map(({ id }) => id);
  const message =
    `would delete ${ids.length} of the ${of} ${kind} from files: ${ids.join(', ')}. Put them back; if it is meant, ` +
    `add to a file: deleted: [${ids.map((id) => JSON.stringify(`${kind}/${id}`)).join(', ')}]`;
  return [{ path: '', message, reason: 'would-delete-most', data: { collection: kind, ids, of } }];
}
