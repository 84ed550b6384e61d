/** Reads the open alerts of Grafana and writes silences back to it. */
import type { PushSync } from '../../ports/source-sync.ts';
import { reconcileSilences } from '../shared/silence-states.ts';
import { tellBySilence } from '../shared/silences.ts';
import type { SilenceApi } from '../shared/silences.ts';
import { verdictsByRules } from './rules.ts';

/** The Alertmanager inside Grafana; the token belongs to a service account that may write silences. */
const api: SilenceApi = {
  base: ({ url }) => `${url ?? ''}/api/alertmanager/grafana/api/v2`,
  headers: ({ token }) => ({ authorization: `Bearer ${token ?? ''}` }),
  knowsRules: true,
  verdicts: verdictsByRules,
};

export const sync: PushSync = {
  mode: 'push',
  tell: (caller, telling) => tellBySilence(api, caller, telling),
  tellsSilences: true,
  reconcile: (caller, asking) => reconcileSilences(api, caller, asking),
};
