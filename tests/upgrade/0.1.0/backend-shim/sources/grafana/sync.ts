import type { PushSync } from '../../ports/source-sync.ts';
import { reconcileSilenced, tellBySilence } from '../shared/silences.ts';
import type { SilenceApi } from '../shared/silences.ts';

/** The Alertmanager inside Grafana; the token is a service account's that may write silences. */
const api: SilenceApi = {
  base: ({ url }) => `${url ?? ''}/api/alertmanager/grafana/api/v2`,
  headers: ({ token }) => ({ authorization: `Bearer ${token ?? ''}` }),
};

export const sync: PushSync = {
  mode: 'push',
  tell: (caller, telling) => tellBySilence(api, caller, telling),
  reconcile: (caller, asking) => reconcileSilenced(api, caller, asking),
};
