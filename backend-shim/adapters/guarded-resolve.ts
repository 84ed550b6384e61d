/** Guards outgoing addresses for channels that do not speak HTTP. Their hosts come from files or Admins. */
import { isIP } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { ResolveHost } from '../ports/resolve.ts';
import { isReachable, parseRanges } from './address-guard.ts';
import { createResolver } from './guarded-lookup.ts';

/** @param allow `VIGIE_OUTGOING_ALLOW`, already checked */
export function createGuardedResolve(
  allow: readonly string[],
  resolve: (host: string) => Promise<LookupAddress[]> = createResolver(),
): ResolveHost {
  const parsed = parseRanges(allow);
  if (!parsed.ok) {
    throw new Error(`VIGIE_OUTGOING_ALLOW: "${parsed.entry}" is not an address range like 10.0.0.0/8`);
  }
  const { ranges } = parsed;
  return async (host) => {
    let found: string[];
    try {
      found = isIP(host) === 0 ? (await resolve(host)).map(({ address }) => address) : [host];
    } catch (error) {
      return {
        ok: false,
        kind: 'network',
        detail: `the name of the host was not found (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
      };
    }
    const addresses = found.filter((address) => isReachable(address, true, ranges));
    return addresses.length > 0
      ? { ok: true, addresses }
      : {
          ok: false,
          kind: 'refused-address',
          detail: 'the host may not be reached from here; VIGIE_OUTGOING_ALLOW lists the networks that may',
        };
  };
}
