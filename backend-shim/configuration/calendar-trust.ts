/** An address that an Admin or a file gave may lie in private ranges; an Editor's may not. */
import type { CalendarWire } from '#contract/rotas/calendar';
import type { StoredObject } from '../ports/configuration.ts';

export interface CalendarBody extends CalendarWire {
  /** Kept beside, shown to nobody. */
  trusted?: boolean;
}

/** A change of a calendar's other fields does not vouch for its address. */
export function keepTrust(body: CalendarBody, before: CalendarBody | null, isAdmin: boolean): CalendarBody {
  const { trusted: _trusted, ...given } = body;
  return {
    ...given,
    trusted: before !== null && before.url === body.url ? before.trusted === true || isAdmin : isAdmin,
  };
}

export function isTrusted({ origin, body }: StoredObject): boolean {
  return origin === 'file' || (body as CalendarBody).trusted === true;
}
