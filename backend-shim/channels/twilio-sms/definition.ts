/** Declares the channel for SMS through Twilio: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { badFormat, wholeNumberCheck } from '../shared/fields/field-checks.ts';
import { COSTLY_BUNDLE, SMS_LIMIT } from '../shared/fields/limits.ts';
import { hasNumber, NUMBER_ADDRESS, NUMBER_FIELD } from '../shared/fields/number.ts';
import { ORDER_FIELD } from '../shared/services/services.ts';
import {
  ACCOUNT_FIELD,
  ACCOUNT_SECRETS,
  API_FIELDS,
  checkApiKey,
  TWILIO_ACCOUNT_STEP,
  TWILIO_COUNTRIES_FIELD,
  TWILIO_NEEDS,
} from '../shared/twilio/twilio-account.ts';

export const definition: ChannelDefinition = {
  kind: 'twilio-sms',
  name: { en: 'SMS (Twilio)', fr: 'SMS (Twilio)' },
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  isRoom: hasNumber,
  fields: [
    ACCOUNT_FIELD,
    {
      name: 'from',
      secret: false,
      required: false,
      label: { en: 'Sender', fr: 'Expéditeur' },
      hint: {
        en: 'A number of the account (+33…), a short code, or up to 11 letters, which nobody can answer',
        fr: 'Un numéro du compte (+33…), un numéro court, ou jusqu’à 11 lettres, auxquelles personne ne peut répondre',
      },
    },
    {
      name: 'messagingService',
      secret: false,
      required: false,
      label: { en: 'Messaging service', fr: 'Service de messagerie' },
      hint: {
        en: 'MG…, instead of a sender: Twilio then picks the number that fits the country',
        fr: 'MG…, à la place d’un expéditeur : Twilio choisit alors le numéro qui convient au pays',
      },
      wrong: (text) =>
        /^MG[0-9a-f]{32}$/.test(text) ? null : badFormat('twilio-service', 'must be MG and 32 hexadecimal digits'),
    },
    TWILIO_COUNTRIES_FIELD,
    {
      name: 'validity',
      secret: false,
      required: false,
      label: { en: 'Valid for', fr: 'Validité' },
      hint: {
        en: 'Minutes after which an SMS that did not leave is given up: 60 (usual), at most 600',
        fr: 'Minutes après lesquelles un SMS qui n’est pas parti est abandonné : 60 (par défaut), 600 au plus',
      },
      wrong: wholeNumberCheck(1, 600, ' of minutes'),
    },
    ...API_FIELDS,
    ORDER_FIELD,
    NUMBER_FIELD,
    ...ACCOUNT_SECRETS,
  ],
  check(service) {
    const given = ['from', 'messagingService'].filter((name) => textSetting(service.settings, name) !== null);
    const sender: ChannelSettingProblem[] =
      given.length === 1
        ? []
        : [
            {
              field: 'from',
              message: 'must be given where "messagingService" is not, and not beside it',
              reason: 'exactly-one',
              data: { of: ['from', 'messagingService'], given },
            },
          ];
    return [...sender, ...checkApiKey(service)];
  },
  setups: [
    {
      id: 'twilio-sms',
      group: 'sms',
      name: { en: 'Twilio', fr: 'Twilio' },
      summary: { en: 'SMS with receipts and replies', fr: 'SMS avec accusés de réception et réponses' },
      needs: TWILIO_NEEDS,
      steps: [
        TWILIO_ACCOUNT_STEP,
        {
          what: {
            en: 'For replies: in the settings of the number, “A message comes in”, Webhook, POST:',
            fr: 'Pour les réponses : dans les paramètres du numéro, « A message comes in », Webhook, POST :',
          },
          copy: { name: 'Webhook', text: ['{publicUrl}/callbacks/{id}/sms'] },
        },
      ],
      fields: [{ name: 'accountSid' }, { name: 'authToken' }, { name: 'from' }],
    },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundle: COSTLY_BUNDLE,
};
