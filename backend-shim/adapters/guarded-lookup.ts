/** Name resolution that hands out only addresses the caller may reach. */
import dns from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isReachable } from './address-guard.ts';
import type { AddressRange } from './address-guard.ts';

export class RefusedAddressError extends Error {
  readonly code = 'VIGIE_REFUSED_ADDRESS';
}

type ResolveName = (hostname: string) => Promise<LookupAddress[]>;

const bySystem: ResolveName = (hostname) => dns.promises.lookup(hostname, { all: true });

/**
 * The system's resolver has four threads for the whole process. One question per name at a time, so
 * that a thousand deliveries to a name that does not answer hold one thread and not all.
 */
export function createResolver(resolve: ResolveName = bySystem): ResolveName {
  const asked = new Map<string, Promise<LookupAddress[]>>();
  return (hostname) => {
    const running = asked.get(hostname);
    if (running) {
      return running;
    }
    const question = resolve(hostname).finally(() => asked.delete(hostname));
    asked.set(hostname, question);
    return question;
  };
}

/** The check is on the address that is then connected to: a name that changes its answer gains nothing. */
export function createGuardedLookup(resolve: ResolveName, trusted: boolean, allow: readonly AddressRange[]): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const family = options.family === 4 || options.family === 6 ? options.family : null;
        const usable = found.filter((each) => (family === null || each.family === family) && isReachable(each.address, trusted, allow));
        const [first] = usable;
        if (first === undefined) {
          callback(new RefusedAddressError('not allowed'), '', 0);
        } else if (options.all) {
          callback(null, usable);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
