import type { Channel } from '../../ports/channel.ts';
import { secretUrl } from '../destination.ts';
import { httpOutcome } from '../http-outcome.ts';
import { postJson } from '../post-json.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { definition } from './definition.ts';
import { renderSlack } from './render.ts';

export function createSlackChannel({ http, clock }: HttpChannelDeps): Channel {
  return {
    definition,
    lane: () => 'slack',
    async send(request) {
      const result = await postJson(http, secretUrl(request), renderSlack(request.message), request);
      return httpOutcome(result, clock.machine());
    },
  };
}
