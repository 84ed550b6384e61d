/** Which numbers a service may be used for. */

/** @param countries `+33 +32`; null: all */
export function isAllowedCountry(number: string, countries: string | null): boolean {
  const prefixes = (countries ?? '').split(/[\s,;]+/).filter((prefix) => prefix !== '');
  return prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix.startsWith('+') ? prefix : `+${prefix}`));
}
