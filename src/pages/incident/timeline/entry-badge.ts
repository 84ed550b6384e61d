/** The icon and name of each kind of timeline entry. */
import type { IconName } from '@grafana/ui';
import type { TimelineEntryWire } from '#contract/incidents/incident';
import type { CodeOf } from '#contract/reasons/reason';
import type { HELD } from '#contract/reasons/timeline';
import type { TimelineKind } from '#domain/incident/effects';
import { t } from '../../../language.ts';

interface EntryStyle {
  icon: IconName;
  word: () => string;
}

const BADGES: Record<TimelineKind, EntryStyle> = {
  opened: { icon: 'fire', word: () => t('entry.opened', 'Opened') },
  alert: { icon: 'exclamation-circle', word: () => t('entry.alert', 'Alert') },
  severity: { icon: 'signal', word: () => t('entry.severity', 'Severity') },
  step: { icon: 'arrow-right', word: () => t('entry.step', 'Step') },
  skipped: { icon: 'step-backward', word: () => t('entry.skipped', 'Skipped') },
  waiting: { icon: 'clock-nine', word: () => t('entry.waiting', 'Waiting') },
  repeat: { icon: 'repeat', word: () => t('entry.repeat', 'Repeated') },
  exhausted: { icon: 'bell-slash', word: () => t('entry.exhausted', 'Nobody answered') },
  unreachable: { icon: 'exclamation-triangle', word: () => t('entry.unreachable', 'Unreachable') },
  acknowledged: { icon: 'eye', word: () => t('entry.acknowledged', 'Acknowledged') },
  unacknowledged: { icon: 'eye-slash', word: () => t('entry.unacknowledged', 'Acknowledgement undone') },
  resolved: { icon: 'check', word: () => t('entry.resolved', 'Resolved') },
  reopened: { icon: 'history', word: () => t('entry.reopened', 'Reopened') },
  snoozed: { icon: 'clock-nine', word: () => t('entry.snoozed', 'Snoozed') },
  woken: { icon: 'bell', word: () => t('entry.woken', 'Snooze ended') },
  escalated: { icon: 'arrow-up', word: () => t('entry.escalated', 'Escalated') },
  reassigned: { icon: 'exchange-alt', word: () => t('entry.reassigned', 'Reassigned') },
  responders: { icon: 'users-alt', word: () => t('entry.responders', 'People added') },
  note: { icon: 'comment-alt', word: () => t('entry.note', 'Note') },
  review: { icon: 'file-alt', word: () => t('entry.review', 'Review') },
  merged: { icon: 'link', word: () => t('entry.merged', 'Merged') },
  restarted: { icon: 'repeat', word: () => t('entry.restarted', 'Restarted') },
  confirm: { icon: 'question-circle', word: () => t('entry.confirm', 'Still on it?') },
  held: { icon: 'pause', word: () => t('entry.held', 'Held by maintenance') },
  flapping: { icon: 'sync', word: () => t('entry.flapping', 'Flapping') },
  warning: { icon: 'exclamation-triangle', word: () => t('entry.warning', 'Warning') },
  page: { icon: 'bell', word: () => t('entry.page', 'Page') },
  delivery: { icon: 'envelope', word: () => t('entry.delivery', 'Delivery') },
  repaired: { icon: 'cog', word: () => t('entry.repaired', 'Repaired') },
  sync: { icon: 'sync', word: () => t('entry.sync', 'Source sync') },
  shadow: { icon: 'eye-slash', word: () => t('entry.shadow', 'Shadow') },
};

const MAINTENANCE = BADGES.held;

const RESUMES: EntryStyle = { icon: 'play', word: () => t('entry.paging-resumes', 'Escalation resumes') };

const UNAVAILABLE: EntryStyle = { icon: 'user', word: () => t('entry.not-available', 'Not available') };

/** Of a `held` entry, by its reason; without one it is a maintenance. */
const HELD_BADGES: Record<CodeOf<typeof HELD>, EntryStyle> = {
  over: RESUMES,
  downtime: { icon: 'pause', word: () => t('entry.downtime', 'Held by a downtime') },
  'downtime-over': RESUMES,
  'downtime-limit': RESUMES,
  silenced: { icon: 'bell-slash', word: () => t('entry.silenced', 'Silenced') },
  'silence-over': RESUMES,
  'silence-joined': RESUMES,
  unheard: RESUMES,
  'not-available': UNAVAILABLE,
  'nobody-else': UNAVAILABLE,
};

function heldBadge({ reason, held }: Record<string, unknown>): EntryStyle {
  // What ends is followed by a maintenance that still holds it.
  const badge = held === true ? MAINTENANCE : (HELD_BADGES as Partial<Record<string, EntryStyle>>)[String(reason)];
  return badge ?? MAINTENANCE;
}

/** A kind of a later version gets a neutral style. */
export function entryBadge({ kind, data }: Pick<TimelineEntryWire, 'kind' | 'data'>): EntryStyle {
  if (kind === 'held') {
    return heldBadge(data);
  }
  return (BADGES as Partial<Record<string, EntryStyle>>)[kind] ?? { icon: 'circle', word: () => kind };
}
