/** Declares the channel for mail: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { formatCheck } from '../shared/fields/field-checks.ts';
import { LISTING_BUNDLE, NO_LIMIT } from '../shared/fields/limits.ts';

/** Deliberately loose: only the mail server knows which addresses exist. Quoted local parts are not supported. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\]{1,255}$/u;

export function validateAddress(to: string): string | null {
  return ADDRESS.test(to) ? null : 'must be one mail address, like ann@example.com';
}

export const definition: ChannelDefinition = {
  kind: 'email',
  name: { en: 'E-mail', fr: 'E-mail' },
  address: {
    label: { en: 'Address', fr: 'Adresse' },
    hint: { en: 'ann@example.com', fr: 'ann@example.com' },
    format: 'mail-address',
    validate: validateAddress,
  },
  fields: [
    {
      name: 'to',
      label: { en: 'Address', fr: 'Adresse' },
      hint: { en: 'sre@example.com', fr: 'sre@example.com' },
      secret: false,
      required: true,
      wrong: formatCheck('mail-address', validateAddress),
    },
  ],
  setups: [
    {
      id: 'email',
      group: 'other',
      summary: {
        en: 'A shared mailbox or a mailing list that incidents are written to',
        fr: 'Une boîte partagée ou une liste de diffusion qui reçoit les incidents',
      },
      needs: [
        {
          en: 'A mail server, in the sidecar’s VIGIE_SMTP_URL. Mail to people needs that and no channel',
          fr: 'Un serveur de messagerie, dans la variable VIGIE_SMTP_URL du sidecar. Les e-mails aux personnes n’ont besoin que de lui, et d’aucun canal',
        },
      ],
      steps: [],
      fields: [{ name: 'to' }],
    },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false, several: true },
  limit: NO_LIMIT,
  bundle: LISTING_BUNDLE,
};
