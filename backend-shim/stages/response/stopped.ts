/** The time at which a person says they stopped, as the responder page shows it and as they enter it. */
import { formatLocal, parseLocal } from '#domain/time/local';
import type { InterventionRecord } from '#domain/labour/facts/model';
import { interventionEnd } from '#domain/labour/intervention-end';
import { shownZone } from '#domain/time/words/instant-words';
import type { Responder } from '#domain/notify/responder';
import { DAY, MINUTE } from '#domain/time/duration';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { EnteredStop } from '../../ports/commands.ts';
import type { Directory } from '../../ports/directory.ts';
import type { StoppedForm } from './page/view.ts';

/** The zone in which the page shows times; null: its table is not known. */
export function zoneOf({ facts }: Directory, { timeZone }: Pick<Responder, 'timeZone'>): ZoneTable | null {
  return facts.zones[shownZone(timeZone)] ?? null;
}

export function stoppedForm(record: InterventionRecord, zone: ZoneTable, tail: number, now: number): StoppedForm {
  const text = (at: number) => formatLocal(toLocal(zone, at)).slice(0, 16);
  return {
    start: text(record.start),
    end: text(Math.min(now, interventionEnd(record, tail, now))),
    latest: text(now),
    travelBefore: Math.round(record.travelBefore / MINUTE),
    travelAfter: Math.round(record.travelAfter / MINUTE),
  };
}

/** null: the fields hold no time, or no travel. */
export function enteredStop(fields: Readonly<Record<string, string>>, zone: ZoneTable): EnteredStop | null {
  const local = parseLocal(fields['at'] ?? '');
  const [before, after] = [travelOf(fields['before']), travelOf(fields['after'])];
  return local === null || before === null || after === null
    ? null
    : { end: firstInstant(zone, local), travel: { before, after } };
}

function travelOf(minutes = '0'): number | null {
  const travel = /^\d{1,4}$/.test(minutes) ? Number(minutes) * MINUTE : null;
  return travel === null || travel > DAY ? null : travel;
}
