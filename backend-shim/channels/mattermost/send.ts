import type { Channel } from '../../ports/channel.ts';
import { secretUrl, textSetting } from '../destination.ts';
import { httpOutcome } from '../http-outcome.ts';
import { postJson } from '../post-json.ts';
import type { HttpChannelDeps } from '../post-json.ts';
import { definition } from './definition.ts';
import { renderMattermost } from './render.ts';

export function createMattermostChannel({ http, clock }: HttpChannelDeps): Channel {
  return {
    definition,
    lane: () => 'mattermost',
    async send(request) {
      const body = renderMattermost(request.message, textSetting(request.settings, 'channel'));
      return httpOutcome(await postJson(http, secretUrl(request), body, request), clock.machine());
    },
  };
}
