/** Computes the rows of the panel *On call now* from the answer of the sidecar. */
import type { RotaOnCall } from '#contract/rotas/on-call';

/** One rota in the panel. Names are those of people. */
export interface OnCallRow {
  rota: string;
  name: string;
  people: string[];
  /** ISO 8601; null: nobody goes off call, or nobody comes, within 90 days, or the sidecar is older than 0.2. */
  until: string | null;
  next: string[];
}

/**
 * The rotas that the panel's options name; empty: all.
 * @param named ids or names of rotas; a part may be a variable of the dashboard
 * @param replace puts in the values of variables, several with commas between them
 */
export function chosenRotas(named: readonly string[], replace: (text: string) => string): string[] {
  return named.flatMap((one) => replace(one).split(',')).filter((one) => one !== '');
}

/** In the order of names; of the chosen rotas in the order chosen. */
export function onCallRows(
  rotas: readonly RotaOnCall[],
  chosen: readonly string[],
  nameOf: (login: string) => string,
): OnCallRow[] {
  const byName = [...rotas].sort((a, b) => a.name.localeCompare(b.name));
  const shown =
    chosen.length === 0
      ? byName
      : chosen.flatMap((one) => byName.filter(({ rota, name }) => rota === one || name === one));
  return [...new Set(shown)].map(({ rota, name, onCall, next, until }) => ({
    rota,
    name,
    people: onCall.map(({ user }) => nameOf(user)),
    until: until ?? null,
    next: next.map(({ user }) => nameOf(user)),
  }));
}
