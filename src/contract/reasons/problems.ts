/** Lists what can be wrong with a field: `reason` and `data` of `error.details`, of files and of `--check`. */
import { z } from 'zod';
import { count, format, kind, object, text, texts, type, unique } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { CodeOf, ReasonOf } from '#contract/reasons/reason';

/** The known word that was probably meant, if one is close. */
const meant = text.nullable();

export const PROBLEMS = reasonList({
  // The form of one value.
  missing: { wanted: type.nullable(), choices: texts },
  'wrong-type': { expected: type, given: type, needsQuotes: z.boolean() },
  'not-a-choice': { choices: texts, meant },
  /** None of the allowed forms. */
  'wrong-form': {},
  'wrong-format': { format },
  'unknown-field': { known: texts, meant },
  empty: {},
  /** Characters. */
  'too-short': { min: count },
  'too-long': { max: count },
  /** Entries. */
  'too-few': { min: count },
  'too-many': { max: count },
  'too-small': { min: count },
  'too-large': { max: count },
  /** A whole number from `min` to `max`, both included. */
  'not-whole-number': { min: count, max: count },
  /** Durations as they are written, such as `5m`. */
  'duration-too-short': { min: text },
  'duration-too-long': { max: text },
  'nul-character': {},
  'no-such-date': {},
  'outside-years': { first: count, last: count },
  /** A local time must not have an offset. */
  'has-offset': {},
  /** Errors in matchers, regular expressions or templates; `detail` says it in English. */
  'wrong-matcher': { detail: text },
  'wrong-regex': { detail: text },
  'wrong-template': { detail: text },
  /** Matchers, regular expressions or templates that may be right, and are too much work. */
  'too-heavy': { detail: text },
  reserved: { value: text },
  // Fields beside each other.
  'exactly-one': { of: texts, given: texts },
  'at-least-one': { of: texts },
  /** Allowed only beside this field. */
  'only-with': { field: text },
  'not-with': { field: text },
  /** Allowed only for these types. */
  'only-of-type': { types: texts, given: text },
  'same-as-other': { field: text },
  'not-after': { field: text },
  'too-far-after': { field: text, max: text },
  /** Two stretches of time overlap. */
  overlaps: { field: text },
  // Names.
  'no-such': { kind, name: text, meant },
  'no-such-method': { method: text, user: text, meant },
  'no-such-layer': { layer: text, rota: text, meant },
  /** The lowest layer of a rota joins none. */
  'no-layer-below': {},
  /** `of` has the same value at `other`; null: it is this object itself. */
  duplicate: { what: unique, of: object.nullable(), other: text },
  'unknown-zone': { zone: text },
  'unknown-region': { region: text },
  'no-heartbeat': { integration: text },
  'calendar-of-absences': { calendar: text },
  'unknown-type': { given: text, known: texts, meant },
  // Refused by the API alone.
  /** The address of the request states it. */
  'must-be': { value: text },
  'in-past': {},
  'in-future': {},
  /** An intervention starts before the person's unit counts; `since` is a date. */
  'before-since': { since: text },
  /** In the future, and at most this far ahead. */
  within: { max: text },
  'name-taken': {},
  provisioned: {},
  'admin-only': {},
  /** A person has a work profile in one unit at a time. */
  'other-unit': { unit: text },
  /** Somebody would be told `days` days ahead that they are on call; the rule is `rule`. */
  'late-notice': { user: text, days: count, rule: count },
  /** A number is kinder to the employer than the law's; a warning. */
  'beyond-law': { limit: text, article: text },
  /** An amount of money has too many decimals. */
  'too-many-decimals': { max: count },
  /** The records of somebody with `contract: days` are kept for at least `min` years. */
  'retention-too-short': { unit: text, min: count },
  /** A step may wait for longer than a day; `closed`: a duration, null if the window opens on public holidays only. */
  'long-pause': { window: text, closed: text.nullable() },
  // Warnings about units.
  'no-work-profile': { users: texts, rota: text },
  'no-such-duty': { rota: text },
  'not-read-by-counsel': {},
  'no-second-person': {},
  /** A device is added on the device itself, by a link. */
  'added-elsewhere': {},
  'wrong-code': {},
  // Other objects would become invalid: `path` is theirs.
  'used-by': { ...object.shape, path: text },
  /** `why` is what would be wrong there, as in a detail; its reason may be of a later version. */
  breaks: {
    ...object.shape,
    path: text,
    why: z.object({ reason: text.nullable(), data: z.record(text, z.unknown()), message: text }),
  },
  /** The person cannot be erased yet: a swap on the rota is not over. */
  'used-by-swap': { rota: text },
  /** The rota's present state names them until its next one takes effect. */
  'used-until-next-state': { rota: text },
  'used-by-incident': { number: count },
  /** A unit that keeps people's months is not deleted. */
  'used-by-statements': { unit: text, statements: count },
  /** The person cannot be erased before HR closes this month. */
  'used-by-open-month': { unit: text, month: text },
  // In provisioning files alone.
  'folder-unreadable': {},
  'no-files': {},
  /** The files state nothing, and so would delete all `count` objects that files stated before. */
  'would-delete-all': { count },
  /** The files would delete the objects `ids`, which are most of the `of` objects of the kind `collection` from files. */
  'would-delete-most': { collection: text, ids: texts, of: count },
  /** Somebody writes or replaces the files at this moment. */
  'still-changing': {},
  'too-many-files': { files: count, max: count },
  /** The operating system's `code`, such as `EACCES`. */
  'file-unreadable': { code: text },
  /** MiB. */
  'file-too-large': { max: count },
  'not-utf-8': {},
  'wrong-yaml': { detail: text },
  'wrong-alias': { max: count, detail: text },
  'alias-in-itself': { anchor: text },
  'too-deep': { max: count },
  'unset-variable': { variable: text },
  'more-problems': { count },
  /** Tokens of fewer characters than `min`. */
  guessable: { min: count },
  'unreachable-person': { user: text },
  'method-elsewhere': { method: text, user: text },
  // In the environment of `--check`.
  /** Beside the variable of the same name with `_FILE`. */
  'set-twice': { other: text },
  /** The file that the `_FILE` variable names cannot be read, or is empty. */
  'setting-file': { variable: text },
  /** The setting is missing, but another one that is set requires it. */
  'needed-beside': { other: text },
  'unknown-setting': { meant },
  /** Other machines could stop time. */
  'clock-reachable': {},
  'needs-settings': { variables: texts },
  /** The password would cross the network in the clear. */
  'password-in-clear': { variables: texts },
  'no-mail': {},
  'in-shadow': {},
  'sender-made-up': { sender: text },
  /** Mail for any domain is accepted; `shown` is the domain in addresses. */
  'any-domain': { shown: text },
  /** Integrations of a type whose senders find nothing at their pager's paths. */
  'senders-unserved': { api: text, integrations: texts },
  /** The database was written with another key. */
  'wrong-key': {},
  /** The database holds secrets, and the key that opens them is given nowhere. */
  'key-missing': {},
  /** A secret that the environment does not give is missing beside a database in use; a start makes a new one. */
  'token-missing': {},
  /** `detail` in the words of the database or of the operating system. */
  'database-unusable': { detail: text },
  'database-too-new': { needs: text, release: text },
  'folder-not-writable': { folder: text, code: text },
  /** `code` of the operating system, such as `EADDRINUSE`. */
  'address-unusable': { address: text, code: text },
  'address-not-tried': { address: text, code: text },
  /** There is only an English sentence. */
  other: { detail: text },
});

export type ProblemCode = CodeOf<typeof PROBLEMS>;
export type ProblemReason = ReasonOf<typeof PROBLEMS>;

export const problemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);
