/** Sends messages through Microsoft Teams and classifies the outcome. */
import type { Channel } from '../../ports/channel.ts';
import { secretUrl } from '../shared/fields/destination.ts';
import { httpOutcome } from '../shared/http/http-outcome.ts';
import { postJson } from '../shared/http/post-json.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { definition } from './definition.ts';
import { renderTeams } from './render.ts';

export function createTeamsChannel({ http, clock }: HttpChannelDeps): Channel {
  return {
    definition,
    lane: () => 'teams',
    async send(request) {
      const result = await postJson(http, secretUrl(request), renderTeams(request.message), request);
      return httpOutcome(result, clock.machine());
    },
  };
}
