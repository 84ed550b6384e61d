/** Names in the reader's language what imports speak of: pagers, classes, kinds of objects, causes of differences. */
import type { ImportKind } from '#modules/importing/contract/plan';
import type { RunStep } from '#modules/importing/contract/wizard';
import type { DifferenceCause, ImportClass, ImportSource } from '#modules/importing/domain/model';
import { t } from '../../../../language.ts';

/** Names of products. */
const PAGERS: Record<ImportSource, string> = {
  oncall: 'Grafana OnCall',
  opsgenie: 'Opsgenie',
  jsm: 'Jira Service Management',
  pagerduty: 'PagerDuty',
  goalert: 'GoAlert',
};

export function pagerName(source: ImportSource): string {
  return PAGERS[source];
}

const CLASSES: Record<ImportClass, () => string> = {
  exact: () => t('import-class.exact', 'The same'),
  rewritten: () => t('import-class.rewritten', 'Another form, the same result'),
  frozen: () => t('import-class.frozen', 'Written down until a date'),
  approximated: () => t('import-class.approximated', 'Differs, as said'),
  'left-out': () => t('import-class.left-out', 'Left out'),
  'needs-a-person': () => t('import-class.needs-a-person', 'Needs a person'),
};

export function classText(one: ImportClass): string {
  return CLASSES[one]();
}

const KINDS: Record<ImportKind, () => string> = {
  rota: () => t('import-kind.rota', 'Rota'),
  override: () => t('import-kind.override', 'Override'),
  swap: () => t('import-kind.swap', 'Swap'),
  policy: () => t('import-kind.policy', 'Escalation policy'),
  step: () => t('import-kind.step', 'Step'),
  integration: () => t('import-kind.integration', 'Integration'),
  route: () => t('import-kind.route', 'Route'),
  heartbeat: () => t('import-kind.heartbeat', 'Heartbeat'),
  maintenance: () => t('import-kind.maintenance', 'Maintenance'),
  person: () => t('import-kind.person', 'Person'),
  'contact-method': () => t('import-kind.contact-method', 'Contact method'),
  'personal-rule': () => t('import-kind.personal-rule', 'Notification rule'),
  team: () => t('import-kind.team', 'Team'),
  channel: () => t('import-kind.channel', 'Channel'),
  other: () => t('import-kind.other', 'Other'),
};

export function kindText(kind: ImportKind): string {
  return KINDS[kind]();
}

const CAUSES: Record<DifferenceCause, () => string> = {
  'person-unknown': () => t('import-cause.person-unknown', 'a person who is not mapped'),
  'now-edge': () => t('import-cause.now-edge', 'the moment of reading'),
  'left-empty': () => t('import-cause.left-empty', 'turns left empty: whoever is below is on call'),
  dst: () => t('import-cause.dst', 'a clock change'),
  'utc-schedule': () => t('import-cause.utc-schedule', 'the pager counts in UTC'),
  union: () => t('import-cause.union', 'several people at once'),
  forwarding: () => t('import-cause.forwarding', 'a forwarding of a person'),
  swap: () => t('import-cause.swap', 'a swap'),
  'participant-not-a-person': () => t('import-cause.participant-not-a-person', 'a participant that is no person'),
  'not-permitted': () => t('import-cause.not-permitted', 'the pager leaves out somebody who may not be notified'),
  'window-split': () => t('import-cause.window-split', 'windows in whole minutes'),
  seconds: () => t('import-cause.seconds', 'seconds of the pager'),
  'frozen-end': () => t('import-cause.frozen-end', 'after the end of what was written down'),
  unexplained: () => t('import-cause.unexplained', 'unexplained'),
};

export function causeText(cause: DifferenceCause): string {
  return CAUSES[cause]();
}

const STEPS: Record<RunStep, () => string> = {
  fetch: () => t('import-step.fetch', 'Reading'),
  plan: () => t('import-step.plan', 'Planning'),
  prove: () => t('import-step.prove', 'Comparing'),
  apply: () => t('import-step.apply', 'Applying'),
  compare: () => t('import-step.compare', 'Comparing with what is saved'),
};

export function stepText(step: RunStep): string {
  return STEPS[step]();
}
