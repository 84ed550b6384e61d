/** Parses and checks phone numbers. */
import type { ChannelService, ChannelSettingField } from '../../../ports/channel.ts';
import { textSetting } from './destination.ts';
import { formatCheck } from './field-checks.ts';

/** `+33 6 12.34-56 78` → `+33612345678` (E.164); null: not an international number. */
export function numberOf(text: string): string | null {
  if (!/^\+[\d .()-]+$/.test(text)) {
    return null;
  }
  const digits = text.replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}

/** Senders that people see on their phones and that a contact can be saved for: numbers and short codes. */
export function sendersOf(text: string | null): readonly string[] {
  const number = text === null ? null : (numberOf(text) ?? (/^\d{3,8}$/.test(text) ? text : null));
  return number === null ? [] : [number];
}

export function wrongNumber(text: string): string | null {
  return numberOf(text) === null ? 'must be a number with its country, like +33612345678' : null;
}

export const NUMBER_ADDRESS = {
  label: { en: 'Number', fr: 'Numéro' },
  hint: { en: '+33 6 12 34 56 78, with the country', fr: '+33 6 12 34 56 78, avec l’indicatif du pays' },
  format: 'phone-number',
  validate: wrongNumber,
} as const;

/** An SMS or call always goes to the number that a room has. */
export function hasNumber({ settings }: Pick<ChannelService, 'settings'>): boolean {
  return textSetting(settings, NUMBER_FIELD.name) !== null;
}

/** The number field of a room. */
export const NUMBER_FIELD: ChannelSettingField = {
  name: 'to',
  secret: false,
  required: false,
  label: { en: 'Number', fr: 'Numéro' },
  hint: { en: 'Only for a room: always this number', fr: 'Seulement pour un salon : toujours ce numéro' },
  wrong: formatCheck('phone-number', wrongNumber),
};
