/**
 * Declares the types of contact methods that are named after what the person has (`sms`, `voice`), not after a service.
 */
import type { ChannelDefinition } from '../../../ports/channel.ts';
import { COSTLY_BUNDLE, SMS_LIMIT, VOICE_LIMIT } from '../fields/limits.ts';
import { NUMBER_ADDRESS } from '../fields/number.ts';

export const sms: ChannelDefinition = {
  kind: 'sms',
  name: { en: 'SMS', fr: 'SMS' },
  address: NUMBER_ADDRESS,
  fields: [],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundle: COSTLY_BUNDLE,
};

/** The messages that a call can carry, whichever service makes it. Good news is not announced by a call. */
export const VOICE_CARRIES: ChannelDefinition['carries'] = {
  update: false,
  reply: false,
  buttons: true,
  receipt: true,
  questions: true,
};

export const voice: ChannelDefinition = {
  kind: 'voice',
  name: { en: 'Phone call', fr: 'Appel téléphonique' },
  address: NUMBER_ADDRESS,
  fields: [],
  carries: VOICE_CARRIES,
  limit: VOICE_LIMIT,
  bundle: COSTLY_BUNDLE,
};
