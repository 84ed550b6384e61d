/** What is held under attack. */
import { routeTable } from '../../backend-shim/http/module-routes.ts';
import { MODULES } from '../../backend-shim/modules/index.ts';

const { budgetOf: budgetOfRoute } = routeTable(MODULES);

/** ms of processor time that one request, stored object or foreign answer may keep the thread that pages. */
const LONGEST_TURN = 50;

/** What may keep it longer, by the name of the attack, and how long. */
const EXCEPTIONS: ReadonlyArray<{ name: RegExp; turn: number; why: string }> = [
  { name: /^files? /, turn: 150, why: 'a change of the whole configuration' },
  // 36 ms where they are policies, 41 to 48 where they are rotas.
  { name: /^POST \/(?:policies|rotas) many$/, turn: 75, why: 'a change of a configuration of ten megabytes' },
];

/**
 * What is over a bar today, and by how much: docs/testing.md says where the time goes. Each is held to this figure until it is
 * mended, and then goes from the list.
 */
export interface Known {
  name: RegExp;
  /** ms of processor time. */
  turn?: number;
  /** ms of the main thread for one request. */
  request?: number;
  /** Resident MB. */
  mb?: number;
  why: string;
}

const KNOWN: readonly Known[] = [];

const known = (name: string): Known | undefined => KNOWN.find((one) => one.name.test(name));

/** Resident MB, workers included: under the 512 MiB of the manifests. */
const MOST_MB = 448;

export const mostMbOf = (name: string): number => known(name)?.mb ?? MOST_MB;

export const turnOf = (name: string): number =>
  known(name)?.turn ?? EXCEPTIONS.find((one) => one.name.test(name))?.turn ?? LONGEST_TURN;

/** ms of the main thread in all for what is no request of a route: a mail, a trap, a file, an answer. */
const BUDGET = 300;
/** The same for whoever shows no token, or a wrong one. */
const OF_STRANGERS = 20;
/** What the stream of alerts costs the thread meanwhile, in a second. */
export const STREAM = 60;

/** @param name of the attack: `METHOD /path`, with a word more where there are several of a route */
export function budgetOf(name: string, caller: string): number {
  if (caller === 'stranger' && !name.startsWith('listener')) {
    return OF_STRANGERS + STREAM;
  }
  const [method = '', path = ''] = name.split(' ');
  return (known(name)?.request ?? budgetOfRoute(method, path) ?? BUDGET) + STREAM;
}

/** ms by which p99 of pages may lie above the quiet run's, where half as much again is less. */
const LATER = 50;

export const mostP99 = (quiet: number): number => Math.max(1.5 * quiet, quiet + LATER);

export const PAGES = 200;
