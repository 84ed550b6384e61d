/** Says in the reader's language why a step of an import ended without a result, and what to do. */
import type { ImportFailureCode } from '#modules/importing/contract/failures';
import type { ImportWire } from '#modules/importing/contract/wizard';
import { t } from '../../../../language.ts';
import { reasonValues } from './reason-values.ts';
import type { ReasonValues } from './reason-values.ts';

const WORDS: Record<ImportFailureCode, (values: ReasonValues) => string> = {
  unreachable: (values) =>
    t(
      'import-failure.unreachable',
      'Nothing answers at {{url}} ({{detail}}). Check the address, and that the sidecar’s machine reaches it.',
      values,
    ),
  'address-refused': (values) =>
    t(
      'import-failure.address-refused',
      '{{url}} may not be asked from here. An operator can allow its network with VIGIE_OUTGOING_ALLOW.',
      values,
    ),
  'key-refused': (values) =>
    t(
      'import-failure.key-refused',
      '{{url}} refuses the key. Check the region in the address, and give another key below.',
      values,
    ),
  'key-too-weak': (values) =>
    t('import-failure.key-too-weak', 'The key may not read {{what}}. Give a key with more rights below.', values),
  'key-missing': (values) =>
    t('import-failure.key-missing', 'There is no key for {{what}}. Give the keys again below, a line each.', values),
  'not-found': (values) =>
    t('import-failure.not-found', '{{url}} does not know {{what}}. Check that the address is that of the API.', values),
  'rate-limited': (values) =>
    t(
      'import-failure.rate-limited',
      '{{url}} still answers “too many requests” after {{tries}} attempts. Wait some minutes, then try again: reading goes on where it stopped.',
      values,
    ),
  'http-error': (values) =>
    t(
      'import-failure.http-error',
      '{{url}} answered HTTP {{status}} to {{what}}. Try again later: reading goes on where it stopped.',
      values,
    ),
  'not-json': (values) =>
    t(
      'import-failure.not-json',
      '{{url}} answered {{what}} with something that is no JSON. Check that the address is that of the API.',
      values,
    ),
  'unexpected-shape': (values) =>
    t(
      'import-failure.unexpected-shape',
      '{{what}} is not as expected: {{detail}}. Report it as a bug; a snapshot for the report is made on the command line with --redact.',
      values,
    ),
  'too-much': (values) =>
    t(
      'import-failure.too-much',
      'What the pager answers takes more than {{most}}, which the sidecar does not give to an import. Move in by the command line, which reads without a limit.',
      values,
    ),
  'changed-while-reading': (values) =>
    t(
      'import-failure.changed-while-reading',
      'The configuration was edited while it was read, {{tries}} times. Try again when nobody edits it.',
      values,
    ),
  'backup-missing': (values) =>
    t(
      'import-failure.backup-missing',
      '{{folder}} is no backup of Opsgenie: it must hold files in {{needed}}.',
      values,
    ),
  'database-unreadable': (values) =>
    t('import-failure.database-unreadable', '{{file}} is no database that can be read ({{detail}}).', values),
  'not-compared': (values) =>
    t(
      'import-failure.not-compared',
      '{{schedules}} were not compared: the pager gave no answer. Look at their coming weeks by hand.',
      values,
    ),
  'snapshot-missing': () => t('import-failure.snapshot-missing', 'What was read is gone. Read again.'),
  'snapshot-damaged': (values) =>
    t('import-failure.snapshot-damaged', 'What was read is damaged ({{detail}}). Read again.', values),
  'snapshot-of-other': (values) =>
    t(
      'import-failure.snapshot-of-other',
      'What was read is from {{found}}. Delete this import, and start another.',
      values,
    ),
  'snapshot-unwritable': (values) =>
    t('import-failure.snapshot-unwritable', 'What was read could not be stored: {{detail}}.', values),
  'plan-missing': () => t('import-failure.plan-missing', 'There is no plan of what was read. Plan again.'),
  'proof-missing': () => t('import-failure.proof-missing', 'This plan was not compared. Compare it first.'),
  'ids-taken': (values) =>
    t('import-failure.ids-taken', '{{ids}} in Vigie is not of this import. Plan again, which gives other ids.', values),
  'people-file': (values) =>
    t('import-failure.people-file', 'The map of people cannot be used: {{detail}}. Save it again.', values),
  'people-unmapped': (values) => t('import-failure.people-unmapped', 'Not mapped yet: {{people}}.', values),
  'people-unconfirmed': () => t('import-failure.people-unconfirmed', 'The map of people is not confirmed.'),
  'vigie-unreachable': (values) =>
    t('import-failure.vigie-unreachable', 'Vigie’s own API did not answer ({{detail}}). Try again.', values),
  'vigie-refused': (values) =>
    t(
      'import-failure.vigie-refused',
      'Vigie refuses {{what}}: {{detail}}. What was saved before stays; applying again is safe.',
      values,
    ),
  'vigie-conflict': (values) =>
    t(
      'import-failure.vigie-conflict',
      '{{what}} was changed in Vigie since the last time. Apply again, and choose to replace such changes, or keep them.',
      values,
    ),
  'vigie-needed': () => t('import-failure.vigie-needed', 'Vigie’s own API is missing.'),
  'folder-unwritable': (values) =>
    t('import-failure.folder-unwritable', 'The files could not be written: {{detail}}.', values),
  'proof-failed': (values) =>
    t(
      'import-failure.proof-failed',
      'Unexplained differences: {{count}}, in {{rotas}}. Choose below what they become; nothing was applied.',
      values,
    ),
  'hours-not-compared': (values) =>
    t(
      'import-failure.hours-not-compared',
      'Hours not compared, since the pager names a team or an escalation there, and no person: {{hours}} ({{rotas}}).',
      values,
    ),
  'nobody-to-ask': () => t('import-failure.nobody-to-ask', 'Nothing was applied: nobody was there to be asked.'),
  declined: () => t('import-failure.declined', 'Nothing was applied.'),
  cancelled: () => t('import-failure.cancelled', 'It was stopped before its end.'),
  internal: () => t('import-failure.internal', 'Vigie failed unexpectedly. The log of the sidecar says why.'),
  'nothing-fresh': () => t('import-failure.nothing-fresh', 'There is no key to ask the pager again. Give one below.'),
  usage: ({ detail }) => String(detail),
};

/** A newer sidecar may know more failures; its message is English. */
export function stepFailureText({ code, data, message }: NonNullable<ImportWire['failure']>): string {
  return Object.hasOwn(WORDS, code) ? WORDS[code](reasonValues(data)) : message;
}
