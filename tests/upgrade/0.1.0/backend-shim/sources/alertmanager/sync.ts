import type { PushSync } from '../../ports/source-sync.ts';
import { reconcileSilenced, tellBySilence } from '../shared/silences.ts';
import type { SilenceApi } from '../shared/silences.ts';
import { basic } from '../shared/tell.ts';

const api: SilenceApi = {
  base: ({ url }) => `${url ?? ''}/api/v2`,
  headers: ({ token, user, password }): Record<string, string> => {
    if (token !== null) {
      return { authorization: `Bearer ${token}` };
    }
    return user === null ? {} : { authorization: basic(user, password ?? '') };
  },
};

export const sync: PushSync = {
  mode: 'push',
  tell: (caller, telling) => tellBySilence(api, caller, telling),
  reconcile: (caller, asking) => reconcileSilenced(api, caller, asking),
};
