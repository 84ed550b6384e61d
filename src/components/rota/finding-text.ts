/** Describes findings about a rota in the reader's language. */
import type { BadgeColor } from '@grafana/ui';
import type { FindingKind } from '#domain/rota/health/model';
import type { AbsenceKind } from '#domain/rota/model';
import type { RotaFindingWire } from '../../api/resources/rotas.ts';
import { readerLanguage, t } from '../../language.ts';

interface FindingStyle {
  title: () => string;
  color: BadgeColor;
}

const BADGES: Record<FindingKind, FindingStyle> = {
  gap: { title: () => t('finding.gap', 'Nobody is on call'), color: 'red' },
  unreachable: { title: () => t('finding.unreachable', 'Cannot be reached'), color: 'red' },
  disabled: { title: () => t('finding.disabled', 'Disabled, but on call'), color: 'red' },
  conflict: { title: () => t('finding.conflict', 'On call while away'), color: 'orange' },
  singlePoint: { title: () => t('finding.single-point', 'Too much depends on one person'), color: 'orange' },
  neverOnCall: { title: () => t('finding.never', 'Never on call'), color: 'darkgrey' },
  unfair: { title: () => t('finding.unfair', 'Unevenly shared'), color: 'darkgrey' },
  consecutiveDays: { title: () => t('finding.consecutive', 'Many days in a row'), color: 'orange' },
  shortNotice: { title: () => t('finding.short-notice', 'Short notice'), color: 'darkgrey' },
  calendarStale: { title: () => t('finding.calendar-stale', 'Calendar can’t be read'), color: 'orange' },
  calendarUnmatched: { title: () => t('finding.calendar-unmatched', 'Unknown name in a calendar'), color: 'orange' },
  frozenEnd: { title: () => t('finding.frozen-end', 'What was taken over ends'), color: 'red' },
};

export function findingBadge(kind: FindingKind): { title: string; color: BadgeColor } {
  const { title, color } = BADGES[kind];
  return { title: title(), color };
}

/** `7.3`, in French `7,3`. */
const numberText = (value: number) => new Intl.NumberFormat(readerLanguage()).format(value);

/** Serious findings mean that somebody may not be reached. Others concern fairness and comfort. */
export function isSerious(kind: FindingKind): boolean {
  return findingBadge(kind).color === 'red';
}

const AWAY: Record<AbsenceKind, () => string> = {
  leave: () => t('absence.leave', 'on leave'),
  sick: () => t('absence.sick', 'ill'),
  offDuty: () => t('absence.off', 'off duty'),
  absent: () => t('absence.away', 'away'),
};

type Details = NonNullable<RotaFindingWire['details']>;

function unfairText({ measure, hours = 0, average = 0 }: Details): string {
  const values = { hours, average };
  switch (measure) {
    case 'nights':
      return t('finding.unfair-nights', '{{hours}} night hours, the average is {{average}}', values);
    case 'weekends':
      return t('finding.unfair-weekends', '{{hours}} weekend hours, the average is {{average}}', values);
    case 'holidays':
      return t('finding.unfair-holidays', '{{hours}} hours on public holidays, the average is {{average}}', values);
    default:
      return t('finding.unfair-hours', '{{hours}} hours, the average is {{average}}', values);
  }
}

function staleText({ calendar = '', readHoursAgo = null }: Details): string {
  return readHoursAgo === null
    ? t('finding.calendar-never', '“{{calendar}}” could never be read', { calendar })
    : t('finding.calendar-hours', '', {
        calendar,
        count: readHoursAgo,
        defaultValue_one: '“{{calendar}}” was last read {{count}} hour ago; what it said then still counts',
        defaultValue_other: '“{{calendar}}” was last read {{count}} hours ago; what it said then still counts',
      });
}

/** A short reason; the person and the time are shown beside it. */
export function findingWhy({ kind, users, details = {} }: RotaFindingWire, name: (login: string) => string): string {
  switch (kind) {
    case 'gap':
      return users.length > 0
        ? t('finding.gap-away', '{{who}} would be, but is away', { who: users.map(name).join(', ') })
        : details.noLayers === true
          ? t('finding.gap-empty', 'the rota has no layers')
          : t('finding.gap-open', 'no layer covers this time');
    case 'conflict':
      return details.otherRota === undefined
        ? (details.absences ?? []).map((one) => AWAY[one]()).join(', ')
        : t('finding.conflict-rota', 'on call on “{{rota}}” at the same time', { rota: details.otherRota });
    case 'unreachable':
      return t('finding.unreachable-why', 'no urgent contact method that works');
    case 'disabled':
      return details.unknownUser === true
        ? t('finding.unknown-why', 'there is no such user')
        : t('finding.disabled-why', 'disabled in Grafana, or here');
    case 'neverOnCall':
      return t('finding.never-why', 'takes part, but never gets a turn');
    case 'singlePoint':
      return t('finding.single-why', '{{percent}}% of the time that is covered', { percent: details.percent ?? 0 });
    case 'unfair':
      return unfairText(details);
    case 'consecutiveDays':
      return t('finding.consecutive-why', '{{days}} days without 24 hours off', {
        days: numberText(details.days ?? 0),
      });
    case 'calendarStale':
      return staleText(details);
    case 'calendarUnmatched':
      return t('finding.calendar-stranger', 'an event of “{{calendar}}” names an unknown person', {
        calendar: details.calendar ?? '',
      });
    case 'frozenEnd':
      return t('finding.frozen-why', 'overrides from another pager; nobody is on call after them: give it layers');
    case 'shortNotice':
      return details.days === 0
        ? t('finding.notice-late', 'given less than a day before it starts')
        : t('finding.notice-why', '', {
            count: details.days ?? 0,
            defaultValue_one: 'given {{count}} day before it starts',
            defaultValue_other: 'given {{count}} days before it starts',
          });
  }
}
