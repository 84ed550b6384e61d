/** Replaces the ingest token of an integration. */
import { DAY } from '#domain/time/duration';
import type { RefusedChange, TokenReplacement } from '../ports/configuration.ts';
import { writeAudit } from '../store/access/audit.ts';
import { lockConfiguration } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';
import { findEditable } from './edit.ts';
import { rowOf, saveObject } from './rows.ts';
import type { EditDeps } from './edit.ts';
import { INGEST_TOKEN_BYTES, withToken } from './ingest-token.ts';
import type { IntegrationBody } from './ingest-token.ts';
import { readObjects } from './objects.ts';

export async function replaceToken(
  work: Work,
  deps: EditDeps,
  request: TokenReplacement,
): Promise<{ ok: true; token: string; oldUntil: number } | RefusedChange> {
  await lockConfiguration(work);
  const objects = await readObjects(work, deps.vault);
  const { integration: id, actor } = request;
  const before = findEditable(objects, { resource: 'integrations', id, ifVersion: request.ifVersion, actor });
  if ('ok' in before) {
    return before;
  }
  const token = work.ids.secret(INGEST_TOKEN_BYTES);
  const oldUntil = work.now + DAY;
  const body = withToken(before.body as IntegrationBody, token, work.now);
  await saveObject(work, rowOf(deps.vault, { ...before, body, version: before.version + 1, updatedAt: work.now }));
  await writeAudit(work, [
    { actor, action: 'replace-token', kind: 'integrations', subject: id, before: null, after: null },
  ]);
  return { ok: true, token, oldUntil };
}
