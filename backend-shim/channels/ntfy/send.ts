/** Sends messages through ntfy and classifies the outcome. */
import type { Channel } from '../../ports/channel.ts';
import { hostOf, textSetting } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import { postJson } from '../shared/http/post-json.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { definition } from './definition.ts';
import { renderNtfy } from './render.ts';
import { topicOf } from './topic.ts';

export function createNtfyChannel({ http, clock }: HttpChannelDeps): Channel {
  return {
    definition,
    lane: (to, settings) => `ntfy:${hostOf(textSetting(settings, 'url') ?? to)}`,
    async send(request) {
      const target = topicOf(textSetting(request.settings, 'url') ?? request.to);
      if (target === null) {
        return { kind: 'never', reason: 'bad-address', detail: 'the address does not end with the name of a topic' };
      }
      const token = request.secrets['secret'];
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const result = await postJson(http, target.server, renderNtfy(request.message, target.topic), request, headers);
      return serviceOutcome(result, clock.machine());
    },
  };
}
