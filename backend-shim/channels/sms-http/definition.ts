/** Declares the channel for SMS through an HTTP gateway: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { choiceCheck, urlCheck } from '../shared/fields/field-checks.ts';
import { COSTLY_BUNDLE, SMS_LIMIT } from '../shared/fields/limits.ts';
import { hasNumber, NUMBER_ADDRESS, NUMBER_FIELD } from '../shared/fields/number.ts';
import { ORDER_FIELD } from '../shared/services/services.ts';
import { TOKEN_FIELD } from '../shared/fields/callback-token.ts';
import { COUNTRIES_FIELD } from '../shared/fields/countries.ts';
import { checkTemplates } from './check.ts';
import { PRESET_IDS } from './presets.ts';
import { setups } from './setups.ts';

export const definition: ChannelDefinition = {
  kind: 'sms-http',
  name: { en: 'SMS (HTTP gateway)', fr: 'SMS (passerelle HTTP)' },
  address: NUMBER_ADDRESS,
  isRoom: hasNumber,
  serves: ['sms'],
  setups,
  fields: [
    {
      name: 'preset',
      secret: false,
      required: false,
      label: { en: 'Gateway', fr: 'Passerelle' },
      hint: {
        en: 'A known one, whose requests Vigie has: then the address and the body below may stay empty',
        fr: 'L’une de celles dont Vigie connaît les requêtes : l’adresse et le corps ci-dessous peuvent alors rester vides',
      },
      input: { choices: PRESET_IDS.map((value) => ({ value, label: null })) },
      wrong: choiceCheck(PRESET_IDS),
    },
    {
      name: 'server',
      secret: false,
      required: false,
      label: { en: 'Server', fr: 'Serveur' },
      hint: {
        en: 'The first part of the address; in templates {{ server }}',
        fr: 'Le début de l’adresse ; dans les modèles {{ server }}',
      },
      wrong: urlCheck,
    },
    {
      name: 'account',
      secret: false,
      required: false,
      label: { en: 'Account', fr: 'Compte' },
      hint: {
        en: 'Where the gateway wants one besides the user; in templates {{ account }}',
        fr: 'Si la passerelle en demande un en plus de l’utilisateur ; dans les modèles {{ account }}',
      },
    },
    {
      name: 'url',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Address', fr: 'Adresse' },
      hint: {
        en: 'Liquid: https://sms.example.com/send?to={{ to | url_encode }}&text={{ text | url_encode }}',
        fr: 'Liquid : https://sms.example.com/send?to={{ to | url_encode }}&text={{ text | url_encode }}',
      },
    },
    {
      name: 'method',
      secret: false,
      required: false,
      label: { en: 'Method', fr: 'Méthode' },
      hint: { en: 'Of the request; POST (usual)', fr: 'Celle de la requête ; POST (par défaut)' },
      input: { choices: ['POST', 'GET'].map((value) => ({ value, label: null })) },
      wrong: (text) => choiceCheck(['POST', 'GET'])(text.toUpperCase()),
    },
    {
      name: 'contentType',
      secret: false,
      required: false,
      label: { en: 'Content type', fr: 'Type de contenu' },
      hint: {
        en: 'Of the body; application/json (usual)',
        fr: 'Celui du corps ; application/json (par défaut)',
      },
      input: {
        choices: ['application/json', 'application/x-www-form-urlencoded', 'text/plain'].map((value) => ({
          value,
          label: null,
        })),
        isOpen: true,
      },
    },
    {
      name: 'body',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Body', fr: 'Corps' },
      hint: {
        en: 'Liquid: {"to": {{ to | json }}, "text": {{ text | json }}}',
        fr: 'Liquid : {"to": {{ to | json }}, "text": {{ text | json }}}',
      },
      input: 'lines',
    },
    {
      name: 'expect',
      secret: false,
      required: false,
      label: { en: 'Answer must contain', fr: 'La réponse doit contenir' },
      hint: {
        en: 'For gateways that answer 200 to everything: "status":"OK"',
        fr: 'Pour les passerelles qui répondent 200 à tout : "status":"OK"',
      },
    },
    {
      name: 'sender',
      secret: false,
      required: false,
      label: { en: 'Sender', fr: 'Expéditeur' },
      hint: {
        en: 'The number that people see, for the contact that lets it through a silent phone; in templates {{ sender }}',
        fr: 'Le numéro que les gens voient, pour le contact qui le laisse sonner sur un téléphone en silencieux ; dans les modèles {{ sender }}',
      },
    },
    COUNTRIES_FIELD,
    {
      name: 'replyFrom',
      secret: false,
      required: false,
      label: { en: 'Replies: number', fr: 'Réponses : numéro' },
      hint: {
        en: 'Name of the field with the number that wrote, in the address, the form or the JSON: from (usual), payload.phoneNumber',
        fr: 'Nom du champ qui porte le numéro de l’auteur, dans l’adresse, le formulaire ou le JSON : from (par défaut), payload.phoneNumber',
      },
    },
    {
      name: 'replyText',
      secret: false,
      required: false,
      label: { en: 'Replies: text', fr: 'Réponses : texte' },
      hint: { en: 'text (usual), payload.message', fr: 'text (par défaut), payload.message' },
    },
    {
      name: 'replyId',
      secret: false,
      required: false,
      label: { en: 'Replies: id', fr: 'Réponses : identifiant' },
      hint: {
        en: 'id (usual); the same message twice is heard once',
        fr: 'id (par défaut) ; un même message reçu deux fois n’est pris en compte qu’une fois',
      },
    },
    {
      name: 'receiptId',
      secret: false,
      required: false,
      label: { en: 'Receipts: id', fr: 'Accusés de réception : identifiant' },
      hint: {
        en: 'Name of the field with the {{ id }} of the message: id (usual), payload.messageId',
        fr: 'Nom du champ qui porte le {{ id }} du message : id (par défaut), payload.messageId',
      },
    },
    {
      name: 'receiptState',
      secret: false,
      required: false,
      label: { en: 'Receipts: state', fr: 'Accusés de réception : état' },
      hint: {
        en: 'Name of the field with the state: status (usual), event',
        fr: 'Nom du champ qui porte l’état : status (par défaut), event',
      },
    },
    {
      name: 'delivered',
      secret: false,
      required: false,
      label: { en: 'Receipts: arrived', fr: 'Accusés de réception : arrivé' },
      hint: {
        en: 'Values of the state: 1 delivered DELIVRD sms:delivered (usual)',
        fr: 'Valeurs de l’état : 1 delivered DELIVRD sms:delivered (par défaut)',
      },
    },
    {
      name: 'undelivered',
      secret: false,
      required: false,
      label: { en: 'Receipts: did not arrive', fr: 'Accusés de réception : non arrivé' },
      hint: {
        en: 'Values of the state: 2 16 undelivered failed rejected expired UNDELIV sms:failed (usual)',
        fr: 'Valeurs de l’état : 2 16 undelivered failed rejected expired UNDELIV sms:failed (par défaut)',
      },
    },
    ORDER_FIELD,
    NUMBER_FIELD,
    {
      name: 'user',
      secret: false,
      required: false,
      label: { en: 'User', fr: 'Utilisateur' },
      hint: { en: 'HTTP Basic, with the password below', fr: 'HTTP Basic, avec le mot de passe ci-dessous' },
    },
    {
      name: 'password',
      secret: true,
      required: false,
      label: { en: 'Password', fr: 'Mot de passe' },
      hint: { en: 'Also in templates as {{ password }}', fr: 'Aussi disponible dans les modèles : {{ password }}' },
    },
    {
      ...TOKEN_FIELD,
      label: { en: 'Token for receipts and replies', fr: 'Jeton des accusés de réception et des réponses' },
      hint: {
        en: 'Any 24 letters and digits; they end the addresses that the gateway is given for what it reports',
        fr: '24 lettres et chiffres au choix ; ils terminent les adresses données à la passerelle pour ce qu’elle signale',
      },
    },
    {
      name: 'token',
      secret: true,
      required: false,
      label: { en: 'Token', fr: 'Jeton' },
      hint: {
        en: 'Sent as Authorization: Bearer; also in templates as {{ token }}',
        fr: 'Envoyé comme Authorization: Bearer ; aussi disponible dans les modèles : {{ token }}',
      },
    },
  ],
  check: checkTemplates,
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundle: COSTLY_BUNDLE,
};
