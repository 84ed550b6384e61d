/** Puts French prepositions before instants as `formatInstant` writes them: `14:05` or `mar. 6 janv. 14:05`. */

const hasDay = (instant: string) => !/^\d/.test(instant);

/** `de 08:00 à 20:00`, `le mar. 6 janv. de 09:00 à 18:00`, `du mar. 6 janv. 09:00 au mar. 13 janv. 09:00`. */
export function fromTo(start: string, end: string): string {
  const [day, ...clock] = [start.slice(0, -6), start.slice(-5), end.slice(-5)];
  if (hasDay(start) && start.slice(0, -5) === end.slice(0, -5)) {
    return `le ${day} de ${clock.join(' à ')}`;
  }
  return `${from(start)} ${hasDay(end) ? 'au' : 'à'} ${end}`;
}

/** `de 08:00`, `du mar. 6 janv. 09:00`. */
export function from(instant: string): string {
  return `${hasDay(instant) ? 'du' : 'de'} ${instant}`;
}

/** `à 14:05`, `le mar. 6 janv. 14:05`. */
export function at(instant: string): string {
  return `${hasDay(instant) ? 'le' : 'à'} ${instant}`;
}

/** `jusqu’à 14:05`, `jusqu’au mar. 6 janv. 14:05`. */
export function until(instant: string): string {
  return `jusqu’${hasDay(instant) ? 'au' : 'à'} ${instant}`;
}

/** After a preposition that takes the plain hour: `avant 14:05`, `avant le mar. 6 janv. 14:05`. */
export function plain(instant: string): string {
  return hasDay(instant) ? `le ${instant}` : instant;
}
