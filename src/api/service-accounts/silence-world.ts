/** What the service account for silences lives between: this Grafana as the reader may use it, and the sidecar. */
import { config } from '@grafana/runtime';
import { firstValueFrom, timer } from 'rxjs';
import { segment, send } from '../client/client.ts';
import { saveObject } from '../client/objects.ts';
import { callGrafana } from '../grafana/grafana-call.ts';
import type { StoredIntegration } from '../resources/integrations.ts';
import type { SilenceWorld } from './silence-account.ts';

/** Each sidecar looks for changes every second. */
const OTHERS_LEARN_MS = 3_000;

/** At the moment: the reader may change to another organisation. */
export function silenceWorld(): SilenceWorld {
  const limit = config.tokenExpirationDayLimit ?? -1;
  return {
    grafana: { call: callGrafana, organisation: config.bootData.user.orgId, dayLimit: limit > 0 ? limit : null },
    save: (integration) => {
      const { id, version } = integration;
      return saveObject<StoredIntegration>({ path: 'integrations', id, version, body: integration });
    },
    read: (id) => send<StoredIntegration>({ path: `integrations/${segment(id)}` }),
    othersLearn: () => firstValueFrom(timer(OTHERS_LEARN_MS)),
  };
}
