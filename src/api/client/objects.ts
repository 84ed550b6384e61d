/** Creates, changes and deletes configured objects. */
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
  | 'channels'
  | 'units'
  | 'work-profiles'
  | 'organisations';

/** Reports the kind of the object that was changed here, so that lists of names are loaded again. */
export const objectsChanged$ = new Subject<ObjectPath>();

interface Save {
  path: ObjectPath;
  /** null: the object is new. */
  id: string | null;
  body: object;
  /** The version that the person saw; an outdated one is a conflict. null: any version. */
  version: number | null;
  /** For rotas: the instant from which the state applies, ISO 8601; default: now. */
  from?: string | null;
}

/** Loads names again after a change. */
export function noted<T>(path: ObjectPath, sent: ApiResult<T>): ApiResult<T> {
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
