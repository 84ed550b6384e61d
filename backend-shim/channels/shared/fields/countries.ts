/** Limits a service to the countries that an Admin lists. */
import type { ChannelSettingField } from '../../../ports/channel.ts';

export const COUNTRIES_FIELD: ChannelSettingField = {
  name: 'countries',
  secret: false,
  required: false,
  label: { en: 'Only these countries', fr: 'Seulement ces pays' },
  hint: {
    en: '+33 +32: other numbers go by other services; empty: all',
    fr: '+33 +32 : les autres numéros passent par d’autres services ; vide : tous',
  },
};

/** @param countries `+33 +32`; null: all. @returns each with its plus; empty: all */
export function countryPrefixes(countries: string | null): string[] {
  const prefixes = (countries ?? '').split(/[\s,;]+/).filter((prefix) => prefix !== '');
  return prefixes.map((prefix) => (prefix.startsWith('+') ? prefix : `+${prefix}`));
}

export function isAllowedCountry(number: string, countries: string | null): boolean {
  const prefixes = countryPrefixes(countries);
  return prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix));
}
