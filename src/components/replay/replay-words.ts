/** Says why two nights part, and what could not be gone through. */
import type { REPLAY_PROBLEMS } from '#contract/replay';
import type { DifferenceReason } from '#domain/replay/compare';
import type { DirectoryKind } from '../people/directory.tsx';
import { kindWord } from '../words/value-words.ts';
import type { SubjectKind } from '#contract/reasons/data';
import { t } from '../../language.ts';

const DIFFERENCES: Readonly<Record<DifferenceReason, () => string>> = {
  dropped: () => t('replay.dropped', 'a route drops the alert'),
  'other-incident': () => t('replay.other-incident', 'the alert joins another incident'),
  'new-incident': () => t('replay.new-incident', 'the alert opens an incident of its own'),
  held: () => t('replay.held', 'a maintenance holds the page'),
  'other-policy': () => t('replay.other-policy', 'another escalation policy is used'),
  'answered-sooner': () => t('replay.answered-sooner', 'somebody has already answered'),
  'answered-later': () => t('replay.answered-later', 'nobody has answered yet'),
  'other-person': () => t('replay.other-person', 'the step pages somebody else'),
  'not-available': () => t('replay.not-available', 'the person is not available'),
  'other-urgency': () => t('replay.other-urgency', 'the page has another urgency'),
  'other-methods': () => t('replay.other-methods', 'the page comes by other methods'),
  sooner: () => t('replay.sooner', 'the page comes sooner'),
  later: () => t('replay.later', 'the page comes later'),
  'not-paged': () => t('replay.not-paged', 'the step pages nobody'),
  'paged-besides': () => t('replay.paged-besides', 'the step pages one more person'),
};

export function differenceText(reason: DifferenceReason): string {
  return DIFFERENCES[reason]();
}

/** What objects are called to people, by the kind under which they are stored. */
const STORED: Readonly<Record<string, SubjectKind>> = {
  users: 'user',
  profiles: 'user',
  disabledSince: 'user',
  disabledInGrafana: 'user',
  devices: 'device',
  teams: 'team',
  rotas: 'rota',
  overrides: 'override',
  swaps: 'swap',
  absences: 'absence',
  pastAbsences: 'absence',
  calendars: 'calendar',
  timeWindows: 'time-window',
  escalationPolicies: 'policy',
  maintenances: 'maintenance',
  integrations: 'integration',
  channels: 'channel',
  units: 'unit',
  workProfiles: 'work-profile',
  organisations: 'organisation',
};

/** Where the names of objects of a kind are listed. */
const LISTED: Partial<Record<SubjectKind, DirectoryKind>> = {
  user: 'people',
  team: 'teams',
  rota: 'rotas',
  policy: 'policies',
  integration: 'integrations',
};

interface SkippedPart {
  reason: (typeof REPLAY_PROBLEMS)[number];
  kind: string;
  id: string;
}

/** @param nameOf what is still there; of what is gone, its id */
export function replayProblemText(
  { reason, kind, id }: SkippedPart,
  nameOf: (kind: DirectoryKind, id: string) => string,
): string {
  switch (reason) {
    case 'no-data':
      return t('replay.no-data', 'No alerts are stored of this period.');
    case 'integration-gone':
      return t('replay.integration-gone', 'The integration {{id}} does not exist any more: its alerts are left out.', {
        id,
      });
    case 'person-erased':
      return t('replay.person-erased', 'A person of this period was erased: their pages are left out.');
    case 'unreadable':
      return unreadableText(kind, id, nameOf);
    case 'repeats-unknown':
      return t(
        'replay.repeats-unknown',
        'When alerts of {{id}} came again was not recorded, as it did not resolve by itself: with this draft, its incidents end too soon here.',
        { id: nameOf('integrations', id) },
      );
    case 'failed-part':
      return t('replay.failed-part', 'A part of the period could not be computed, and is left out.');
  }
}

function unreadableText(kind: string, id: string, nameOf: (kind: DirectoryKind, id: string) => string): string {
  const subject = Object.hasOwn(STORED, kind) ? STORED[kind] : undefined;
  const listed = subject && LISTED[subject];
  return t('replay.unreadable', '“{{name}}” ({{kind}}) cannot be read as it was then, and is left out.', {
    name: listed === undefined ? id : nameOf(listed, id),
    // A kind of a later release has no words here.
    kind: subject === undefined ? kind : kindWord(subject),
  });
}
