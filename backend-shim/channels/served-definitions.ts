/** Types of contact methods that name what the person has, not the service behind it. */
import type { ChannelDefinition } from '../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from './limits.ts';
import { NUMBER_ADDRESS } from './number.ts';

export const sms: ChannelDefinition = {
  kind: 'sms',
  name: 'SMS',
  address: NUMBER_ADDRESS,
  fields: [],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
