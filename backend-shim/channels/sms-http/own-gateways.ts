/** The ways to set up gateways of one's own: a preset with a few fields, or templates by hand. */
import type { ChannelSetup } from '../../ports/channel.ts';
import { preset, RECEIPTS, REPLIES, reports } from './setup-parts.ts';

export const ownGateways: readonly ChannelSetup[] = [
  preset('kannel', {
    name: 'Kannel',
    summary: {
      en: 'SMS through a gateway of your own, with receipts and replies',
      fr: 'SMS par votre propre passerelle, avec accusés de réception et réponses',
    },
    needs: [
      {
        en: 'Kannel with a smsbox (sendsms) that the sidecar reaches',
        fr: 'Kannel avec une smsbox (sendsms) que le sidecar atteint',
      },
    ],
    steps: [
      {
        what: { en: 'In kannel.conf, a user for Vigie:', fr: 'Dans kannel.conf, un utilisateur pour Vigie :' },
        link: {
          label: { en: 'Kannel’s manual', fr: 'Le manuel de Kannel' },
          url: 'https://www.kannel.org/userguide.shtml',
        },
        copy: { name: 'kannel.conf', text: ['group = sendsms-user', 'username = vigie', 'password = …'] },
      },
      reports(
        {
          en: 'For replies: make the token under “Advanced”, and add this:',
          fr: 'Pour les réponses : créez le jeton sous « Avancé », et ajoutez ceci :',
        },
        [
          'group = sms-service',
          'keyword = default',
          'catch-all = true',
          'max-messages = 0',
          `get-url = "${REPLIES}?from=%p&text=%a&id=%I"`,
        ],
        'kannel.conf',
      ),
    ],
    fields: [
      { name: 'server', hint: { en: 'http://kannel:13013', fr: 'Par exemple http://kannel:13013' } },
      { name: 'user', hint: { en: '“username” of sendsms-user', fr: '« username » de sendsms-user' } },
      { name: 'password', hint: { en: '“password” of sendsms-user', fr: '« password » de sendsms-user' } },
    ],
  }),
  preset('playsms', {
    name: 'playSMS',
    summary: {
      en: 'SMS through a gateway of your own, with replies',
      fr: 'SMS par votre propre passerelle, avec réponses',
    },
    needs: [{ en: 'playSMS, which the sidecar reaches', fr: 'playSMS, que le sidecar atteint' }],
    steps: [
      {
        what: {
          en: 'In the configuration of the user, turn webservices on and copy the webservices token.',
          fr: 'Dans la configuration de l’utilisateur, activez les webservices et copiez le jeton (webservices token).',
        },
      },
      reports(
        {
          en: 'For replies: make the token under “Advanced”, then Features, SMS forward, with this address:',
          fr: 'Pour les réponses : créez le jeton sous « Avancé », puis Features, SMS forward, avec cette adresse :',
        },
        [`${REPLIES}?from={SMSSENDER}&text={SMSCONTENT}`],
      ),
    ],
    fields: [
      { name: 'server', hint: { en: 'https://playsms.example.com', fr: 'Par exemple https://playsms.example.com' } },
      { name: 'user', hint: { en: 'A user of playSMS', fr: 'Un utilisateur de playSMS' } },
      {
        name: 'password',
        label: { en: 'Webservices token', fr: 'Jeton des webservices' },
        hint: { en: 'Of this user', fr: 'Celui de cet utilisateur' },
      },
    ],
  }),
  preset('sms-gate', {
    name: 'SMS Gateway for Android',
    summary: {
      en: 'SMS through a phone of your own, with receipts and replies: for tests, and as the reserve',
      fr: 'SMS par un téléphone à vous, avec accusés de réception et réponses : pour les essais, et en secours',
    },
    needs: [
      {
        en: 'An Android phone with a SIM card, out of battery saving, at an address that the sidecar reaches',
        fr: 'Un téléphone Android avec une carte SIM, sans économie de batterie, à une adresse que le sidecar atteint',
      },
    ],
    steps: [
      {
        what: {
          en: 'Install the app, turn “Local server” on, and copy the address, user and password that it shows.',
          fr: 'Installez l’application, activez « Local server », et copiez l’adresse, l’utilisateur et le mot de passe affichés.',
        },
        link: { label: { en: 'About the app', fr: 'À propos de l’application' }, url: 'https://docs.sms-gate.app/' },
      },
      reports(
        {
          en: 'For receipts and replies: make the token under “Advanced”, then register these once, on a machine that reaches the phone:',
          fr: 'Pour les accusés de réception et les réponses : créez le jeton sous « Avancé », puis enregistrez ceci une fois, depuis une machine qui atteint le téléphone :',
        },
        [
          ['sms:received', REPLIES],
          ['sms:delivered', RECEIPTS],
          ['sms:failed', RECEIPTS],
        ].map(
          ([event, url]) =>
            `curl -u <user>:<password> -H 'Content-Type: application/json' {server}/webhooks -d '{"event": "${event}", "url": "${url}"}'`,
        ),
        'shell',
      ),
    ],
    fields: [
      { name: 'server', hint: { en: 'http://192.168.1.20:8080', fr: 'Par exemple http://192.168.1.20:8080' } },
      { name: 'user', hint: { en: 'As the app shows it', fr: 'Tel que l’application l’affiche' } },
      { name: 'password', hint: { en: 'As the app shows it', fr: 'Tel que l’application l’affiche' } },
    ],
  }),
  {
    id: 'sms-http',
    group: 'sms',
    name: { en: 'Another HTTP gateway', fr: 'Autre passerelle HTTP' },
    summary: {
      en: 'Every gateway that takes an SMS as an HTTP request, by templates of your own',
      fr: 'Toute passerelle qui accepte un SMS sous forme de requête HTTP, avec vos propres modèles',
    },
    needs: [
      {
        en: 'The gateway’s documentation: the address, the body, and how it knows you',
        fr: 'La documentation de la passerelle : l’adresse, le corps, et comment elle vous identifie',
      },
    ],
    steps: [
      reports(
        {
          en: 'For receipts and replies: make the token under “Advanced”, and give these addresses to the gateway:',
          fr: 'Pour les accusés de réception et les réponses : créez le jeton sous « Avancé », et donnez ces adresses à la passerelle :',
        },
        [RECEIPTS, REPLIES],
      ),
    ],
    fields: [{ name: 'url' }, { name: 'body', required: false }, { name: 'token', required: false }],
  },
];
