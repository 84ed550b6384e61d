/**
 * Remembers whether an Admin or a file gave a calendar's address, which may then be in a private range; an Editor's may
 * not.
 */
import type { CalendarWire } from '#contract/rotas/calendar';
import type { StoredObject } from '../ports/configuration.ts';

export interface CalendarBody extends CalendarWire {
  /** Stored beside the calendar, and never shown. */
  trusted?: boolean;
}

/** A change of a calendar's other fields does not vouch for its address. */
export function preserveTrust(body: CalendarBody, before: CalendarBody | null, isAdmin: boolean): CalendarBody {
  const { trusted: _trusted, ...given } = body;
  return {
    ...given,
    trusted: before !== null && before.url === body.url ? before.trusted === true || isAdmin : isAdmin,
  };
}

export function isTrusted({ origin, body }: StoredObject): boolean {
  return origin === 'file' || (body as CalendarBody).trusted === true;
}
