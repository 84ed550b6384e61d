/** Describes a shift in words, for the tooltip and for screen readers. */
import type { AbsenceKind, OnCallSource, Override } from '#domain/rota/model';
import { clockTime, dayText, durationText, isSameDay } from '../../../../components/time/format.ts';
import type { TimelineBar } from './bars.ts';
import type { LaneKind, Shift } from './lanes.ts';
import { t } from '../../../../language.ts';
import { afterColon } from '../../../../components/text/punctuation.ts';

export interface ShiftWording {
  name: (login: string) => string;
  /** The name of a layer, or of a rota beside others. */
  layer: (id: string) => string;
  /** IANA name of the shown zone. */
  zone: string;
  now: number;
  /** The bucket of a person's colour. */
  bucket: (login: string) => number;
}

function nobody(): string {
  return t('timeline.nobody', 'Nobody is on call');
}

export function spanText({ start, end }: { start: number; end: number }, { zone, now }: ShiftWording): string {
  const at = (instant: number) => `${dayText(instant, now, zone)} ${clockTime(instant, zone)}`;
  if (isSameDay(start, end, zone)) {
    return t('timeline.span-day', '{{day}} {{from}} to {{to}}', {
      day: dayText(start, now, zone),
      from: clockTime(start, zone),
      to: clockTime(end, zone),
    });
  }
  return t('timeline.span', '{{from}} to {{to}}', { from: at(start), to: at(end) });
}

function peopleText(users: readonly string[], { name }: ShiftWording): string {
  return users.map(name).join(', ');
}

export function overrideText({ change }: Override, { name }: Pick<ShiftWording, 'name'>): string {
  const who = (users: readonly string[]) => users.map(name).join(', ');
  switch (change.kind) {
    case 'set':
      return change.users.length === 0
        ? t('override.nobody', 'Nobody')
        : t('override.set', '{{who}} instead of everybody', { who: who(change.users) });
    case 'replace':
      return t('override.replace', '{{who}} instead of {{whom}}', { who: name(change.with), whom: name(change.user) });
    case 'add':
      return t('override.add', '{{who}} in addition', { who: who(change.users) });
    case 'remove':
      return t('override.remove', 'without {{who}}', { who: who(change.users) });
  }
}

const ABSENCES: Record<AbsenceKind, () => string> = {
  leave: () => t('absence.leave', 'on leave'),
  sick: () => t('absence.sick', 'ill'),
  offDuty: () => t('absence.off', 'off duty'),
  absent: () => t('absence.away', 'away'),
};

function awayText(kind: AbsenceKind): string {
  return ABSENCES[kind]();
}

function absenceText(shift: Shift, wording: ShiftWording): string {
  return `${peopleText(shift.users, wording)}${afterColon(awayText(shift.absence?.kind ?? 'leave'))}`;
}

/** The override of a swap is described as the swap. Ids of other overrides mean nothing to people. */
function sourceText(source: OnCallSource, { layer }: ShiftWording): string {
  if ('layer' in source) {
    return t('timeline.by-layer', 'by layer {{layer}}', { layer: layer(source.layer) });
  }
  return /^(swap|return):/.test(source.override)
    ? t('timeline.by-swap', 'by a swap')
    : t('timeline.by-override', 'by an override');
}

/** The layers and overrides that put people on call, once each. */
export function whyText({ sources }: Shift, wording: ShiftWording): string {
  return [...new Set(sources.map((source) => sourceText(source, wording)))].join(', ');
}

/** The people, or the override, in one line. */
export function shiftText(shift: Shift, wording: ShiftWording): string {
  if (shift.override !== undefined) {
    return overrideText(shift.override, wording);
  }
  if (shift.absence !== undefined) {
    return absenceText(shift, wording);
  }
  return shift.users.length === 0 ? nobody() : peopleText(shift.users, wording);
}

/** The full text: who, from when to when, how long, why. */
export function barText(bar: TimelineBar, kind: LaneKind, wording: ShiftWording): string {
  const [first, last] = [bar.shifts[0], bar.shifts.at(-1)];
  if (first === undefined || last === undefined) {
    return '';
  }
  if (bar.shifts.length > 1) {
    return `${t('timeline.many', '', { count: bar.shifts.length, defaultValue_one: '{{count}} short shift', defaultValue_other: '{{count}} short shifts' })}, ${spanText({ start: first.start, end: last.end }, wording)}`;
  }
  const why = kind === 'final' ? whyText(first, wording) : '';
  const parts = [shiftText(first, wording), spanText(first, wording), durationText(first.end - first.start), why];
  return parts.filter(Boolean).join(', ');
}
