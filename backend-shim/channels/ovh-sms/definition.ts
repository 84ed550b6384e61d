/** Declares the channel for SMS through OVHcloud: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { formatCheck, urlCheck, wholeNumberCheck } from '../shared/fields/field-checks.ts';
import { COSTLY_BUNDLE, SMS_LIMIT } from '../shared/fields/limits.ts';
import { hasNumber, NUMBER_ADDRESS, NUMBER_FIELD } from '../shared/fields/number.ts';
import { ORDER_FIELD } from '../shared/services/services.ts';
import { TOKEN_FIELD } from '../shared/fields/callback-token.ts';
import { COUNTRIES_FIELD } from '../shared/fields/countries.ts';

import { wrongAccount } from './account.ts';

export const definition: ChannelDefinition = {
  kind: 'ovh-sms',
  name: { en: 'SMS (OVHcloud)', fr: 'SMS (OVHcloud)' },
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  isRoom: hasNumber,
  fields: [
    {
      name: 'service',
      secret: false,
      required: true,
      label: { en: 'SMS account', fr: 'Compte SMS' },
      hint: {
        en: 'sms-ab12345-1, as the control panel shows it',
        fr: 'sms-ab12345-1, tel que l’espace client l’affiche',
      },
      wrong: formatCheck('ovh-account', wrongAccount),
    },
    {
      name: 'applicationKey',
      secret: false,
      required: true,
      label: { en: 'Application key', fr: 'Clé d’application' },
      hint: { en: 'From eu.api.ovh.com/createToken', fr: 'Sur eu.api.ovh.com/createToken' },
    },
    {
      name: 'sender',
      secret: false,
      required: false,
      label: { en: 'Sender', fr: 'Expéditeur' },
      hint: {
        en: 'A sender that OVHcloud has validated; empty: a short number, which people can answer',
        fr: 'Un expéditeur validé par OVHcloud ; vide : un numéro court, auquel on peut répondre',
      },
    },
    COUNTRIES_FIELD,
    {
      name: 'validity',
      secret: false,
      required: false,
      label: { en: 'Valid for', fr: 'Validité' },
      hint: {
        en: 'Minutes after which an SMS that did not arrive is given up: 60 (usual), at most 2880',
        fr: 'Minutes après lesquelles un SMS qui n’est pas arrivé est abandonné : 60 (par défaut), 2880 au plus',
      },
      wrong: wholeNumberCheck(1, 2880, ' of minutes'),
    },
    {
      name: 'apiUrl',
      secret: false,
      required: false,
      label: { en: 'API address', fr: 'Adresse de l’API' },
      hint: { en: 'https://eu.api.ovh.com/1.0 (usual)', fr: 'https://eu.api.ovh.com/1.0 (par défaut)' },
      wrong: urlCheck,
    },
    ORDER_FIELD,
    NUMBER_FIELD,
    {
      name: 'applicationSecret',
      secret: true,
      required: true,
      label: { en: 'Application secret', fr: 'Secret d’application' },
      hint: { en: 'From eu.api.ovh.com/createToken', fr: 'Sur eu.api.ovh.com/createToken' },
    },
    {
      name: 'consumerKey',
      secret: true,
      required: true,
      label: { en: 'Consumer key', fr: 'Clé de consommateur (consumer key)' },
      hint: {
        en: 'From eu.api.ovh.com/createToken, for GET and POST on /sms/*',
        fr: 'Sur eu.api.ovh.com/createToken, pour GET et POST sur /sms/*',
      },
    },
    {
      ...TOKEN_FIELD,
      label: { en: 'Token for receipts', fr: 'Jeton des accusés de réception' },
      hint: {
        en: 'Any 24 letters and digits; they end the address that OVHcloud is given for receipts',
        fr: '24 lettres et chiffres au choix ; ils terminent l’adresse donnée à OVHcloud pour les accusés de réception',
      },
    },
  ],
  setups: [
    {
      id: 'ovh-sms',
      group: 'sms',
      name: { en: 'OVHcloud (API)', fr: 'OVHcloud (API)' },
      summary: {
        en: 'SMS with receipts and replies, through the API of OVHcloud',
        fr: 'SMS avec accusés de réception et réponses, par l’API d’OVHcloud',
      },
      needs: [
        {
          en: 'An SMS account of OVHcloud with credits; turn automatic recredit on',
          fr: 'Un compte SMS OVHcloud avec des crédits ; activez la recharge automatique',
        },
      ],
      steps: [
        {
          what: {
            en: 'Create the keys; the rights are filled in. Choose the validity “Unlimited”.',
            fr: 'Créez les clés ; les droits sont déjà remplis. Choisissez la validité « Unlimited ».',
          },
          link: {
            label: { en: 'Create the keys', fr: 'Créer les clés' },
            url: 'https://eu.api.ovh.com/createToken/?GET=/sms/*&POST=/sms/*',
          },
        },
        {
          what: {
            en: 'For receipts: make the token under “Advanced”, and give this address to the account (PUT /sms/{serviceName}, field callBack):',
            fr: 'Pour les accusés de réception : créez le jeton sous « Avancé », et donnez cette adresse au compte (PUT /sms/{serviceName}, champ callBack) :',
          },
          copy: { name: 'callBack', text: ['{publicUrl}/callbacks/{id}/receipt/{callbackToken}'] },
        },
      ],
      fields: [{ name: 'service' }, { name: 'applicationKey' }, { name: 'applicationSecret' }, { name: 'consumerKey' }],
    },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundle: COSTLY_BUNDLE,
};
