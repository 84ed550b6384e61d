/** Restores what somebody deleted some seconds ago, and lets every answer on the page be asked for again. */
import { Subject } from 'rxjs';
import type { RestorableName } from '#contract/deletion';
import type { ApiResult } from './client.ts';
import { send } from './client.ts';
import type { ObjectPath } from './objects.ts';
import { objectsChanged$ } from './objects.ts';

/** Emits after a deletion was undone: any list may miss the object. */
export const restored$ = new Subject<void>();

/** @param id of an override: `<rota>/<override>` */
export async function undoDeletion(resource: RestorableName, id: string): Promise<ApiResult<unknown>> {
  const sent = await send<unknown>({ method: 'POST', path: 'deletions/undo', body: { resource, id } });
  if (sent.ok) {
    if (resource !== 'overrides' && resource !== 'units' && resource !== 'work-profiles') {
      objectsChanged$.next(resource satisfies ObjectPath);
    }
    restored$.next();
  }
  return sent;
}
