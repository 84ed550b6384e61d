/** What is held under attack. */
import { budgetOf as budgetOfRoute } from '../../backend-shim/http/budgets/table.ts';

/** ms of processor time that one request, stored object or foreign answer may keep the thread that pages. */
export const LONGEST_TURN = 50;

/** What may keep it longer, by the name of the attack, and how long. */
export const EXCEPTIONS: ReadonlyArray<{ name: RegExp; turn: number; why: string }> = [
  { name: / crowd$/, turn: 150, why: 'the requests of 200 connections, several of which are answered in one turn' },
  { name: /^files? /, turn: 150, why: 'a change of the whole configuration' },
];

export const turnOf = (name: string): number => EXCEPTIONS.find((one) => one.name.test(name))?.turn ?? LONGEST_TURN;

/** Resident MB, workers included: under the 512 MiB of the manifests. */
export const MOST_MB = 448;

/** ms of the main thread in all for what is no request of a route: a mail, a trap, a file, an answer. */
const BUDGET = 300;
/** The same for whoever shows no token, or a wrong one. */
const OF_STRANGERS = 20;
/** What the stream of alerts costs the thread meanwhile. */
const STREAM = 60;

/** @param name of the attack: `METHOD /path`, with a word more where there are several of a route */
export function budgetOf(name: string, caller: string): number {
  if (caller === 'stranger' && !name.startsWith('listener')) {
    return OF_STRANGERS + STREAM;
  }
  const [method = '', path = ''] = name.split(' ');
  return (budgetOfRoute(method, path) ?? BUDGET) + STREAM;
}

/** ms by which p99 of pages may lie above the quiet run's, where half as much again is less. */
const LATER = 50;

export const mostP99 = (quiet: number): number => Math.max(1.5 * quiet, quiet + LATER);

export const PAGES = 200;
