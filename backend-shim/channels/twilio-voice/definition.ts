/** Declares the channel for phone calls through Twilio: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { formatCheck, wholeNumberCheck } from '../shared/fields/field-checks.ts';
import { COSTLY_BUNDLE, VOICE_LIMIT } from '../shared/fields/limits.ts';
import { hasNumber, NUMBER_ADDRESS, NUMBER_FIELD, wrongNumber } from '../shared/fields/number.ts';
import { VOICE_CARRIES } from '../shared/services/served-definitions.ts';
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
  kind: 'twilio-voice',
  name: { en: 'Phone call (Twilio)', fr: 'Appel téléphonique (Twilio)' },
  serves: ['voice'],
  address: NUMBER_ADDRESS,
  isRoom: hasNumber,
  fields: [
    ACCOUNT_FIELD,
    {
      // The rule: Arcep, decision 2022-1583.
      name: 'from',
      secret: false,
      required: true,
      label: { en: 'Caller number', fr: 'Numéro appelant' },
      hint: {
        en: 'A number of the account, or one verified there (+33 9…). France: automatic calls may not show 06 or 07, 0937 to 0939 are made for them, and calls from abroad that show 01 to 05 or 09 without proof are cut',
        fr: 'Un numéro du compte, ou vérifié chez Twilio (+33 9…). France : les appels automatiques n’ont pas le droit d’afficher 06 ou 07, les numéros 0937 à 0939 sont faits pour eux, et les appels de l’étranger qui affichent 01 à 05 ou 09 sans preuve sont coupés',
      },
      wrong: formatCheck('phone-number', wrongNumber),
    },
    {
      name: 'ring',
      secret: false,
      required: false,
      label: { en: 'Ring for', fr: 'Durée de sonnerie' },
      hint: {
        en: 'Seconds: 25 (usual), 5 to 120. Shorter than it takes the voicemail to step in',
        fr: 'Secondes : 25 (par défaut), de 5 à 120. Moins qu’il n’en faut à la messagerie vocale pour décrocher',
      },
      wrong: wholeNumberCheck(5, 120, ' of seconds'),
    },
    {
      name: 'voiceEn',
      secret: false,
      required: false,
      label: { en: 'English voice', fr: 'Voix anglaise' },
      hint: {
        en: 'Polly.Amy (usual), or another that Twilio has for en-GB',
        fr: 'Polly.Amy (par défaut), ou une autre que Twilio propose pour en-GB',
      },
    },
    {
      name: 'voiceFr',
      secret: false,
      required: false,
      label: { en: 'French voice', fr: 'Voix française' },
      hint: {
        en: 'Polly.Lea (usual), or another that Twilio has for fr-FR',
        fr: 'Polly.Lea (par défaut), ou une autre que Twilio propose pour fr-FR',
      },
    },
    TWILIO_COUNTRIES_FIELD,
    ...API_FIELDS,
    ORDER_FIELD,
    {
      ...NUMBER_FIELD,
      hint: {
        en: 'Only for a room: always this number, read out without asking for keys',
        fr: 'Seulement pour un salon : toujours ce numéro, le message est lu sans demander de touche',
      },
    },
    ...ACCOUNT_SECRETS,
  ],
  check: checkApiKey,
  setups: [
    {
      id: 'twilio-voice',
      group: 'call',
      name: { en: 'Phone calls by Twilio', fr: 'Appels téléphoniques par Twilio' },
      summary: {
        en: 'Calls people, reads out the alert, and takes a pressed key as the answer',
        fr: 'Appelle les personnes, lit l’alerte, et prend une touche pour réponse',
      },
      needs: TWILIO_NEEDS,
      steps: [
        TWILIO_ACCOUNT_STEP,
        {
          what: {
            en: 'In Voice, Settings, Geo permissions, allow the countries of your people and no others.',
            fr: 'Dans Voice, Settings, Geo permissions, autorisez les pays de vos équipes et aucun autre.',
          },
        },
      ],
      fields: [{ name: 'accountSid' }, { name: 'authToken' }, { name: 'from' }],
    },
  ],
  carries: VOICE_CARRIES,
  limit: VOICE_LIMIT,
  bundle: COSTLY_BUNDLE,
};
