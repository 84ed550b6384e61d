/** What people configure: made, changed, deleted. */
import { Subject } from 'rxjs';
import type { Stored } from '#contract/stored';
import type { ApiResult } from './client.ts';
import { segment, send } from './client.ts';

export type ObjectPath =
  | 'rotas'
  | 'calendars'
  | 'policies'
  | 'integrations'
  | 'users'
  | 'teams'
  | 'absences'
  | 'time-windows'
  | 'maintenances'
  | 'subscriptions'
  | 'channels';

/** Says which kind of object was changed here, so that what lists their names asks again. */
export const objectsChanged$ = new Subject<ObjectPath>();

interface Save {
  path: ObjectPath;
  /** null: a new one. */
  id: string | null;
  body: object;
  /** What the person saw; a stale one is a conflict. null: whatever is there. */
  version: number | null;
  /** Of rotas: the instant from which it holds, ISO 8601; without it, now. */
  from?: string | null;
}

function noted<T>(path: ObjectPath, sent: ApiResult<T>): ApiResult<T> {
  if (sent.ok) {
    objectsChanged$.next(path);
  }
  return sent;
}

export async function saveObject<T>({ path, id, body, version, from = null }: Save): Promise<ApiResult<Stored<T>>> {
  const where =
    id === null ? { method: 'POST' as const, path } : { method: 'PUT' as const, path: `${path}/${segment(id)}` };
  return noted(
    path,
    await send<Stored<T>>({
      ...where,
      body,
      ...(from !== null && { query: { from } }),
      ...(version !== null && { ifMatch: version }),
    }),
  );
}

export async function removeObject(path: ObjectPath, id: string, version: number | null): Promise<ApiResult<unknown>> {
  return noted(
    path,
    await send<unknown>({
      method: 'DELETE',
      path: `${path}/${segment(id)}`,
      ...(version !== null && { ifMatch: version }),
    }),
  );
}
