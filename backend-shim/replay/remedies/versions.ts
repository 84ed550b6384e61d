/** Applies the changes of a remedy to every version of the objects that a period knew. */
import type { ConfigVersionTable } from '../../store/schema/settings.ts';
import { parseStored } from '../../store/stored/json.ts';
import type { WorldParts } from '../worlds.ts';
import type { RemedyChange } from './changes.ts';

type Parts = Omit<WorldParts, 'draft'>;

export function partsWith(parts: Parts, changes: readonly RemedyChange[]): WorldParts {
  const made = changes.filter(({ from }) => from === null);
  return {
    ...parts,
    versions: changes.reduce(changed, parts.versions),
    draft: made.flatMap(({ kind, id, change }) => {
      const body = change(null);
      const more = { origin: 'api' as const, version: 1, createdAt: 0, updatedAt: 0 };
      return body === null ? [] : [{ kind, id, body, ...more }];
    }),
  };
}

function changed(
  versions: readonly ConfigVersionTable[],
  { kind, id, from, change }: RemedyChange,
): readonly ConfigVersionTable[] {
  const isFrom = (row: ConfigVersionTable) => row.kind === kind && row.id === from;
  const changedRow = (row: ConfigVersionTable): ConfigVersionTable[] => {
    const read = parseStored(row.body ?? 'null', { kind, id: row.id });
    const body = read.ok && read.value !== null ? change(read.value) : null;
    return body === null ? [] : [{ ...row, id, body: JSON.stringify(body) }];
  };
  return id === from
    ? versions.map((row) => (isFrom(row) ? (changedRow(row)[0] ?? row) : row))
    : [...versions, ...versions.filter(isFrom).flatMap(changedRow)];
}
