/** Explains in a sentence why the sidecar refused a request. */
import { REFUSALS } from '#contract/reasons/refusals';
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonTexts } from '#contract/reasons/reason';
import type { ImportNeed } from '#contract/reasons/data';
import { t } from '../../language.ts';
import { allOf, kindWord, swapRefusalText, unidentifiedText } from './value-words.ts';

function codesWord(per: 'address' | 'person' | 'installation', values: { limit: number; hours: number }): string {
  switch (per) {
    case 'address':
      return t(
        'refusal.too-many-codes-address',
        'At most {{limit}} codes are sent to one address in {{hours}} h. Try again later, or ask an Admin to confirm the address.',
        values,
      );
    case 'person':
      return t(
        'refusal.too-many-codes-person',
        'At most {{limit}} codes are sent to one person in {{hours}} h. Try again later, or ask an Admin to confirm the address.',
        values,
      );
    case 'installation':
      return t(
        'refusal.too-many-codes-installation',
        'At most {{limit}} codes are sent to all people together in {{hours}} h. Try again later, or ask an Admin to confirm the address.',
        values,
      );
  }
}

function importNeedText(needs: ImportNeed): string {
  switch (needs) {
    case 'fetch':
      return t('refusal.import-fetch', 'The other pager was not read yet. Read it first.');
    case 'plan':
      return t('refusal.import-plan', 'There is no plan of what was read and mapped last. Plan first.');
    case 'prove':
      return t('refusal.import-prove', 'The plan was not compared yet. Compare it first.');
    case 'people':
      return t('refusal.import-people', 'Map everybody, confirm the list, and plan again.');
    case 'apply':
      return t('refusal.import-apply', 'The plan was not applied yet.');
  }
}

const WORDS: ReasonTexts<typeof REFUSALS> = {
  'token-missing': () => t('refusal.token-missing', 'The request carried no token.'),
  'token-unknown': () => t('refusal.token-unknown', 'The sidecar does not know this token.'),
  'token-expired': () => t('refusal.token-expired', 'This API token has expired. Make a new one.'),
  'plugin-token': () =>
    t(
      'refusal.plugin-token',
      'Grafana still has an older version of the plugin, which asks at an address that is no longer the plugin’s. Update the plugin and restart Grafana.',
    ),
  'plugin-token-wrong': () =>
    t('refusal.plugin-token-wrong', 'The token in the plugin’s settings is not the sidecar’s VIGIE_PLUGIN_TOKEN.'),
  forwarded: () =>
    t(
      'refusal.forwarded',
      'VIGIE_API_TOKEN does not work through a proxy. If Grafana sent this request, update the plugin and restart Grafana. A script behind a proxy uses an API token made in Vigie.',
    ),
  'identity-unknown': ({ why }) => unidentifiedText(why),
  'identity-foreign': ({ orgs }) =>
    t(
      'refusal.identity-foreign',
      'This sidecar serves the Grafana organization {{orgs}} only. Switch the organization, or add this one to VIGIE_GRAFANA_ORGS.',
      { orgs: orgs.join(', ') },
    ),
  'login-taken': ({ login }) =>
    t(
      'refusal.login-taken',
      'The login {{login}} belongs to another Grafana user. An Admin can give it to you on the page of that person.',
      { login },
    ),
  'login-unusable': ({ login }) =>
    t(
      'refusal.login-unusable',
      'The login “{{login}}” cannot be used in Vigie: it must not start or end with a space or contain control characters.',
      { login },
    ),
  'person-disabled': () =>
    t('refusal.person-disabled', 'You are disabled in Vigie. An Admin can enable you again under People.'),
  'session-ended': () => t('refusal.session-ended', 'This device is signed out.'),
  'foreign-page': () => t('refusal.foreign-page', 'The request comes from another site than the app.'),
  'read-only': () => t('refusal.read-only', 'You can only read.'),
  'team-managers-only': () => t('refusal.team-managers-only', 'This is for managers of the team and for Admins.'),
  'admins-only': () => t('refusal.admins-only', 'This is for Admins.'),
  'editors-only': () => t('refusal.editors-only', 'This is for Editors and Admins.'),
  'team-editors-only': () =>
    t('refusal.team-editors-only', 'This is for Editors of its team and for Admins; what has no team is for Admins.'),
  'people-only': () => t('refusal.people-only', 'This is for people, not for tokens.'),
  'person-or-admin': () => t('refusal.person-or-admin', 'This is for the person themselves and for Admins.'),
  'person-alone': () => t('refusal.person-alone', 'This is for the person themselves and nobody else.'),
  'own-name-only': () => t('refusal.own-name-only', 'People do this in their own name; Admins also in that of others.'),
  'not-concerned': () =>
    t(
      'refusal.not-concerned',
      'This is for people who are paged for the incident, on call on its policy or in its team, for Editors of the team and for administrators. You can leave notes.',
    ),
  'paging-by-hand': () =>
    t(
      'refusal.paging-by-hand',
      'Editors and Admins page anybody by hand. Others page people of their own teams, and policies of their teams or on which they are on call; the incident is of one of their teams, or of the policy’s.',
    ),
  'guest-link': () =>
    t(
      'refusal.guest-link',
      'Service accounts and anonymous visitors get no calendar links: a link would outlive them.',
    ),
  'sync-by-admins': () => t('refusal.sync-by-admins', 'Where acknowledgements are sent back to is set by Admins.'),
  'heartbeat-of-others': ({ integration }) =>
    t(
      'refusal.heartbeat-of-others',
      'Alerts that keep the heartbeat of “{{integration}}” alive would hide its silence: this is for Editors of its team and for Admins.',
      { integration },
    ),
  'absence-of-others': () =>
    t('refusal.absence-of-others', 'Absences are entered by the person, by Editors of their team and by Admins.'),
  'maintenance-of-others': () =>
    t(
      'refusal.maintenance-of-others',
      'Editors make maintenances for integrations of their own teams; those that concern others are for Admins.',
    ),
  'time-window-of-others': () =>
    t(
      'refusal.time-window-of-others',
      'Other teams use it, or notification rules of people of other teams: changing it is for Admins.',
    ),
  'shift-of-others': () =>
    t(
      'refusal.shift-of-others',
      'A shift is taken over by people of the rota or of its team. Others can be asked for a swap.',
    ),
  'interventions-of-others': () =>
    t(
      'refusal.interventions-of-others',
      'Interventions are read and entered by the person who worked. Those of others are read by Editors and changed by Admins.',
    ),
  'handoff-of-others': () =>
    t(
      'refusal.handoff-of-others',
      'Handoff notes are left by people of the rota or of its team, by Editors of the team and by Admins.',
    ),
  'hr-only': () => t('refusal.hr-only', 'This is for HR of the unit. Who that is, an Admin says.'),
  'labour-of-others': () =>
    t(
      'refusal.labour-of-others',
      'Working time is personal: this is for the person themselves, and for managers and HR of their unit.',
    ),
  'own-case': () =>
    t('refusal.own-case', 'Nobody decides in their own case: another one of HR or a manager of the unit does.'),
  'month-closed': ({ month }) =>
    t('refusal.month-closed', '{{month}} is closed. HR of the unit corrects what it was computed from.', { month }),
  'month-too-early': ({ month }) =>
    t(
      'refusal.month-too-early',
      '{{month}} cannot be closed yet: the person has not accepted it, and the time to answer is not over.',
      { month },
    ),
  'fields-by-admins': ({ fields }) =>
    t('refusal.fields-by-admins', 'Only an Admin changes {{fields}} of a person.', { fields: allOf(fields) }),
  'no-such': ({ kind, id }) =>
    id === null
      ? t('refusal.no-such', 'There is no such thing any more ({{kind}}).', { kind: kindWord(kind) })
      : t('refusal.no-such-id', '“{{id}}” does not exist ({{kind}}).', { kind: kindWord(kind), id }),
  'no-such-address': () => t('refusal.no-such-address', 'The sidecar has nothing at this address.'),
  exists: ({ kind, id }) =>
    t('refusal.exists', '“{{id}}” exists already ({{kind}}). Choose another id, or change that one.', {
      kind: kindWord(kind),
      id,
    }),
  stale: () => t('refusal.stale', 'It has changed since you loaded it. Load it again and look before you save.'),
  provisioned: ({ kind, id }) =>
    t(
      'refusal.provisioned',
      '“{{id}}” ({{kind}}) is stated in a provisioning file and is read-only here. Change the file instead.',
      { kind: kindWord(kind), id },
    ),
  'in-use': ({ kind, id }) =>
    t('refusal.in-use', '“{{id}}” ({{kind}}) is still in use. Change what uses it first.', {
      kind: kindWord(kind),
      id,
    }),
  'would-break': () => t('refusal.would-break', 'Other things would no longer fit. Change those first.'),
  invalid: () => t('refusal.invalid', 'Something in it is not right.'),
  'not-json': () => t('refusal.not-json', 'The body is not valid JSON.'),
  'body-empty': () => t('refusal.body-empty', 'The body is empty.'),
  'body-too-large': () => t('refusal.body-too-large', 'The body is larger than allowed.'),
  'unsupported-type': ({ type }) =>
    type === null
      ? t('refusal.unsupported-type', 'Send JSON: Content-Type: application/json.')
      : t('refusal.unsupported-type-given', 'Content-Type {{type}} is not understood; send application/json.', {
          type,
        }),
  'unsupported-encoding': ({ encoding }) =>
    t('refusal.unsupported-encoding', 'Content-Encoding {{encoding}} is not understood; send gzip or nothing.', {
      encoding,
    }),
  'payload-refused': ({ detail }) =>
    t('refusal.payload-refused', 'The payload cannot be taken: {{detail}}', { detail }),
  'not-on-call': ({ user }) =>
    t('refusal.not-on-call', '{{user}} is not on call on this rota now, so there is no shift to take.', { user }),
  'incident-resolved': ({ number }) =>
    t('refusal.incident-resolved', 'Incident #{{number}} is resolved. Reopen it first.', { number }),
  'snooze-in-past': () => t('refusal.snooze-in-past', 'The end of the snooze must be in the future.'),
  'snooze-too-long': ({ max }) =>
    t('refusal.snooze-too-long', 'A snooze ends within {{max}}. What may wait for longer can be resolved.', { max }),
  'unknown-users': ({ users }) => t('refusal.unknown-users', 'Vigie does not know {{users}}.', { users: allOf(users) }),
  'undo-too-late': () =>
    t(
      'refusal.undo-too-late',
      'This can no longer be undone. Reopen the incident instead; its escalation then starts at step 1.',
    ),
  'answer-stays': () =>
    t(
      'refusal.answer-stays',
      'This can no longer be undone: too much time has passed, or something else has happened to the incident.',
    ),
  'deletion-is-final': () => t('refusal.deletion-is-final', 'The deletion can no longer be undone. Create it again.'),
  'nobody-to-page': () => t('refusal.nobody-to-page', 'Nobody in it can be paged. Choose other people or rotas.'),
  'unreachable-people': ({ users }) =>
    t(
      'refusal.unreachable-people',
      'Nothing but mail reaches {{users}}. Let them confirm another contact method, or give a reason.',
      { users: allOf(users) },
    ),
  'incidents-not-listed': ({ numbers }) =>
    t(
      'refusal.incidents-not-listed',
      'The switch would stop {{incidents}}. Load the list of open incidents again, then switch.',
      { incidents: allOf(numbers.map((number) => `#${number}`)) },
    ),
  'in-shadow': () => t('refusal.in-shadow', 'Nobody would be paged: it is in shadow, or would be.'),
  'not-available': ({ user }) => t('refusal.not-available', '{{user}} is not available now.', { user }),
  'already-open': () =>
    t('refusal.already-open', 'Another incident is open for the same problem. Work on that one, or merge them.'),
  'merge-into-itself': () => t('refusal.merge-into-itself', 'An incident cannot be merged into itself.'),
  swap: ({ why }) => swapRefusalText(why),
  'overrides-full': ({ rota, limit }) =>
    t(
      'refusal.overrides-full',
      'The rota “{{rota}}” has {{limit}} overrides, which is the most it can have. Delete those that are over.',
      { rota, limit },
    ),
  'stated-by-rota': ({ id }) =>
    t('refusal.stated-by-rota', 'The override “{{id}}” is stated by the rota itself. Change the rota instead.', { id }),
  'enrolment-used': () =>
    t(
      'refusal.enrolment-used',
      'This link or code does not work: it was used, it is older than ten minutes, or a newer one was made. Make a new one on your profile page in Grafana.',
    ),
  'not-verified': () => t('refusal.not-verified', 'Verify this contact method first; verifying it also tests it.'),
  'already-verified': () => t('refusal.already-verified', 'This contact method is verified already.'),
  'code-expired': () =>
    t('refusal.code-expired', 'The code has expired, or the address has changed. Ask for a new code.'),
  'too-many-wrong-codes': () => t('refusal.too-many-wrong-codes', 'Too many wrong codes. Ask for a new one.'),
  'wrong-code': () => t('refusal.wrong-code', 'This is not the code that was sent.'),
  'limit-reached': ({ limit }) =>
    t(
      'refusal.limit-reached',
      'There are {{limit}} already, which is the most there can be. Remove one that is not used any more.',
      { limit },
    ),
  'too-soon': () => t('refusal.too-soon', 'This was done a moment ago. Wait half a minute before you try again.'),
  'too-many-codes': ({ per, limit, hours }) => codesWord(per, { limit, hours }),
  'too-many-changes': ({ limit }) =>
    t(
      'refusal.too-many-changes',
      'One person may do this at most {{limit}} times an hour, and write a bounded amount of text. Go on later. Paging, acknowledging and resolving are not limited.',
      { limit },
    ),
  'wrong-codes-for-address': () =>
    t(
      'refusal.wrong-codes-for-address',
      'Too many wrong codes were typed in for this address. Try again tomorrow, or ask an Admin to confirm the address.',
    ),
  'too-many-tests': ({ limit, hours }) =>
    t('refusal.too-many-tests', 'At most {{limit}} test messages are sent in {{hours}} h. Try again later.', {
      limit,
      hours,
    }),
  'country-not-allowed': ({ country }) =>
    t(
      'refusal.country-not-allowed',
      'No number of {{country}} is verified yet. An Admin must send the first code there, or add {{country}} to “Only these countries” of the service.',
      { country },
    ),
  'replay-busy': () => t('refusal.replay-busy', 'Another replay is running. Wait until it is done, or cancel it.'),
  'replay-gone': () => t('refusal.replay-gone', 'There is no such replay of yours. Results are kept for a day.'),
  'import-busy': () => t('refusal.import-busy', 'A step of the import is running. Wait for its end, or stop it.'),
  'import-not-ready': ({ needs }) => importNeedText(needs),
  'too-many-streams': ({ limit }) =>
    t('refusal.too-many-streams', 'You have {{limit}} streams open. Close some.', { limit }),
  'too-many-requests': () => t('refusal.too-many-requests', 'Too many requests at once. Try again in a moment.'),
  'database-unavailable': () =>
    t(
      'refusal.database-unavailable',
      'The database cannot be reached or is full; nothing was stored. Try again shortly.',
    ),
  'disk-full': () =>
    t('refusal.disk-full', 'The disk of the database is full; nothing was stored. An Admin must free space there.'),
  'disk-nearly-full': () =>
    t(
      'refusal.disk-nearly-full',
      'The disk of the database is nearly full, and the rest is kept for alerts and pages; nothing was stored. An Admin must free space there.',
    ),
  unreadable: () =>
    t('refusal.unreadable', 'What is stored of it cannot be read. An Admin finds what to put right under Settings.'),
  'object-unreadable': ({ kind, id, field }) =>
    t('refusal.object-unreadable', 'What is stored under {{where}} cannot be read. An Admin replaces or deletes it.', {
      where: [kind, id, field].filter((part) => part !== '').join(' '),
    }),
  overloaded: () => t('refusal.overloaded', 'The sidecar has too much to do. Try again in a moment.'),
  'too-much': () =>
    t(
      'refusal.too-much',
      'This is more than is computed at once. Choose a shorter range, or fewer layers, people or absences.',
    ),
  busy: () => t('refusal.busy', 'Other long questions are being answered first. Try again in a few seconds.'),
  internal: () => t('refusal.internal', 'Vigie failed unexpectedly. The log of the sidecar says why.'),
};

/** In the reader's language, or the sidecar's sentence if this version does not know its reason. */
export function refusalText(refusal: { reason?: string | null | undefined; data?: unknown; message: string }): string {
  return wordsOf(REFUSALS, WORDS, refusal) ?? refusal.message;
}
