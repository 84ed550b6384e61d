import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS, NUMBER_FIELD } from '../number.ts';
import { ORDER_FIELD } from '../services.ts';
import { ACCOUNT_FIELD, ACCOUNT_SECRETS, API_FIELDS, TWILIO_COUNTRIES_FIELD } from '../shared/twilio-account.ts';

export const definition: ChannelDefinition = {
  kind: 'twilio-sms',
  name: { en: 'SMS (Twilio)', fr: 'SMS (Twilio)' },
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  fields: [
    ACCOUNT_FIELD,
    {
      name: 'from', secret: false, required: false,
      label: { en: 'Sender', fr: 'Expéditeur' },
      hint: { en: 'A number of the account (+33…), a short code, or up to 11 letters, which nobody can answer', fr: 'Un numéro du compte (+33…), un numéro court, ou jusqu’à 11 lettres, auxquelles personne ne peut répondre' },
    },
    {
      name: 'messagingService', secret: false, required: false,
      label: { en: 'Messaging service', fr: 'Service de messagerie' },
      hint: { en: 'MG…, instead of a sender: Twilio then picks the number that fits the country', fr: 'MG…, à la place d’un expéditeur : Twilio choisit alors le numéro qui convient au pays' },
    },
    TWILIO_COUNTRIES_FIELD,
    {
      name: 'validity', secret: false, required: false,
      label: { en: 'Valid for', fr: 'Validité' },
      hint: { en: 'Minutes after which an SMS that did not leave is given up: 60 (usual), at most 600', fr: 'Minutes après lesquelles un SMS qui n’est pas parti est abandonné : 60 (par défaut), 600 au plus' },
    },
    ...API_FIELDS,
    ORDER_FIELD,
    NUMBER_FIELD,
    ...ACCOUNT_SECRETS,
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
