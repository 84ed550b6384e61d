/** The ways to set SMS through HTTP up: operators first, then gateways of one's own. */
import type { TranslatedText } from '#contract/base/translated';
import type { ChannelSetup } from '../../ports/channel.ts';
import { ownGateways } from './own-gateways.ts';
import { preset, REPLIES, reports } from './setup-parts.ts';

const TO_SENDER: TranslatedText = {
  en: 'A number or up to 11 letters, as the account may use it',
  fr: 'Un numéro ou jusqu’à 11 lettres, selon ce que le compte autorise',
};

const operators: readonly ChannelSetup[] = [
  preset('ovh-http2sms', {
    name: 'OVHcloud (http2sms)',
    summary: {
      en: 'SMS with three fields; without receipts and replies, which “OVHcloud (API)” has',
      fr: 'SMS en trois champs ; sans accusés de réception ni réponses, qu’offre « OVHcloud (API) »',
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
          en: 'In the control panel, open the SMS account, then “API users”, and add a user with a password.',
          fr: 'Dans l’espace client, ouvrez le compte SMS, puis « Utilisateurs API », et ajoutez un utilisateur avec un mot de passe.',
        },
        link: {
          label: { en: 'SMS users at OVHcloud', fr: 'Les utilisateurs SMS chez OVHcloud' },
          url: 'https://docs.ovhcloud.com/en/guides/web-cloud/messaging/sms/sms-users',
        },
      },
    ],
    fields: [
      {
        name: 'account',
        label: { en: 'SMS account', fr: 'Compte SMS' },
        hint: {
          en: 'sms-ab12345-1, as the control panel shows it',
          fr: 'sms-ab12345-1, tel que l’espace client l’affiche',
        },
      },
      { name: 'user', hint: { en: 'The name of the API user', fr: 'Le nom de l’utilisateur API' } },
      { name: 'password', hint: { en: 'That of the API user', fr: 'Celui de l’utilisateur API' } },
      {
        name: 'sender',
        required: false,
        hint: {
          en: 'A sender that OVHcloud has validated; empty: a short number, in France only',
          fr: 'Un expéditeur validé par OVHcloud ; vide : un numéro court, en France seulement',
        },
      },
    ],
  }),
  preset('free-mobile', {
    name: 'Free Mobile',
    summary: {
      en: 'SMS at no cost to one number: that of the subscriber',
      fr: 'SMS gratuits vers un seul numéro : celui de l’abonné',
    },
    needs: [
      {
        en: 'A subscription of Free Mobile: SMS go to its own number and no other, so the channel is a room',
        fr: 'Un abonnement Free Mobile : les SMS vont à son numéro et à aucun autre, le canal est donc un salon',
      },
    ],
    steps: [
      {
        what: {
          en: 'In the subscriber’s account, under “Mes options”, turn “Notifications par SMS” on, and copy the key.',
          fr: 'Dans l’espace abonné, sous « Mes options », activez « Notifications par SMS », et copiez la clé.',
        },
        link: {
          label: { en: 'Open the account', fr: 'Ouvrir l’espace abonné' },
          url: 'https://mobile.free.fr/account/mes-options',
        },
      },
    ],
    fields: [
      { name: 'user', hint: { en: 'The 8 digits of the login', fr: 'Les 8 chiffres de l’identifiant' } },
      {
        name: 'password',
        label: { en: 'Key', fr: 'Clé' },
        hint: { en: 'Of “Notifications par SMS”', fr: 'Celle de « Notifications par SMS »' },
      },
      {
        name: 'to',
        hint: { en: 'That of the subscription: +33 6 12 34 56 78', fr: 'Celui de l’abonnement : +33 6 12 34 56 78' },
      },
    ],
  }),
  preset('orange-contact-everyone', {
    name: 'Orange Contact Everyone',
    summary: {
      en: 'SMS through Orange Business, with one token; without receipts and replies',
      fr: 'SMS par Orange Business, avec un seul jeton ; sans accusés de réception ni réponses',
    },
    needs: [
      {
        en: 'A contract “Contact Everyone” of Orange Business with the API Light',
        fr: 'Un contrat « Contact Everyone » d’Orange Business avec l’API Light',
      },
    ],
    steps: [
      {
        what: {
          en: 'In Contact Everyone, open the settings of the API Light and copy the token.',
          fr: 'Dans Contact Everyone, ouvrez les paramètres de l’API Light et copiez le jeton.',
        },
        link: {
          label: { en: 'Open Contact Everyone', fr: 'Ouvrir Contact Everyone' },
          url: 'https://contact-everyone.orange-business.com/',
        },
      },
    ],
    fields: [
      {
        name: 'password',
        label: { en: 'Token', fr: 'Jeton' },
        hint: { en: 'Of the API Light', fr: 'Celui de l’API Light' },
      },
    ],
  }),
  preset('vonage', {
    name: 'Vonage',
    summary: { en: 'SMS with replies, without receipts', fr: 'SMS avec réponses, sans accusés de réception' },
    needs: [{ en: 'An account of Vonage with credit', fr: 'Un compte Vonage approvisionné' }],
    steps: [
      {
        what: {
          en: 'Copy the API key and the API secret from the dashboard.',
          fr: 'Copiez la clé et le secret d’API affichés par le tableau de bord.',
        },
        link: {
          label: { en: 'Open the dashboard', fr: 'Ouvrir le tableau de bord' },
          url: 'https://dashboard.nexmo.com/',
        },
      },
      reports(
        {
          en: 'For replies: make the token under “Advanced”, and give this address as webhook of inbound SMS:',
          fr: 'Pour les réponses : créez le jeton sous « Avancé », et donnez cette adresse comme webhook des SMS entrants :',
        },
        [REPLIES],
      ),
    ],
    fields: [
      { name: 'user', label: { en: 'API key', fr: 'Clé d’API' }, hint: { en: '8 characters', fr: '8 caractères' } },
      {
        name: 'password',
        label: { en: 'API secret', fr: 'Secret d’API' },
        hint: { en: 'Beside the key', fr: 'À côté de la clé' },
      },
      { name: 'sender', hint: TO_SENDER },
    ],
  }),
  preset('twilio-compatible', {
    name: { en: 'Twilio-compatible (SignalWire …)', fr: 'Compatible Twilio (SignalWire …)' },
    summary: {
      en: 'SMS through a service that speaks Twilio’s API, with receipts and replies',
      fr: 'SMS par un service qui parle l’API de Twilio, avec accusés de réception et réponses',
    },
    needs: [
      {
        en: 'A project with a number. For Twilio itself take “Twilio”, whose reports are signed',
        fr: 'Un projet avec un numéro. Pour Twilio même, prenez « Twilio », dont les comptes rendus sont signés',
      },
    ],
    steps: [
      {
        what: {
          en: 'In SignalWire, page “API”: the project id, a token with the scope Messaging, and the address of the space, followed by /api/laml.',
          fr: 'Dans SignalWire, page « API » : l’identifiant du projet, un jeton avec le droit Messaging, et l’adresse de l’espace, suivie de /api/laml.',
        },
        link: {
          label: { en: 'About its API', fr: 'À propos de son API' },
          url: 'https://signalwire.com/docs/compatibility-api',
        },
      },
      reports(
        {
          en: 'Receipts need only the token under “Advanced”. For replies, give this address to the number (“when a message comes in”):',
          fr: 'Les accusés de réception n’ont besoin que du jeton sous « Avancé ». Pour les réponses, donnez cette adresse au numéro (« when a message comes in ») :',
        },
        [REPLIES],
      ),
    ],
    fields: [
      {
        name: 'server',
        hint: {
          en: 'https://example.signalwire.com/api/laml',
          fr: 'Par exemple https://example.signalwire.com/api/laml',
        },
      },
      {
        name: 'user',
        label: { en: 'Account', fr: 'Compte' },
        hint: { en: 'Project id or account SID', fr: 'Identifiant du projet, ou SID du compte' },
      },
      { name: 'password', label: { en: 'Token', fr: 'Jeton' }, hint: { en: 'Of the API', fr: 'Celui de l’API' } },
      { name: 'sender', hint: { en: 'A number of the account (+33…)', fr: 'Un numéro du compte (+33…)' } },
    ],
  }),
];

export const setups: readonly ChannelSetup[] = [...operators, ...ownGateways];
