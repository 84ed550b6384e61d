/** Writes and reads the logins of people of the other pager whom nobody has mapped. */

const STAND_IN = 'unknown:';

/** A login that nobody has in Grafana. */
export function standInFor(sourceId: string): string {
  return `${STAND_IN}${sourceId}`.slice(0, 190);
}

/** The id of the source for which it stands. */
export function idOfStandIn(standIn: string): string {
  return standIn.slice(STAND_IN.length);
}

export function isStandIn(login: string): boolean {
  return login.startsWith(STAND_IN);
}
