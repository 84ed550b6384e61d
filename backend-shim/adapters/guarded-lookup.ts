/** Resolves names to addresses that the caller may reach, and no others. */
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

/** The last addresses of a name. */
interface KnownAddresses {
  addresses: LookupAddress[];
  /** ms of `now`. */
  at: number;
}

/** Longer than a night: whoever runs DNS is awake again before the addresses expire. */
const KEEP_MS = 24 * 3600_000;
/** An answer takes milliseconds. After this time, the resolver is in trouble and a page waits. */
const PATIENCE_MS = 2000;
const MOST_NAMES = 1000;

/**
 * The system's resolver has few threads for the whole process. Each name has one query at a time, so that a thousand
 * deliveries to a name that does not answer occupy one thread, not all.
 *
 * When DNS fails or is slow, the last good addresses are used: pages must go out in the night in which DNS is down. The
 * answer that a name does not exist is believed.
 */
export function createResolver(
  resolve: ResolveName = bySystem,
  now: () => number = () => performance.now(),
): ResolveName {
  const asked = new Map<string, Promise<LookupAddress[]>>();
  const known = new Map<string, KnownAddresses>();

  function keep(hostname: string, addresses: LookupAddress[]): LookupAddress[] {
    known.delete(hostname);
    known.set(hostname, { addresses, at: now() });
    const [oldest] = known.size > MOST_NAMES ? known.keys() : [];
    if (oldest !== undefined) {
      known.delete(oldest);
    }
    return addresses;
  }

  function lastGood(hostname: string): LookupAddress[] | null {
    const found = known.get(hostname);
    return found && now() - found.at < KEEP_MS ? found.addresses : null;
  }

  function ask(hostname: string): Promise<LookupAddress[]> {
    const running = asked.get(hostname);
    if (running) {
      return running;
    }
    const question = resolve(hostname)
      .then((addresses) => keep(hostname, addresses))
      .finally(() => asked.delete(hostname));
    asked.set(hostname, question);
    return question;
  }

  return async (hostname) => {
    const question = ask(hostname);
    const old = lastGood(hostname);
    if (!old) {
      return question;
    }
    const answer = question.catch((error: unknown) => (isAnswer(error) ? Promise.reject(error) : old));
    return Promise.race([answer, patience(answer).then(() => old)]);
  };
}

/** Resolves after the timeout. An answer that comes first stops the timer, and the promise then never resolves. */
function patience(answer: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const stop = () => clearTimeout(timer);
    answer.then(stop, stop);
  });
}

/** Whether the name servers answered that the name does not exist. */
function isAnswer(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOTFOUND';
}

/**
 * Checks the address that is then connected to, so that a name that changes its answer (DNS rebinding) gains nothing.
 */
export function createGuardedLookup(
  resolve: ResolveName,
  trusted: boolean,
  allow: readonly AddressRange[],
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const family = options.family === 4 || options.family === 6 ? options.family : null;
        const usable = found.filter(
          (each) => (family === null || each.family === family) && isReachable(each.address, trusted, allow),
        );
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
