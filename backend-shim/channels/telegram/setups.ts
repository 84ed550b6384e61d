/** The ways to set Telegram up: a bot, and a further chat of that bot. */
import type { ChannelSetup } from '../../ports/channel.ts';

const GROUP: ChannelSetup['steps'][number] = {
  what: {
    en: 'For a group: add the bot to it and write /start@ and the name of the bot there; it answers with the number of the chat.',
    fr: 'Pour un groupe : ajoutez-y le bot et écrivez /start@ suivi du nom du bot ; il répond le numéro de la conversation.',
  },
};

export const setups: readonly ChannelSetup[] = [
  {
    id: 'telegram',
    group: 'chat',
    name: { en: 'Telegram bot', fr: 'Bot Telegram' },
    summary: {
      en: 'With buttons, at no cost; reaches people, groups and channels',
      fr: 'Avec des boutons, sans frais ; joint les personnes, les groupes et les canaux',
    },
    needs: [{ en: 'A Telegram account', fr: 'Un compte Telegram' }],
    steps: [
      {
        what: {
          en: 'Write this to @BotFather, answer its two questions, and copy the token that it gives.',
          fr: 'Écrivez ceci à @BotFather, répondez à ses deux questions, et copiez le jeton qu’il donne.',
        },
        link: { label: { en: 'Open @BotFather', fr: 'Ouvrir @BotFather' }, url: 'https://t.me/BotFather' },
        copy: { name: 'Telegram', text: ['/newbot'] },
      },
      {
        what: {
          en: 'Each person opens the bot and presses Start: a bot cannot write first. It answers with the number for their contact method.',
          fr: 'Chaque personne ouvre le bot et appuie sur « Démarrer » : un bot ne peut pas écrire en premier. Il répond le numéro à saisir comme moyen de contact.',
        },
      },
      GROUP,
    ],
    fields: [
      { name: 'token' },
      {
        name: 'chat',
        required: false,
        hint: {
          en: '-1001234567890, or @sre_alerts. Empty: the bot only reaches people',
          fr: '-1001234567890, ou @sre_alerts. Vide : le bot ne joint que des personnes',
        },
      },
    ],
  },
  {
    id: 'telegram-chat',
    group: 'chat',
    name: { en: 'Another chat in Telegram', fr: 'Autre conversation Telegram' },
    summary: {
      en: 'One more group or channel for a bot that is already set up here',
      fr: 'Un groupe ou un canal de plus pour un bot déjà configuré ici',
    },
    needs: [{ en: 'A channel of the type “Telegram bot”', fr: 'Un canal de type « Bot Telegram »' }],
    steps: [GROUP],
    fields: [{ name: 'chat', hint: { en: '-1001234567890, or @sre_alerts', fr: '-1001234567890, ou @sre_alerts' } }],
  },
];
