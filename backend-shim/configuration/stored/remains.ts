/** Extracts the readable fields of an object whose body cannot be read. */
import type { UnreadableRemains } from '../../ports/configuration.ts';

/**
 * Reads each field by itself, so that a damaged one affects no other.
 * @param value the parsed body, whatever it is
 */
export function readablePartOf(value: unknown): UnreadableRemains {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  const { name, team, token, oldTokens, url } = value as Record<string, unknown>;
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof team === 'string' && { team }),
    ...(typeof token === 'string' && { token }),
    ...(typeof url === 'string' && { url }),
    ...(isTokens(oldTokens) && { oldTokens }),
  };
}

function isTokens(value: unknown): value is NonNullable<UnreadableRemains['oldTokens']> {
  return (
    Array.isArray(value) &&
    value.every(
      (one: { token?: unknown; until?: unknown } | null) =>
        typeof one?.token === 'string' && typeof one.until === 'number',
    )
  );
}
