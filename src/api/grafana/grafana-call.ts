/** Calls an API of Grafana's own with the rights of the reader. */
import { getBackendSrv } from '@grafana/runtime';
import { catchError, firstValueFrom, map, of } from 'rxjs';
import type { ApiResult } from '../client/client.ts';
import { grafanaFailure } from './grafana-failure.ts';

export interface GrafanaCall<T> {
  url: string;
  method?: string;
  data?: unknown;
  headers?: Record<string, string>;
  /** Some refusals are results, which their body describes. */
  salvage?: (data: unknown) => T | null;
}

export function callGrafana<T>({ salvage, ...request }: GrafanaCall<T>): Promise<ApiResult<T>> {
  const refused = (thrown: unknown): ApiResult<T> => {
    const value = salvage?.((thrown as { data?: unknown } | null)?.data) ?? null;
    return value === null ? { ok: false, failure: grafanaFailure(thrown) } : { ok: true, value };
  };
  return firstValueFrom(
    getBackendSrv()
      .fetch<T>({ method: 'GET', ...request, showErrorAlert: false, showSuccessAlert: false })
      .pipe(
        map(({ data }): ApiResult<T> => ({ ok: true, value: data })),
        catchError((thrown: unknown) => of(refused(thrown))),
      ),
  );
}
