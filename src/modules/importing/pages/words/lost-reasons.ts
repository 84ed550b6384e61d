/** Says why an object of the pager differs in Vigie, was left out, or needs a person. */
import { t } from '../../../../language.ts';
import type { ReasonValues } from './reason-values.ts';

export const LOST_REASONS = {
  'hours-over-a-clock-change': () =>
    t(
      'import-reason.hours-over-a-clock-change',
      'what the pager does with turns of hours in the night of a clock change is not documented',
    ),
  'change-nights-written': (values: ReasonValues) =>
    t(
      'import-reason.change-nights-written',
      'in the nights of clock changes the pager has other people than its shifts say: those {{hours}} h of the compared range are written down, later nights follow the shifts',
      values,
    ),
  'resolves-as-silence': () =>
    t(
      'import-reason.resolves-as-silence',
      'the pager resolves the incident at this step; here nobody more is told, and it stays open until the monitor ends it',
    ),
  'chosen-empty': () =>
    t('import-reason.chosen-empty', 'as chosen: a rota without layers, on which nobody is on call until you fill it'),
  'chosen-frozen': (values: ReasonValues) =>
    t(
      'import-reason.chosen-frozen',
      'as chosen: no rota gives the same, so the answer of the pager is written down until {{until}}, and nobody is on call after it',
      values,
    ),
  'chosen-left-out': () => t('import-reason.chosen-left-out', 'as chosen: there is no rota, and steps name it no more'),
  'local-time': (values: ReasonValues) =>
    t(
      'import-reason.local-time',
      'turns keep the clock of {{zone}}; the pager counts in UTC, which differs after each clock change',
      values,
    ),
  'pause-by-clock': (values: ReasonValues) =>
    t(
      'import-reason.pause-by-clock',
      'pages wait until {{until}} by the clock of {{zone}}; the pager does not say whose clock it means',
      values,
    ),
  'rule-per-alert': (values: ReasonValues) =>
    t(
      'import-reason.rule-per-alert',
      'tested on each alert, and in the pager on the whole group: written as {{match}}',
      values,
    ),
  'swap-open': () => t('import-reason.swap-open', 'nobody has taken it in the pager: ask again in Vigie'),
  'timeout-hidden': (values: ReasonValues) =>
    t(
      'import-reason.timeout-hidden',
      'the pager does not show its timeout: write how often signals come on the integration {{integration}}',
      values,
    ),
  'payload-unread': (values: ReasonValues) =>
    t(
      'import-reason.payload-unread',
      'payloads of {{type}} are read as those of any webhook: look at the first ones, and give a template',
      values,
    ),
  'members-hidden': () =>
    t('import-reason.members-hidden', 'the pager does not show who is in it: name its members and managers in Vigie'),
  'pause-becomes-wait': (values: ReasonValues) =>
    t(
      'import-reason.pause-becomes-wait',
      'the pager waits until more than {{count}} alerts came; here the step is skipped until then',
      values,
    ),
  'goes-on-after-acknowledgement': () =>
    t('import-reason.goes-on-after-acknowledgement', 'the pager goes on after an acknowledgement; here it stops'),
  'repeats-fewer': (values: ReasonValues) =>
    t('import-reason.repeats-fewer', 'the pager repeats {{given}} times; here at most {{most}}', values),
  'turns-in-policy': (values: ReasonValues) =>
    t(
      'import-reason.turns-in-policy',
      'the pager remembers whose turn it is by {{by}}; here the first incident begins with the first person',
      values,
    ),
  'other-target': (values: ReasonValues) =>
    t('import-reason.other-target', '{{given}} is written as {{written}}', values),
  'urgency-by-severity': () =>
    t(
      'import-reason.urgency-by-severity',
      'errors and worse go through all steps; whether they are urgent is said by the severity (critical is), not by the service',
    ),
  'no-counterpart': (values: ReasonValues) =>
    t('import-reason.no-counterpart', 'there is no counterpart of {{what}}', values),
  'not-active': () => t('import-reason.not-active', 'it is switched off, or over'),
  'nobody-in-it': () => t('import-reason.nobody-in-it', 'nobody is in it'),
  'not-verified-there': () => t('import-reason.not-verified-there', 'it was never verified in the pager'),
  'phone-app': () => t('import-reason.phone-app', 'it is the phone app of the pager: each person connects Vigie’s own'),
  past: () => t('import-reason.past', 'it is over'),
  'no-account': (values: ReasonValues) =>
    t(
      'import-reason.no-account',
      'nobody in Vigie has the address {{email}} or the login {{username}}: choose the login under People',
      values,
    ),
  'person-gone': () =>
    t(
      'import-reason.person-gone',
      'schedules or policies name this person, whom the pager no longer lists: choose the login under People, or leave the turns empty',
    ),
  'person-from-file': () =>
    t(
      'import-reason.person-from-file',
      'a file states this person, with their methods and rules: nothing is saved of it',
    ),
  'person-keeps-own': () =>
    t('import-reason.person-keeps-own', 'the person keeps the methods and rules that they have in Vigie'),
  'person-known': () =>
    t(
      'import-reason.person-known',
      'files leave out people whom Vigie knows: they enter their methods and rules in Vigie',
    ),
  'left-empty': () => t('import-reason.left-empty', 'its turns are left empty, as the map of people says'),
  'hidden-key': (values: ReasonValues) =>
    t(
      'import-reason.hidden-key',
      'the pager hides the key: take it from there by hand, or give the sender the new address {{address}}',
      values,
    ),
  'hidden-step': (values: ReasonValues) =>
    t('import-reason.hidden-step', 'the pager hides a step at position {{position}}: look there', values),
  'untranslated-rule': (values: ReasonValues) =>
    t(
      'import-reason.untranslated-rule',
      'the rule cannot be translated, and nothing takes its place: {{rule}}',
      values,
    ),
  'rules-of-key': (values: ReasonValues) =>
    t(
      'import-reason.rules-of-key',
      'the rules of its universal key are not translated: every post to the new address {{address}} is an alert',
      values,
    ),
  'untranslated-template': (values: ReasonValues) =>
    t('import-reason.untranslated-template', 'the template is not translated: {{template}}', values),
  'unfinished-step': () => t('import-reason.unfinished-step', 'a step is unfinished in the pager'),
  'numbers-hidden': () => t('import-reason.numbers-hidden', 'the pager does not show numbers: people enter them'),
  muted: (values: ReasonValues) => t('import-reason.muted', 'it is muted in the pager: {{why}}', values),
  'not-read': (values: ReasonValues) =>
    t('import-reason.not-read', 'it could not be read from the pager: {{why}}', values),
  'override-not-shown': (values: ReasonValues) =>
    t(
      'import-reason.override-not-shown',
      'the pager lists it, from {{start}} to {{end}}, and does not show it in its answer to who is on call: nothing is made of it; look there, and add it in Vigie',
      values,
    ),
  'no-answer': () => t('import-reason.no-answer', 'the pager gave no answer for it, so it is not compared'),
};
