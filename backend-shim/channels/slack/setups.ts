/** The ways to set Slack up: an app with buttons, a further channel of that app, an incoming webhook. */
import type { ChannelSetup } from '../../ports/channel.ts';

/** docs.slack.dev/reference/app-manifest. The app asks for no more than Vigie uses. */
const MANIFEST = [
  'display_information:',
  '  name: Vigie',
  '  description: On-call',
  'features:',
  '  bot_user:',
  '    display_name: vigie',
  '    always_online: true',
  'oauth_config:',
  '  scopes:',
  '    bot:',
  '      - chat:write',
  '      - chat:write.public',
  '      - usergroups:write',
  'settings:',
  '  interactivity:',
  '    is_enabled: true',
  '    request_url: {publicUrl}/callbacks/{id}',
];

const INVITE: ChannelSetup['steps'][number] = {
  what: { en: 'In a private channel, let the app in:', fr: 'Dans un canal privé, faites entrer l’application :' },
  copy: { name: 'Slack', text: ['/invite @vigie'] },
};

const ROOM_HINT = {
  en: 'Its name, as in #sre, or its id, at the end of its details. Empty: the app only reaches people',
  fr: 'Son nom, par exemple #sre, ou son identifiant, à la fin de ses détails. Vide : l’application ne joint que des personnes',
};

export const setups: readonly ChannelSetup[] = [
  {
    id: 'slack',
    group: 'chat',
    name: { en: 'Slack app', fr: 'Application Slack' },
    summary: {
      en: 'With buttons: one message for each incident, which changes in place; reaches people and channels',
      fr: 'Avec des boutons : un message par incident, mis à jour sur place ; joint les personnes et les canaux',
    },
    needs: [
      {
        en: 'A workspace of Slack in which you may install apps',
        fr: 'Un espace de travail Slack où vous pouvez installer des applications',
      },
      {
        en: 'For the buttons: Slack must reach {publicUrl}/callbacks',
        fr: 'Pour les boutons : Slack doit atteindre {publicUrl}/callbacks',
      },
    ],
    steps: [
      {
        what: {
          en: 'Create the app. Slack is given this manifest, in which the address of this installation already stands:',
          fr: 'Créez l’application. Slack reçoit ce manifeste, où l’adresse de cette installation figure déjà :',
        },
        link: {
          label: { en: 'Create the app in Slack', fr: 'Créer l’application dans Slack' },
          url: 'https://api.slack.com/apps?new_app=1&manifest_yaml={text}',
        },
        copy: { name: 'manifest.yml', text: MANIFEST },
      },
      {
        what: {
          en: 'Install it to the workspace, then copy two values: the bot token (page “OAuth & Permissions”) and the signing secret (page “Basic Information”).',
          fr: 'Installez-la dans l’espace de travail, puis copiez deux valeurs : le jeton du bot (page « OAuth & Permissions ») et le secret de signature (page « Basic Information »).',
        },
        link: {
          label: { en: 'Your apps in Slack', fr: 'Vos applications dans Slack' },
          url: 'https://api.slack.com/apps',
        },
      },
      INVITE,
    ],
    fields: [
      { name: 'token' },
      {
        name: 'signingSecret',
        hint: {
          en: 'It proves that presses of buttons come from Slack',
          fr: 'Il prouve que les clics sur les boutons viennent de Slack',
        },
      },
      { name: 'channel', required: false, hint: ROOM_HINT },
    ],
  },
  {
    id: 'slack-channel',
    group: 'chat',
    name: { en: 'Another channel in Slack', fr: 'Autre canal Slack' },
    summary: {
      en: 'One more channel for an app that is already set up here',
      fr: 'Un canal de plus pour une application déjà configurée ici',
    },
    needs: [{ en: 'A channel of the type “Slack app”', fr: 'Un canal de type « Application Slack »' }],
    steps: [INVITE],
    fields: [
      {
        name: 'channel',
        hint: {
          en: 'Its name, as in #sre, or its id, at the end of its details',
          fr: 'Son nom, par exemple #sre, ou son identifiant, à la fin de ses détails',
        },
      },
    ],
  },
  {
    id: 'slack-webhook',
    group: 'chat',
    name: { en: 'Slack webhook', fr: 'Webhook Slack' },
    summary: {
      en: 'The quickest way: it only posts, to one channel, without buttons',
      fr: 'Le plus rapide : il ne fait que publier, dans un seul canal, sans boutons',
    },
    needs: [
      {
        en: 'A workspace of Slack in which you may add incoming webhooks',
        fr: 'Un espace de travail Slack où vous pouvez ajouter des webhooks entrants',
      },
    ],
    steps: [
      {
        what: {
          en: 'Add an incoming webhook for the channel, and copy its address.',
          fr: 'Ajoutez un webhook entrant pour le canal, et copiez son adresse.',
        },
        link: {
          label: { en: 'Incoming webhooks in Slack', fr: 'Webhooks entrants dans Slack' },
          url: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
        },
      },
    ],
    fields: [
      {
        name: 'url',
        hint: {
          en: 'https://hooks.slack.com/services/T…/B…/…',
          fr: 'De la forme https://hooks.slack.com/services/T…/B…/…',
        },
      },
    ],
  },
];
