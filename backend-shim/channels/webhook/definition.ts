/** Declares the webhook channel: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { checkTemplates } from './check.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';

function validate(to: string): string | null {
  const url = URL.parse(to);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'must be a complete address that begins with https:// or http://';
  }
  return null;
}

export const definition: ChannelDefinition = {
  kind: 'webhook',
  name: { en: 'Webhook', fr: 'Webhook' },
  address: {
    label: { en: 'URL', fr: 'URL' },
    hint: { en: 'https://hooks.example.com/ann', fr: 'https://hooks.example.com/ann' },
    format: 'web-address',
    sealed: true,
    validate,
  },
  fields: [
    {
      name: 'url',
      secret: false,
      sealed: true,
      required: true,
      label: { en: 'URL', fr: 'URL' },
      hint: {
        en: 'Gets a POST with a JSON body; with a template below, Liquid',
        fr: 'Reçoit un POST avec un corps JSON ; avec un modèle ci-dessous, Liquid',
      },
    },
    {
      name: 'secret',
      secret: true,
      required: false,
      label: { en: 'Signing secret', fr: 'Secret de signature' },
      hint: {
        en: 'Signs each request, so that the receiver knows it is from Vigie',
        fr: 'Signe chaque requête, pour que le destinataire sache qu’elle vient de Vigie',
      },
    },
    {
      name: 'template',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Body', fr: 'Corps' },
      hint: {
        en: 'Liquid, in place of Vigie’s own body: {"summary": {{ incident.title | json }}}; nothing is sent where it renders to nothing',
        fr: 'Liquid, à la place du corps de Vigie : {"summary": {{ incident.title | json }}} ; rien n’est envoyé si le résultat est vide',
      },
      input: 'lines',
    },
    {
      name: 'method',
      secret: false,
      required: false,
      label: { en: 'Method', fr: 'Méthode' },
      hint: { en: 'Of the request; POST (usual), or Liquid', fr: 'Celle de la requête ; POST (par défaut), ou Liquid' },
      input: { choices: ['POST', 'PUT', 'PATCH'].map((value) => ({ value, label: null })), isOpen: true },
    },
    {
      name: 'contentType',
      secret: false,
      required: false,
      label: { en: 'Content type', fr: 'Type de contenu' },
      hint: { en: 'application/json (usual)', fr: 'application/json (par défaut)' },
    },
    {
      name: 'headers',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Headers', fr: 'En-têtes' },
      hint: {
        en: 'One a line, Liquid: X-Api-Key: {{ secrets.token }}',
        fr: 'Un par ligne, Liquid : X-Api-Key: {{ secrets.token }}',
      },
      input: 'lines',
    },
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
      hint: {
        en: 'Also in templates as {{ secrets.password }}',
        fr: 'Aussi disponible dans les modèles : {{ secrets.password }}',
      },
    },
    {
      name: 'token',
      secret: true,
      required: false,
      label: { en: 'Token', fr: 'Jeton' },
      hint: {
        en: 'Sent as Authorization: Bearer, unless the headers say otherwise; also {{ secrets.token }}',
        fr: 'Envoyé comme Authorization: Bearer, sauf si les en-têtes disent autre chose ; aussi {{ secrets.token }}',
      },
    },
    {
      name: 'appToken',
      secret: true,
      required: false,
      label: { en: 'Second token', fr: 'Second jeton' },
      hint: {
        en: 'For services that want two: {{ secrets.appToken }}',
        fr: 'Pour les services qui en demandent deux : {{ secrets.appToken }}',
      },
    },
    {
      name: 'loginUrl',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Login address', fr: 'Adresse de connexion' },
      hint: {
        en: 'Asked first, for a session or an OAuth 2 token',
        fr: 'Appelée d’abord, pour obtenir une session ou un jeton OAuth 2',
      },
    },
    {
      name: 'loginBody',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Login body', fr: 'Corps de connexion' },
      hint: {
        en: 'Liquid; POST as a form or JSON. Without it, GET',
        fr: 'Liquid ; POST en formulaire ou en JSON. Sans lui, GET',
      },
      input: 'lines',
    },
    {
      name: 'loginHeaders',
      secret: false,
      sealed: true,
      required: false,
      label: { en: 'Login headers', fr: 'En-têtes de connexion' },
      hint: { en: 'One a line, Liquid', fr: 'Un par ligne, Liquid' },
      input: 'lines',
    },
    {
      name: 'loginField',
      secret: false,
      required: false,
      label: { en: 'Login field', fr: 'Champ de connexion' },
      hint: {
        en: 'Of its answer: access_token (usual); then {{ session }}',
        fr: 'Dans la réponse : access_token (par défaut) ; ensuite {{ session }}',
      },
    },
    ...ROOM_FIELDS,
  ],
  setups: [
    {
      id: 'webhook',
      group: 'other',
      summary: {
        en: 'Sends signed JSON, or a body of your own, to an address: a script, an automation, a ticket system',
        fr: 'Envoie du JSON signé, ou un corps de votre choix, à une adresse : script, automatisation, outil de tickets',
      },
      needs: [
        {
          en: 'An address that takes a POST, and that the sidecar reaches',
          fr: 'Une adresse qui accepte un POST, et que le sidecar atteint',
        },
      ],
      steps: [
        {
          what: {
            en: 'With a signing secret, the receiver checks the header X-Vigie-Signature by the same secret.',
            fr: 'Avec un secret de signature, le destinataire vérifie l’en-tête X-Vigie-Signature par le même secret.',
          },
        },
      ],
      fields: [
        { name: 'url', hint: { en: 'Gets a POST with a JSON body', fr: 'Reçoit un POST avec un corps JSON' } },
        { name: 'secret', required: false },
      ],
    },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundle: null,
  check: checkTemplates,
};
