/** Says why an object of the pager is the same in Vigie, has another form, or was written down. */
import { t } from '../../../../language.ts';
import type { ReasonValues } from './reason-values.ts';

export const KEPT_REASONS = {
  same: () => t('import-reason.same', 'the same by construction'),
  'joined-layers': (values: ReasonValues) =>
    t('import-reason.joined-layers', 'its {{layers}} parts are on call together: joined layers', values),
  'windows-split': () =>
    t('import-reason.windows-split', 'a window longer than a day is written as several of a day each'),
  'turns-repeated': () =>
    t('import-reason.turns-repeated', 'turns are repeated or left empty, so that each has the length that it had'),
  'turns-rotated': (values: ReasonValues) =>
    t(
      'import-reason.turns-rotated',
      'turns are counted from the running one, {{start}}, since the pager stores the position',
      values,
    ),
  'delays-from-start': () =>
    t('import-reason.delays-from-start', 'delays that count from the start are written as waits between steps'),
  'first-step-only': () =>
    t('import-reason.first-step-only', 'low urgency reaches the first rule alone, once, as in the pager'),
  'managers-told-at-the-end': () =>
    t(
      'import-reason.managers-told-at-the-end',
      'when nobody answers to the end, the managers of the team, else the Admins, are told; the pager tells nobody',
    ),
  'tells-nobody': () =>
    t(
      'import-reason.tells-nobody',
      'a policy that pages nobody, since the pager records these alerts and pages nobody',
    ),
  'rotation-as-rota': () =>
    t('import-reason.rotation-as-rota', 'a rotation that steps page directly is a rota of its own'),
  'chain-order': () =>
    t('import-reason.chain-order', 'overrides of one hour are listed in an order that gives the same people'),
  'windows-rewritten': () => t('import-reason.windows-rewritten', 'its hours are written as weekly windows'),
  'sender-keeps-key': (values: ReasonValues) =>
    t(
      'import-reason.sender-keeps-key',
      'senders keep their key and path; only the host name changes to Vigie’s (VIGIE_COMPAT={{compat}})',
      values,
    ),
  'sender-new-address': (values: ReasonValues) =>
    t('import-reason.sender-new-address', 'senders must post to the new address {{address}}', values),
  'one-set-of-rules': () =>
    t('import-reason.one-set-of-rules', 'the pager has one set of personal rules; both urgencies have it'),
  'mail-besides': () =>
    t(
      'import-reason.mail-besides',
      'until imported methods are confirmed, mail reaches the person: it is sent besides; remove the rule afterwards',
    ),
  'same-login': (values: ReasonValues) =>
    t('import-reason.same-login', 'another account of {{login}}, merged with it', values),
  'doubled-policy': (values: ReasonValues) =>
    t(
      'import-reason.doubled-policy',
      'the policy {{policy}} once more, with the settings that belong to the service',
      values,
    ),
  'overrides-cut': () =>
    t(
      'import-reason.overrides-cut',
      'it overlaps others: cut where they begin and end, with those of the highest level',
    ),
  'swap-as-override': () => t('import-reason.swap-as-override', 'a swap that was taken is written as an override'),
  'not-notified': (values: ReasonValues) =>
    t('import-reason.not-notified', 'the pager notifies {{people}} no more: their turns are empty, as there', values),
  'pause-kept': (values: ReasonValues) =>
    t('import-reason.pause-kept', 'the pager waits until {{until}}, and so does the step after it', values),
  'repetition-unrolled': () =>
    t('import-reason.repetition-unrolled', 'a repetition in the middle of the chain is written out'),
  'rule-as-match': (values: ReasonValues) => t('import-reason.rule-as-match', 'written as {{match}}', values),
  'hours-not-settled': () =>
    t(
      'import-reason.hours-not-settled',
      'what the pager does with turns of hours when the clock changes is not documented, and its answer fits neither reading',
    ),
  'shifts-in-ical': () =>
    t(
      'import-reason.shifts-in-ical',
      'its shifts come from an iCal file: to go on after that day, make a calendar of it in Vigie and a layer that names it',
    ),
  'overrides-in-ical': (values: ReasonValues) =>
    t(
      'import-reason.overrides-in-ical',
      'its overrides come from an iCal file: the {{hours}} h in which the answer differs from the shifts are written down, and the layers end with it; to go on, take their ends away',
      values,
    ),
  'no-overrides-in-ical': () =>
    t(
      'import-reason.no-overrides-in-ical',
      'its overrides come from an iCal file, which has none in the compared range: make later ones in Vigie',
    ),
  'too-many-layers': (values: ReasonValues) =>
    t('import-reason.too-many-layers', 'it has {{layers}} shifts, more than a rota has layers', values),
  'two-zones': (values: ReasonValues) =>
    t(
      'import-reason.two-zones',
      'hours are in {{schedule}}, handoffs in {{rotation}}, and a layer has one zone',
      values,
    ),
  'month-overflow': (values: ReasonValues) =>
    t('import-reason.month-overflow', 'a month that begins on day {{day}} overflows in short months', values),
  'unit-not-whole': (values: ReasonValues) =>
    t('import-reason.unit-not-whole', 'a turn of {{length}} is no whole number of hours, or too many of them', values),
  'odd-recurrence': (values: ReasonValues) =>
    t('import-reason.odd-recurrence', 'its recurrence has no counterpart: {{rule}}', values),
  'too-many-turns': () => t('import-reason.too-many-turns', 'it takes more turns than a layer has'),
  'swap-cycle': () => t('import-reason.swap-cycle', 'overrides replace each other in a circle'),
  'participant-not-a-person': (values: ReasonValues) =>
    t('import-reason.participant-not-a-person', '{{participant}} takes a turn, and is not a person', values),
  'windows-in-seconds': () =>
    t('import-reason.windows-in-seconds', 'its hours have seconds, and windows are in whole minutes'),
  'kind-unknown': (values: ReasonValues) =>
    t('import-reason.kind-unknown', 'the pager has a kind that this version does not know: {{kind}}', values),
};
