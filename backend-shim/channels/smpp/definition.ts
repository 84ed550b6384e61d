/**
 * Declares the channel for SMS through an SMPP service centre (SMSC): its settings, its contact methods, and the checks
 * of both.
 */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { choiceCheck, formatCheck, wholeNumberCheck } from '../shared/fields/field-checks.ts';
import { COSTLY_BUNDLE, SMS_LIMIT } from '../shared/fields/limits.ts';
import { hasNumber, NUMBER_ADDRESS, NUMBER_FIELD } from '../shared/fields/number.ts';
import { ORDER_FIELD } from '../shared/services/services.ts';

import { ID_FORMS } from './receipt.ts';
import { wrongSender } from './settings.ts';

export const definition: ChannelDefinition = {
  kind: 'smpp',
  name: { en: 'SMS (SMPP 3.4)', fr: 'SMS (SMPP 3.4)' },
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  isRoom: hasNumber,
  fields: [
    {
      name: 'host',
      secret: false,
      required: true,
      label: { en: 'SMSC', fr: 'SMSC' },
      hint: { en: 'smpp.example.com', fr: 'smpp.example.com' },
    },
    {
      name: 'port',
      secret: false,
      required: false,
      label: { en: 'Port', fr: 'Port' },
      hint: { en: '2775 (usual), with TLS 3550', fr: '2775 (par défaut), avec TLS 3550' },
      wrong: wholeNumberCheck(1, 65_535),
    },
    {
      name: 'tls',
      secret: false,
      required: false,
      label: { en: 'TLS', fr: 'TLS' },
      hint: {
        en: 'Encrypts the connection, usually on port 3550',
        fr: 'Chiffre la connexion, en général sur le port 3550',
      },
      input: 'switch',
    },
    {
      name: 'ca',
      secret: false,
      required: false,
      label: { en: 'Authority', fr: 'Autorité de certification' },
      hint: {
        en: 'PEM, only where the certificate of the SMSC is not signed by a public one',
        fr: 'PEM, seulement si le certificat du SMSC n’est pas signé par une autorité publique',
      },
      input: 'lines',
    },
    {
      name: 'systemId',
      secret: false,
      required: true,
      label: { en: 'System id', fr: 'Identifiant système' },
      hint: { en: 'The name of your account', fr: 'Le nom de votre compte' },
    },
    {
      name: 'systemType',
      secret: false,
      required: false,
      label: { en: 'System type', fr: 'Type de système' },
      hint: { en: 'Only where the operator gives one', fr: 'Seulement si l’opérateur en donne un' },
    },
    {
      name: 'from',
      secret: false,
      required: false,
      label: { en: 'Sender', fr: 'Expéditeur' },
      hint: {
        en: 'A number (+33…), a short code (38080), or up to 11 letters, which nobody can answer',
        fr: 'Un numéro (+33…), un numéro court (38080), ou jusqu’à 11 lettres, auxquelles personne ne peut répondre',
      },
      wrong: formatCheck('smpp-sender', wrongSender),
    },
    {
      name: 'window',
      secret: false,
      required: false,
      label: { en: 'Window', fr: 'Fenêtre' },
      hint: {
        en: 'Messages under way at once: 10 (usual), at most 100',
        fr: 'Messages en cours à la fois : 10 (par défaut), 100 au plus',
      },
      wrong: wholeNumberCheck(1, 100),
    },
    {
      name: 'parts',
      secret: false,
      required: false,
      label: { en: 'Parts', fr: 'Segments' },
      hint: {
        en: 'SMS a message may cost: 1 (usual) to 6',
        fr: 'Nombre de SMS que peut coûter un message : de 1 (par défaut) à 6',
      },
      wrong: wholeNumberCheck(1, 6),
    },
    {
      name: 'unicode',
      secret: false,
      required: false,
      label: { en: 'Other scripts', fr: 'Autres alphabets' },
      hint: {
        en: 'Written as they are, 70 characters a part; needs more than one part',
        fr: 'Écrits tels quels, 70 caractères par segment ; demande plus d’un segment',
      },
      input: 'switch',
    },
    {
      name: 'validity',
      secret: false,
      required: false,
      label: { en: 'Valid for', fr: 'Validité' },
      hint: {
        en: 'Minutes after which an SMS that did not arrive is given up: 60 (usual), at most 1440',
        fr: 'Minutes après lesquelles un SMS qui n’est pas arrivé est abandonné : 60 (par défaut), 1440 au plus',
      },
      wrong: wholeNumberCheck(1, 1440),
    },
    {
      name: 'receiptIds',
      secret: false,
      required: false,
      label: { en: 'Ids in receipts', fr: 'Identifiants des accusés de réception' },
      hint: {
        en: 'same (usual); hex-in-answers or decimal-in-answers where receipts write the id otherwise',
        fr: 'same (par défaut) ; hex-in-answers ou decimal-in-answers si les accusés de réception écrivent l’identifiant autrement',
      },
      input: { choices: ID_FORMS.map((value) => ({ value, label: null })) },
      wrong: choiceCheck(ID_FORMS),
    },
    ORDER_FIELD,
    NUMBER_FIELD,
    {
      name: 'password',
      secret: true,
      required: true,
      label: { en: 'Password', fr: 'Mot de passe' },
      hint: { en: 'At most 8 characters, says SMPP', fr: '8 caractères au plus, selon SMPP' },
    },
  ],
  setups: [
    {
      id: 'smpp',
      group: 'sms',
      summary: {
        en: 'A direct line to an operator, with receipts and replies: the way for production in France',
        fr: 'Une ligne directe vers un opérateur, avec accusés de réception et réponses : la voie pour la production en France',
      },
      needs: [
        {
          en: 'From your operator: host and port, whether TLS, system id and password, the sender that you may use',
          fr: 'De votre opérateur : hôte et port, avec TLS ou non, identifiant système et mot de passe, expéditeur autorisé',
        },
      ],
      steps: [
        {
          what: {
            en: 'Each sidecar needs one bind, as transceiver: ask for as many as you run.',
            fr: 'Chaque sidecar utilise un bind, en mode transceiver : demandez-en autant que vous en avez.',
          },
        },
      ],
      fields: [
        { name: 'host' },
        { name: 'systemId' },
        { name: 'password' },
        { name: 'tls', required: false },
        { name: 'from', required: false },
      ],
    },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundle: COSTLY_BUNDLE,
};
