/** Lists why a request is refused: `error.reason` and `error.data` of an error answer. */
import { z } from 'zod';
import { count, importNeed, kind, swapRefusal, text, texts, unidentified } from '#contract/reasons/data';
import { reasonList } from '#contract/reasons/reason';
import type { CodeOf, ReasonOf } from '#contract/reasons/reason';

/** What people write that pages nobody, each with a limit per person and hour. */
const WRITTEN_BY_PEOPLE = ['notes', 'handoff-notes', 'swaps', 'incidents', 'changes'] as const;

/** `askIfUnavailable`: somebody who would be paged is not available; `until`: epoch ms. Without the flag they are paged. */
export const NOT_AVAILABLE_NOW = reasonList({
  'not-available': { user: text, until: count, standIn: text.nullable(), others: texts },
});

/**
 * Without `evenInShadow`: nobody would be paged, since the incident is or would be in shadow. `id`: of the team or the
 * integration.
 */
export const IN_SHADOW_NOW = reasonList({
  'in-shadow': { cause: z.enum(['all', 'team', 'integration']), id: text.nullable() },
});

export const REFUSALS = reasonList({
  // Who is asking.
  'token-missing': {},
  'token-unknown': {},
  'token-expired': {},
  /** The plugin's token was used on `/api`: the request comes from an older plugin, whose route leads there. */
  'plugin-token': {},
  /** Another token than the plugin's was used on `/grafana/api`. */
  'plugin-token-wrong': {},
  /** `VIGIE_API_TOKEN` came through a proxy, from an older plugin or from a script that needs an API token. */
  forwarded: {},
  /** Grafana's assertion about the person is missing or cannot be verified. */
  'identity-unknown': { why: unidentified },
  /** The sidecar serves only these organisations. */
  'identity-foreign': { orgs: texts },
  'login-taken': { login: text },
  'login-unusable': { login: text },
  /** An Admin of Vigie, or a file, disabled the person who asks. */
  'person-disabled': {},
  'session-ended': {},
  /** The request comes from another site than the phone app's own. */
  'foreign-page': {},
  // What they may do.
  'read-only': {},
  'admins-only': {},
  'editors-only': {},
  /** An object with a team is for the team's Editors and for Admins, one without a team for Admins. */
  'team-editors-only': {},
  'people-only': {},
  /** Only for the person themselves and for Admins. */
  'person-or-admin': {},
  /** Only for the person themselves. */
  'person-alone': {},
  /** Only in one's own name; for Admins also in that of others. */
  'own-name-only': {},
  /** Commands are for people whom the incident concerns. */
  'not-concerned': {},
  /** Paging others by hand. */
  'paging-by-hand': {},
  'guest-link': {},
  /** `sync` of an integration. */
  'sync-by-admins': {},
  /** It belongs to another team: alerts that keep it alive would hide its silence. */
  'heartbeat-of-others': { integration: text },
  'absence-of-others': {},
  'maintenance-of-others': {},
  'time-window-of-others': {},
  /** Taking over a shift. */
  'shift-of-others': {},
  'interventions-of-others': {},
  'handoff-of-others': {},
  /** Only HR of the unit writes units and work profiles. */
  'hr-only': {},
  /** Working time is visible only to the person, and to managers and HR of their unit. */
  'labour-of-others': {},
  /** Nobody decides in their own case. */
  'own-case': {},
  /** A month that HR has closed: only HR corrects what it was computed from, and nobody closes it again. */
  'month-closed': { month: text },
  /** It is closed from then on, epoch ms, or before if the person accepted it. */
  'month-too-early': { month: text, from: count },
  /** Switching a team between real and shadow, and asking its people to confirm. */
  'team-managers-only': {},
  /** Some fields of a person may be changed only by Admins. */
  'fields-by-admins': { fields: texts },
  // What exists.
  'no-such': { kind, id: text.nullable() },
  'no-such-address': {},
  exists: { kind, id: text },
  /** It has changed since it was loaded: load it again. */
  stale: {},
  /** A provisioning file states it. */
  provisioned: { kind, id: text },
  /** Others refer to it; `by` counts them, and `details` name them. */
  'in-use': { kind, id: text, by: count },
  /** Other objects would become invalid. */
  'would-break': { others: count },
  // What was sent.
  /** `details` say which fields are wrong. */
  invalid: {},
  'not-json': { detail: text.nullable() },
  'body-empty': {},
  'body-too-large': {},
  'unsupported-type': { type: text.nullable() },
  'unsupported-encoding': { encoding: text },
  'payload-refused': { detail: text },
  // What is not possible now.
  'not-on-call': { user: text },
  'incident-resolved': { number: count, command: text.nullable() },
  'snooze-in-past': {},
  'snooze-too-long': { max: text },
  'unknown-users': { users: texts },
  'nobody-to-page': {},
  /** Nothing but mail reaches them, so the team is not switched to real unless forced with a reason. */
  'unreachable-people': { users: texts },
  /** A switch to real would stop these incidents, and the request does not say that they were seen. */
  'incidents-not-listed': { numbers: z.array(count) },
  /** Something else has happened since, or a minute is over: reopen it instead. */
  'undo-too-late': {},
  /** The same of an acknowledgement or a snooze. */
  'answer-stays': {},
  /** A deletion: 10 s are over, or its id is taken again. */
  'deletion-is-final': {},
  ...NOT_AVAILABLE_NOW,
  ...IN_SHADOW_NOW,
  /** The same problem has another open incident. */
  'already-open': {},
  'merge-into-itself': {},
  /** A swap, see `SWAP_REFUSALS`. */
  swap: { why: swapRefusal },
  'overrides-full': { rota: text, limit: count },
  'stated-by-rota': { id: text },
  'enrolment-used': {},
  'not-verified': {},
  'already-verified': {},
  'code-expired': {},
  'too-many-wrong-codes': {},
  'wrong-code': {},
  'limit-reached': { limit: count },
  'too-soon': {},
  /** Codes that verify contact methods: per address, per person, or in all. */
  'too-many-codes': { per: z.enum(['address', 'person', 'installation']), limit: count, hours: count },
  /** Counted over all people and methods, per day. */
  'wrong-codes-for-address': {},
  'too-many-tests': { limit: count, hours: count },
  /** One person wrote this often, or this much, within an hour. */
  'too-many-changes': { what: z.enum(WRITTEN_BY_PEOPLE), limit: count },
  /**
   * No number of this country is verified yet, so an Admin must send the first code. `country` is a prefix such as
   * `+33`.
   */
  'country-not-allowed': { country: text },
  /** A step of the import is running: wait for its end, or cancel it. */
  'import-busy': {},
  'replay-busy': {},
  'replay-gone': {},
  'import-not-ready': { needs: importNeed },
  'too-many-streams': { limit: count },
  'too-many-requests': {},
  'database-unavailable': {},
  /** Nothing new is stored; what is open goes on as long as the space lasts that is kept for it. */
  'disk-full': {},
  /** Only what belongs to paging is stored. */
  'disk-nearly-full': {},
  /** The stored object cannot be read; `GET status` names it. */
  unreadable: {},
  /** The same for an object that was requested; `kind` and `field` as in `GET status`. */
  'object-unreadable': { kind: text, id: text, field: text },
  overloaded: {},
  /** What is asked takes more than one answer is given: ask for less, such as a shorter range. */
  'too-much': { by: z.enum(['time', 'memory', 'size']) },
  /** Others are answered first, who asked for much, too: ask again after `Retry-After`. */
  busy: {},
  internal: {},
});

export type WrittenByPeople = (typeof WRITTEN_BY_PEOPLE)[number];
export type RefusalCode = CodeOf<typeof REFUSALS>;
export type Refusal = ReasonOf<typeof REFUSALS>;

export const refusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);
