/**
 * Keeps a Slack user group (`@sre-on-call`) equal to who is on call
 * (docs.slack.dev/reference/methods/usergroups.users.update).
 */
import type { ChannelService, ChannelServices, DeliveryOutcome } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import type { HttpChannelDeps } from '../shared/http/post-json.ts';
import { misconfigured } from '../shared/services/services.ts';
import { botOf } from '../shared/chat/chat-bots.ts';
import { callSlack } from './api.ts';
import { definition, isMember } from './definition.ts';

export async function setGroup(
  deps: HttpChannelDeps & { services: ChannelServices },
  service: ChannelService,
  members: readonly string[],
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const usergroup = textSetting(service.settings, 'userGroup');
  const found = botOf(service, deps.services(definition.kind));
  if (usergroup === null || !found.ok) {
    return misconfigured(found.ok ? 'give "userGroup"' : found.problem);
  }
  const users = members.filter(isMember);
  if (users.length === 0) {
    // Slack refuses an empty group.
    return misconfigured(
      'nobody who is on call has a member ID here, and Slack keeps no empty group: it still holds whom it held before',
    );
  }
  const result = await callSlack(deps, found.bot, {
    method: 'usergroups.users.update',
    body: { usergroup, users: users.join(',') },
    signal,
  });
  return result.ok ? { kind: 'done', providerId: null } : result.outcome;
}
