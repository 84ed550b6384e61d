/** Makes a large pager out of the small one of a fake: copies that share nothing, not even people. */

/** Fields whose values name something. */
const NAMING = new Set(['id', 'alias', 'accountId', 'teamId', 'username', 'rotation', 'integration_key', 'apiKey']);
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Of an address such as `/integrations/v1/webhook/<token>/`. */
const TOKEN = /\/integrations\/v1\/\w+\/([\w-]+)\//g;

/** @param content as the fake takes it: lists, and what belongs to one thing by the thing's id */
export function enlarged<Content extends object>(content: Content, copies: number): Content {
  const text = JSON.stringify(content);
  const names = [...namesIn(content), ...[...text.matchAll(TOKEN)].map(([, token = '']) => token)]
    .filter((name) => name !== '' && !name.match(UUID))
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const named = new RegExp(`(?<![\\w-])(?:${[...new Set(names)].join('|')})(?![\\w-])`, 'g');
  const copy = (k: number) =>
    JSON.parse(
      text
        .replace(UUID, (uuid) => `${uuid.slice(0, -2)}${k.toString(16).padStart(2, '0')}`)
        .replace(named, (name) => `${name}x${k}`),
    ) as Content;
  return Array.from({ length: copies }, (_, k) => copy(k)).reduce((all, one) => merged(all, one) as Content);
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === 'string' ? (NAMING.has(key) ? [one] : []) : namesIn(one),
  );
}

function merged(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    return [...(a as unknown[]), ...(b as unknown[])];
  }
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    return a;
  }
  const [first, second] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return {
    ...second,
    ...Object.fromEntries(
      Object.entries(first).map(([key, one]) => [key, key in second ? merged(one, second[key]) : one]),
    ),
  };
}
