/** A hook for a swap request while it is filled in, and its body for the API. */
import { useState } from 'react';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import { instantOf, localText } from '../../../components/time/local-time.ts';
import { shiftsOf } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';

export const ANYONE = '';

/** The key of a shift in a list. */
export const keyOf = ({ start }: Span) => String(start);

export interface SwapDraft {
  /** Wall clock of the rota's zone, as `datetime-local` writes it. */
  from: string;
  to: string;
  /** A login, or `ANYONE`. */
  whom: string;
  /** The key of a shift of the other person; null for none. */
  inReturn: string | null;
  note: string;
}

const iso = (at: number) => new Date(at).toISOString();

/** null if the draft is incomplete. */
function bodyOf(draft: SwapDraft, rota: string, zone: ZoneTable, theirs: readonly Span[]) {
  const [start, end] = [instantOf(draft.from, zone), instantOf(draft.to, zone)];
  const back = theirs.find((span) => keyOf(span) === draft.inReturn) ?? null;
  return start === null || end === null || end <= start
    ? null
    : {
        rota,
        start: iso(start),
        end: iso(end),
        askedOf: draft.whom === ANYONE ? null : draft.whom,
        inReturn: back && { start: iso(back.start), end: iso(back.end) },
        note: draft.note.trim(),
      };
}

interface Context {
  data: RotaData;
  me: string;
  now: number;
  /** The preselected shift; null for the reader's next one. */
  shift: Span | null;
}

export function useSwapDraft({ data, me, now, shift }: Context) {
  const zone = zoneTable(data.facts.zones, data.rota.timeZone);
  const [mine] = useState(() => shiftsOf(data, me, now));
  const part = ({ start, end }: Span) => ({ from: localText(Math.max(start, now), zone), to: localText(end, zone) });
  const [draft, setDraft] = useState<SwapDraft>(() => ({
    ...part(shift ?? mine[0] ?? { start: now, end: now }),
    whom: ANYONE,
    inReturn: null,
    note: '',
  }));
  const change = (changed: Partial<SwapDraft>) => setDraft((old) => ({ ...old, ...changed }));
  const theirs = draft.whom === ANYONE ? [] : shiftsOf(data, draft.whom, now);
  const pick = (key: string) => {
    const span = mine.find((one) => keyOf(one) === key);
    if (span !== undefined) {
      change(part(span));
    }
  };
  const [start, end] = [instantOf(draft.from, zone), instantOf(draft.to, zone)];
  const window = start !== null && end !== null && start < end ? { start, end } : null;
  const picked = mine.find((one) => part(one).from === draft.from && part(one).to === draft.to);
  return {
    draft,
    change,
    mine,
    theirs,
    pick,
    /** The key of the shift that the times are those of; null: of none, or of a part. */
    picked: picked ? keyOf(picked) : null,
    window,
    body: bodyOf(draft, data.rota.id, zone, theirs),
  };
}
