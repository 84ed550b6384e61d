/** Makes an import, which begins to read at once. */
import type { ImportablePager, NewImport } from '#modules/importing/contract/wizard';
import { refuse } from '../../../configuration/edit.ts';
import type { RefusedChange } from '../../../ports/configuration.ts';
import type { Caller } from '../../../rights/caller.ts';
import { lockImports } from '../../../store/concurrency/key-locks.ts';
import { insertImport, listImports, stepsText } from '../store/imports.ts';
import { NO_OUTCOME } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { Work } from '../../../store/work.ts';
import { auditImport } from './audit-import.ts';
import type { ImportResultRow } from './import-request.ts';

/** Each holds the people of another pager. */
const MOST_IMPORTS = 10;

export interface NewImportRequest {
  body: NewImport;
  caller: Caller;
  known: readonly ImportablePager[];
  seal(text: string): string;
}

export async function createImport(
  work: Work,
  { body, caller, known, seal }: NewImportRequest,
): Promise<ImportResultRow> {
  const pager = known.find(({ source }) => source === body.source);
  const url = (body.url ?? pager?.url ?? '').replace(/\/+$/, '');
  const refused = pager === undefined ? unknownSource(known) : url === '' ? urlMissing() : await tooMany(work);
  if (refused !== null) {
    return refused;
  }
  const { days, localTime } = body;
  const row: ImportTable = {
    id: work.ids.next(),
    source: body.source,
    url,
    keys: seal(body.key),
    settings: JSON.stringify({ days, localTime, replaceChanged: false, live: false }),
    steps: stepsText(['fetch', 'plan', 'prove']),
    caller: JSON.stringify(caller),
    progress: null,
    failure: null,
    outcome: JSON.stringify(NO_OUTCOME),
    lease_owner: null,
    lease_until: null,
    attempts: 0,
    created_at: work.now,
    created_by: caller.name,
    pressed_at: work.now,
    switched_at: null,
  };
  await insertImport(work, row);
  await auditImport(work, row.id, caller, 'create', { source: row.source, url, days, localTime });
  return { ok: true, row };
}

function unknownSource(known: readonly ImportablePager[]): RefusedChange {
  const choices = known.map(({ source }) => source);
  const message = `must be one of ${choices.join(', ')}`;
  return refuse('validation', `source ${message}`, { reason: 'invalid' }, [
    { path: 'source', message, reason: 'not-a-choice', data: { choices, meant: null } },
  ]);
}

function urlMissing(): RefusedChange {
  const message = 'is missing; give the address of the pager, such as https://pager.example.com';
  return refuse('validation', `url ${message}`, { reason: 'invalid' }, [
    { path: 'url', message, reason: 'missing', data: { wanted: 'text', choices: [] } },
  ]);
}

async function tooMany(work: Work): Promise<RefusedChange | null> {
  await lockImports(work);
  return (await listImports(work.tx)).length < MOST_IMPORTS
    ? null
    : refuse('conflict', `There are ${MOST_IMPORTS} imports. Delete one first.`, {
        reason: 'limit-reached',
        data: { limit: MOST_IMPORTS },
      });
}
