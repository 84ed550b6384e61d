/** The setting that names the pagers whose paths are served. */
import type { Config } from '#contract/config';
import { settingsOf } from '../../config/config.ts';
import type { SidecarConfig } from '../../config/config.ts';
import { severalOf } from '../../config/values.ts';
import type { ConfigProblem } from '../../config/values.ts';
import { COMPAT_APIS } from './http/apis.ts';
import type { CompatApi } from './http/apis.ts';

export const COMPAT_SETTINGS = { VIGIE_COMPAT: severalOf(COMPAT_APIS).default([]) };

export function servedApis(config: SidecarConfig): readonly CompatApi[] {
  return settingsOf(COMPAT_SETTINGS, config).VIGIE_COMPAT;
}

/** Senders that keep another pager's paths get 404 there, and their alerts are lost. */
export function unservedSenders(config: SidecarConfig, { integrations }: Config): ConfigProblem[] {
  const served = servedApis(config);
  return (['pagerduty', 'opsgenie'] as const).flatMap((api) => {
    const ids = integrations.filter(({ type }) => type === api).map(({ id }) => id);
    return ids.length === 0 || served.includes(api)
      ? []
      : [
          {
            variable: 'VIGIE_COMPAT',
            message: `does not name ${api}: senders of ${ids.join(', ')} find nothing at the paths that they know`,
            why: { reason: 'senders-unserved', data: { api, integrations: ids } },
          },
        ];
  });
}
