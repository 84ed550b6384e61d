/** The plugin's settings in Grafana, per organization. */
import { getBackendSrv } from '@grafana/runtime';
import { catchError, firstValueFrom, map, of } from 'rxjs';
import type { ApiResult } from '../client/client.ts';
import { toFailure } from '../client/failure.ts';

/** Readable by everyone who can see the plugin. */
export interface PluginSettings {
  /** The address at which Grafana's server reaches the sidecar, without a slash at the end. */
  sidecarUrl?: string;
}

/** Write-only: Grafana shows only which of them are set. */
interface SecretSettings {
  sidecarToken?: string;
}

export interface SettingsChange {
  enabled: boolean;
  pinned: boolean;
  jsonData: PluginSettings;
  /** Absent: the stored value stays. */
  secureJsonData?: SecretSettings;
}

export function saveSettings(pluginId: string, change: SettingsChange): Promise<ApiResult<unknown>> {
  return firstValueFrom(
    getBackendSrv()
      .fetch<unknown>({
        url: `/api/plugins/${pluginId}/settings`,
        method: 'POST',
        data: change,
        showErrorAlert: false,
        showSuccessAlert: false,
      })
      .pipe(
        map(({ data }): ApiResult<unknown> => ({ ok: true, value: data })),
        catchError((thrown: unknown) => of<ApiResult<unknown>>({ ok: false, failure: toFailure(thrown) })),
      ),
  );
}
