/** Declares the channel for Vigie's own app. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../shared/fields/destination.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';

export const definition: ChannelDefinition = {
  kind: 'web-push',
  name: { en: 'Phone app', fr: 'Application mobile' },
  address: {
    label: { en: 'Device', fr: 'Appareil' },
    hint: {
      en: 'Added by scanning the code on the profile page',
      fr: 'S’ajoute en scannant le code de la page de profil',
    },
    format: 'web-address',
    sealed: true,
    validate: wrongUrl,
  },
  fields: [],
  carries: { update: true, reply: false, buttons: true, receipt: true },
  rings: true,
  limit: NO_LIMIT,
  bundle: null,
};
