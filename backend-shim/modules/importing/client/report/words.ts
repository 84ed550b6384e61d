/** Words of import reports, in English. */
import type { RotaProofWire } from '#modules/importing/contract/proof';
import { HOUR } from '#domain/time/duration';
import type { DifferenceCause, ImportClass } from '#modules/importing/domain/model';

export const CLASS_WORDS: Record<ImportClass, string> = {
  exact: 'the same',
  rewritten: 'another form, the same result',
  frozen: 'written down until a date',
  approximated: 'differs, as said',
  'left-out': 'left out',
  'needs-a-person': 'needs a person',
};

export const CAUSE_WORDS: Record<DifferenceCause, string> = {
  'person-unknown': 'a person who is not mapped',
  'now-edge': 'the moment of reading',
  'left-empty': 'the source names somebody whose turns are left empty; whoever is below is on call',
  dst: 'clock change',
  'utc-schedule': 'the source counts in UTC',
  union: 'several people at once',
  forwarding: 'forwarding of a person',
  swap: 'a swap',
  'participant-not-a-person': 'a participant that is no person',
  'not-permitted': 'the source leaves somebody out who may not be notified',
  'window-split': 'windows in whole minutes',
  seconds: 'seconds of the source',
  'frozen-end': 'after the end of what was written down',
  unexplained: 'UNEXPLAINED',
};

/** `2,159 of 2,160 hours equal; 1 h differs (25 Oct, clock change)` */
export function proofSentence({ seconds, equal, notCompared, differences }: RotaProofWire): string {
  const differs = seconds - equal - notCompared;
  const unknown = notCompared > 0 ? `; ${lengthOf(notCompared)} not compared: the source names nobody there` : '';
  const head = `${hours(equal)} of ${hours(seconds)} hours equal${unknown}`;
  if (differs === 0) {
    return head;
  }
  const shown = differences.slice(0, 3).map(({ start, cause }) => `${day(start)}, ${CAUSE_WORDS[cause]}`);
  const more = differences.length > 3 ? `; ${differences.length - 3} more` : '';
  return `${head}; ${lengthOf(differs)} differs (${shown.join('; ')}${more})`;
}

/** Whole hours, rounded down: 2,160 is said only of all of them. */
function hours(seconds: number): string {
  return Math.floor((seconds * 1_000) / HOUR).toLocaleString('en-US');
}

export function lengthOf(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  return [h > 0 ? `${h.toLocaleString('en-US')} h` : '', m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : '']
    .filter(Boolean)
    .join(' ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `25 Oct`, in UTC. */
function day(instant: string): string {
  return `${Number(instant.slice(8, 10))} ${MONTHS[Number(instant.slice(5, 7)) - 1] ?? '?'}`;
}

/** `2026-10-25 07:00` in UTC. */
export function moment(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
