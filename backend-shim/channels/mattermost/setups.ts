/** The ways to set Mattermost up: a bot with buttons, a further channel of that bot, an incoming webhook. */
import type { ChannelSetup } from '../../ports/channel.ts';

const ID_HINT = {
  en: '26 letters and digits, at the bottom of “View info”. Empty: the bot only reaches people',
  fr: '26 lettres et chiffres, en bas de « Voir les informations ». Vide : le bot ne joint que des personnes',
};

export const setups: readonly ChannelSetup[] = [
  {
    id: 'mattermost',
    group: 'chat',
    name: { en: 'Mattermost bot', fr: 'Bot Mattermost' },
    summary: {
      en: 'With buttons: one message for each incident, which changes in place; reaches people and channels',
      fr: 'Avec des boutons : un message par incident, mis à jour sur place ; joint les personnes et les canaux',
    },
    needs: [
      {
        en: 'A server of Mattermost, and somebody who may create bot accounts there',
        fr: 'Un serveur Mattermost, et quelqu’un qui peut y créer des comptes de bot',
      },
      {
        en: 'For the buttons: the server of Mattermost must reach {publicUrl}/callbacks',
        fr: 'Pour les boutons : le serveur Mattermost doit atteindre {publicUrl}/callbacks',
      },
    ],
    steps: [
      {
        what: {
          en: 'In the system console, turn bot accounts on (Integrations, Bot accounts).',
          fr: 'Dans la console système, activez les comptes de bot (Intégrations, Comptes de bot).',
        },
        link: {
          label: { en: 'Bot accounts in Mattermost', fr: 'Comptes de bot dans Mattermost' },
          url: 'https://developers.mattermost.com/integrate/reference/bot-accounts/',
        },
      },
      {
        what: {
          en: 'Under Integrations, Bot accounts, add a bot called vigie, and copy its token. Add the bot to the team, and to each channel that it posts to.',
          fr: 'Sous Intégrations, Comptes de bot, ajoutez un bot nommé vigie, et copiez son jeton. Ajoutez le bot à l’équipe et à chaque canal où il publie.',
        },
      },
      {
        what: {
          en: 'If the address of Vigie is private, name its host in the system console (Environment, Developer, Allow untrusted internal connections):',
          fr: 'Si l’adresse de Vigie est privée, indiquez son hôte dans la console système (Environnement, Développeur, Autoriser les connexions internes non fiables) :',
        },
        copy: { name: 'AllowedUntrustedInternalConnections', text: ['{publicHost}'] },
      },
    ],
    fields: [
      {
        name: 'server',
        hint: { en: 'https://mattermost.example.com', fr: 'Par exemple https://mattermost.example.com' },
      },
      { name: 'token' },
      { name: 'channel', required: false, hint: ID_HINT },
    ],
  },
  {
    id: 'mattermost-channel',
    group: 'chat',
    name: { en: 'Another channel in Mattermost', fr: 'Autre canal Mattermost' },
    summary: {
      en: 'One more channel for a bot that is already set up here',
      fr: 'Un canal de plus pour un bot déjà configuré ici',
    },
    needs: [{ en: 'A channel of the type “Mattermost bot”', fr: 'Un canal de type « Bot Mattermost »' }],
    steps: [
      {
        what: {
          en: 'Add the bot to the channel, then copy the id of the channel: “View info”, at the bottom.',
          fr: 'Ajoutez le bot au canal, puis copiez l’identifiant du canal : « Voir les informations », en bas.',
        },
      },
    ],
    fields: [
      {
        name: 'channel',
        hint: {
          en: '26 letters and digits, at the bottom of “View info”',
          fr: '26 lettres et chiffres, en bas de « Voir les informations »',
        },
      },
    ],
  },
  {
    id: 'mattermost-webhook',
    group: 'chat',
    name: { en: 'Mattermost webhook', fr: 'Webhook Mattermost' },
    summary: {
      en: 'The quickest way: it only posts, to one channel, without buttons',
      fr: 'Le plus rapide : il ne fait que publier, dans un seul canal, sans boutons',
    },
    needs: [
      {
        en: 'A server of Mattermost on which you may add incoming webhooks',
        fr: 'Un serveur Mattermost où vous pouvez ajouter des webhooks entrants',
      },
    ],
    steps: [
      {
        what: {
          en: 'Under Integrations, Incoming webhooks, add one for the channel, and copy its address.',
          fr: 'Sous Intégrations, Webhooks entrants, ajoutez-en un pour le canal, et copiez son adresse.',
        },
        link: {
          label: { en: 'Incoming webhooks in Mattermost', fr: 'Webhooks entrants dans Mattermost' },
          url: 'https://developers.mattermost.com/integrate/webhooks/incoming/',
        },
      },
    ],
    fields: [
      {
        name: 'url',
        hint: {
          en: 'https://mattermost.example.com/hooks/…',
          fr: 'De la forme https://mattermost.example.com/hooks/…',
        },
      },
    ],
  },
];
