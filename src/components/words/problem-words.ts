/** Describes a problem of a field, as the end of a sentence about the field. */
import { PROBLEMS } from '#contract/reasons/problems';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import { t } from '../../language.ts';
import { guessed, SET_UP_WORDS } from './set-up-words.ts';
import { allOf, formatWords, kindWord, oneOf, typeWord, uniqueWord } from './value-words.ts';

function missing(wanted: string): string {
  return wanted === ''
    ? t('problem.missing', 'is missing')
    : t('problem.missing-wanted', 'is missing; give {{wanted}}', { wanted });
}

function whereText(object: string, path: string): string {
  return path === '' ? object : t('problem.where', '{{object}}, {{path}}', { object, path });
}

const WORDS: ReasonTexts<typeof PROBLEMS> = {
  missing: ({ wanted, choices }) =>
    missing(choices.length > 0 ? oneOf(choices) : wanted === null ? '' : typeWord(wanted)),
  'wrong-type': ({ expected, given, needsQuotes }) => {
    const values = { expected: typeWord(expected), given: typeWord(given) };
    return needsQuotes
      ? t('problem.wrong-type-quotes', 'must be {{expected}}, not {{given}}; put it in quotes', values)
      : t('problem.wrong-type', 'must be {{expected}}, not {{given}}', values);
  },
  'not-a-choice': ({ choices, meant }) =>
    guessed(t('problem.not-a-choice', 'must be {{choices}}', { choices: oneOf(choices) }), meant),
  'wrong-form': () =>
    t('problem.wrong-form', 'has none of the forms that are possible here; see docs/configuration.md'),
  'wrong-format': ({ format }) => formatWords(format),
  'unknown-field': ({ known, meant }) =>
    meant === null
      ? t('problem.unknown-field', 'is not a known field here. Known fields: {{known}}', { known: allOf(known) })
      : guessed(t('problem.unknown', 'is not a known field here'), meant),
  empty: () => t('problem.empty', 'must not be empty'),
  'too-short': ({ min }) =>
    t('problem.too-short', '', {
      count: min,
      defaultValue_one: 'must have at least {{count}} character',
      defaultValue_other: 'must have at least {{count}} characters',
    }),
  'too-long': ({ max }) =>
    t('problem.too-long', '', {
      count: max,
      defaultValue_one: 'must have at most {{count}} character',
      defaultValue_other: 'must have at most {{count}} characters',
    }),
  'too-few': ({ min }) =>
    t('problem.too-few', '', {
      count: min,
      defaultValue_one: 'must have at least {{count}} entry',
      defaultValue_other: 'must have at least {{count}} entries',
    }),
  'too-many': ({ max }) =>
    t('problem.too-many', '', {
      count: max,
      defaultValue_one: 'must have at most {{count}} entry',
      defaultValue_other: 'must have at most {{count}} entries',
    }),
  'too-small': ({ min }) => t('problem.too-small', 'must be at least {{min}}', { min }),
  'too-large': ({ max }) => t('problem.too-large', 'must be at most {{max}}', { max }),
  'not-whole-number': ({ min, max }) =>
    t('problem.not-whole-number', 'must be a whole number from {{min}} to {{max}}', { min, max }),
  'duration-too-short': ({ min }) => t('problem.too-small', 'must be at least {{min}}', { min }),
  'duration-too-long': ({ max }) => t('problem.too-large', 'must be at most {{max}}', { max }),
  'nul-character': () => t('problem.nul-character', 'must not contain the character NUL'),
  'no-such-date': () =>
    t('problem.no-such-date', 'is a date or time that does not exist; write 2026-01-05T09:00 (midnight is T00:00)'),
  'outside-years': ({ first, last }) =>
    t('problem.outside-years', 'must be between {{first}} and {{last}}', { first, last }),
  'has-offset': () => t('problem.has-offset', 'must not have an offset; it belongs to the time zone named beside it'),
  'wrong-matcher': ({ detail }) =>
    t('problem.wrong-matcher', 'is not a matcher such as team="db": {{detail}}', { detail }),
  'wrong-regex': ({ detail }) =>
    t('problem.wrong-regex', 'is not a regular expression that can be used: {{detail}}', { detail }),
  'too-heavy': ({ detail }) => t('problem.too-heavy', 'is more work than is allowed: {{detail}}', { detail }),
  'wrong-template': ({ detail }) =>
    t('problem.wrong-template', 'is not a template that can be used: {{detail}}', { detail }),
  reserved: ({ value }) => t('problem.reserved', 'must not be “{{value}}”, which Vigie needs for itself', { value }),
  'exactly-one': ({ of, given }) =>
    given.length === 0
      ? t('problem.exactly-one', 'must have exactly one of {{of}}', { of: allOf(of) })
      : t('problem.exactly-one-given', 'must have exactly one of {{of}}, not {{given}}', {
          of: allOf(of),
          given: allOf(given),
        }),
  'at-least-one': ({ of }) => t('problem.at-least-one', 'is missing; give at least one of {{of}}', { of: allOf(of) }),
  'only-with': ({ field }) => t('problem.only-with', 'has a place beside “{{field}}” only', { field }),
  'not-with': ({ field }) => t('problem.not-with', 'has no place beside “{{field}}”', { field }),
  'only-of-type': ({ types, given }) =>
    t('problem.only-of-type', 'has a place in type {{types}} only, not in {{given}}', { types: oneOf(types), given }),
  'same-as-other': ({ field }) => t('problem.same-as-other', 'must differ from “{{field}}”', { field }),
  'not-after': ({ field }) => t('problem.not-after', 'must be after “{{field}}”', { field }),
  'too-far-after': ({ field, max }) =>
    t('problem.too-far-after', 'must be at most {{max}} after “{{field}}”', { field, max }),
  overlaps: ({ field }) => t('problem.overlaps', 'overlaps “{{field}}”', { field }),
  'no-such': ({ kind, name, meant }) =>
    guessed(
      t('problem.no-such', 'names {{kind}} “{{name}}”, which does not exist', { kind: kindWord(kind), name }),
      meant,
    ),
  'no-such-method': ({ method, user, meant }) =>
    guessed(
      t('problem.no-such-method', 'names contact method “{{method}}”, which {{user}} does not have', { method, user }),
      meant,
    ),
  'no-such-layer': ({ layer, rota, meant }) =>
    guessed(
      t('problem.no-such-layer', 'names layer “{{layer}}”, which rota “{{rota}}” does not have', { layer, rota }),
      meant,
    ),
  duplicate: ({ what, of, other }) =>
    of === null
      ? t('problem.duplicate', 'is the same {{what}} as {{other}}; each must differ', { what: uniqueWord(what), other })
      : t('problem.duplicate-of', 'is the same {{what}} as that of “{{id}}” ({{kind}}); each must differ', {
          what: uniqueWord(what),
          kind: kindWord(of.kind),
          id: of.id,
        }),
  'unknown-zone': ({ zone }) =>
    t(
      'problem.unknown-zone',
      'is not a time zone that the sidecar’s machine knows (“{{zone}}”); write an IANA name such as Europe/Paris',
      { zone },
    ),
  'unknown-region': ({ region }) =>
    t(
      'problem.unknown-region',
      'is not a region with known public holidays (“{{region}}”); write a country such as FR, or a part of one such as DE-BY',
      { region },
    ),
  'no-heartbeat': ({ integration }) =>
    t('problem.no-heartbeat', 'names integration “{{integration}}”, which expects no heartbeat; set one there first', {
      integration,
    }),
  'no-layer-below': () => t('problem.no-layer-below', 'must be off for the lowest layer: there is no layer below it'),
  'calendar-of-absences': ({ calendar }) =>
    t('problem.calendar-of-absences', 'names calendar “{{calendar}}”, whose events are absences; name one of shifts', {
      calendar,
    }),
  'unknown-type': ({ given, known, meant }) =>
    guessed(
      t('problem.unknown-type', '“{{given}}” is no type of this version; it must be {{known}}', {
        given,
        known: oneOf(known),
      }),
      meant,
    ),
  'must-be': ({ value }) => t('problem.must-be', 'must be {{value}}', { value }),
  'in-past': () => t('problem.in-past', 'must be in the future'),
  'in-future': () => t('problem.in-future', 'must not be in the future'),
  'late-notice': ({ user, days, rule }) =>
    t(
      'problem.late-notice',
      'is missing: {{user}} would be told {{days}} days ahead, and the rule is {{rule}}; say why',
      {
        user,
        days,
        rule,
      },
    ),
  'before-since': ({ since }) => t('problem.before-since', 'must not be before {{since}}', { since }),
  within: ({ max }) => t('problem.within', 'must be in the future, at most {{max}} ahead', { max }),
  'name-taken': () => t('problem.name-taken', 'is the name of somebody else who acts; choose another'),
  provisioned: () => t('problem.provisioned', 'is stated in a provisioning file; change the file instead'),
  'admin-only': () => t('problem.admin-only', 'can be changed by Admins only'),
  'other-unit': ({ unit }) =>
    t('problem.other-unit', 'belongs to the unit “{{unit}}” at that time; its HR sets the end there first', { unit }),
  'beyond-law': ({ limit, article }) =>
    t('problem.beyond-law', 'is kinder to the employer than the law ({{article}}: {{limit}})', { article, limit }),
  'too-many-decimals': ({ max }) =>
    t('problem.too-many-decimals', '', {
      count: max,
      defaultValue_one: 'must have at most {{count}} decimal',
      defaultValue_other: 'must have at most {{count}} decimals',
    }),
  'retention-too-short': ({ unit, min }) =>
    t(
      'problem.retention-too-short',
      'the unit “{{unit}}” keeps records for less than {{min}} years, which the law asks for with this contract',
      { unit, min },
    ),
  'long-pause': ({ window, closed }) =>
    closed === null
      ? t('problem.long-pause-holidays', 'waits for “{{window}}”, which opens on public holidays only', { window })
      : t('problem.long-pause', 'may wait {{closed}} for “{{window}}”; until then nobody is paged', { window, closed }),
  'no-work-profile': ({ users, rota }) =>
    t('problem.no-work-profile', 'the rota “{{rota}}” has people without a work profile: {{users}}', {
      rota,
      users: allOf(users),
    }),
  'no-such-duty': ({ rota }) =>
    t('problem.no-such-duty', 'names the rota “{{rota}}”, which does not exist; only what was recorded of it counts', {
      rota,
    }),
  'not-read-by-counsel': () => t('problem.not-read-by-counsel', 'is not set: the numbers were not read by counsel'),
  'no-second-person': () =>
    t(
      'problem.no-second-person',
      'names the only person among managers and HR, so that nobody else can decide in their own case; name a second person',
    ),
  'added-elsewhere': () =>
    t('problem.added-elsewhere', 'is added on the device itself, by the link that is made for it'),
  'wrong-code': () => t('problem.wrong-code', 'is not the code that was sent'),
  'used-by': ({ kind, id, path }) =>
    whereText(t('problem.used-by', '“{{id}}” ({{kind}}) uses it', { kind: kindWord(kind), id }), path),
  breaks: ({ kind, id, path, why }) =>
    t('problem.breaks', '{{where}}: {{problem}}', {
      where: whereText(t('problem.object', '“{{id}}” ({{kind}})', { kind: kindWord(kind), id }), path),
      problem: problemText(why),
    }),
  'used-by-swap': ({ rota }) => t('problem.used-by-swap', 'a swap on the rota “{{rota}}” is not over', { rota }),
  'used-until-next-state': ({ rota }) =>
    t('problem.used-until-next-state', 'the rota “{{rota}}” needs them until the change that is planned for it', {
      rota,
    }),
  'used-by-incident': ({ number }) => t('problem.used-by-incident', 'incident #{{number}} is not resolved', { number }),
  'used-by-statements': ({ unit, statements }) =>
    t('problem.used-by-statements', 'unit “{{unit}}” keeps monthly statements ({{statements}}), which outlive it', {
      unit,
      statements,
    }),
  'used-by-open-month': ({ unit, month }) =>
    t('problem.used-by-open-month', '{{month}} in unit “{{unit}}” is not closed', { unit, month }),
  ...SET_UP_WORDS,
  other: ({ detail }) => detail,
};

/** In the reader's language, or the sidecar's sentence if this version does not know its reason. */
export function problemText(problem: { reason?: string | null | undefined; data?: unknown; message: string }): string {
  return wordsOf(PROBLEMS, WORDS, problem) ?? problem.message;
}
