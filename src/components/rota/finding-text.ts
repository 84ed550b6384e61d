/** What is wrong with a rota, in the reader's language; the sidecar's sentence has the details. */
import type { BadgeColor } from '@grafana/ui';
import type { FindingKind } from '#domain/rota/health';
import { t } from '../../language.ts';

interface Look {
  title: () => string;
  color: BadgeColor;
}

const LOOKS: Record<FindingKind, Look> = {
  gap: { title: () => t('finding.gap', 'Nobody is on call'), color: 'red' },
  unreachable: { title: () => t('finding.unreachable', 'Cannot be reached'), color: 'red' },
  disabled: { title: () => t('finding.disabled', 'Disabled, but on call'), color: 'red' },
  conflict: { title: () => t('finding.conflict', 'On call while away'), color: 'orange' },
  singlePoint: { title: () => t('finding.single-point', 'Too much on one person'), color: 'orange' },
  neverOnCall: { title: () => t('finding.never', 'Never on call'), color: 'darkgrey' },
  unfair: { title: () => t('finding.unfair', 'Unevenly shared'), color: 'darkgrey' },
  consecutiveDays: { title: () => t('finding.consecutive', 'Many days in a row'), color: 'orange' },
  shortNotice: { title: () => t('finding.short-notice', 'Short notice'), color: 'darkgrey' },
  calendarStale: { title: () => t('finding.calendar-stale', 'Calendar cannot be read'), color: 'orange' },
  calendarUnmatched: { title: () => t('finding.calendar-unmatched', 'Unknown name in a calendar'), color: 'orange' },
};

export function findingLook(kind: string): { title: string; color: BadgeColor } {
  const look = (LOOKS as Partial<Record<string, Look>>)[kind];
  return look === undefined ? { title: kind, color: 'darkgrey' } : { title: look.title(), color: look.color };
}

/** These mean that somebody may not be reached; the others are about fairness and comfort. */
export function isSerious(kind: string): boolean {
  return findingLook(kind).color === 'red';
}
