/**
 * Lists why an imported object ended in its class, and the sentence for each. Programs read the code; `{name}` in a
 * sentence is a value of the reason's data.
 */
export const IMPORT_REASONS = {
  // exact
  same: 'the same by construction',
  // rewritten
  'joined-layers': 'its {layers} parts are on call together: joined layers',
  'windows-split': 'a window longer than a day is written as several of a day each',
  'turns-repeated': 'turns are repeated or left empty, so that each has the length that it had',
  'turns-rotated': 'turns are counted from the running one, {start}, since the source stores the position',
  'delays-from-start': 'delays that count from the start are written as waits between steps',
  'first-step-only': 'low urgency reaches the first rule alone, once, as in the source',
  'managers-told-at-the-end':
    'when nobody answers to the end, the managers of the team, else the Admins, are told; the source tells nobody',
  'tells-nobody': 'a policy that pages nobody, since the source records these alerts and pages nobody',
  'rotation-as-rota': 'a rotation that steps page directly is a rota of its own',
  'chain-order': 'overrides of one hour are listed in an order that gives the same people',
  'windows-rewritten': 'its hours are written as weekly windows',
  'overrides-cut': 'it overlaps others: cut where they begin and end, with those of the highest level',
  'swap-as-override': 'a swap that was taken is written as an override',
  'not-notified': 'the source notifies {people} no more: their turns are empty, as there',
  'pause-kept': 'the source waits until {until}, and so does the step after it (until)',
  'repetition-unrolled': 'a repetition in the middle of the chain is written out',
  'rule-as-match': 'written as {match}',
  'sender-keeps-key': 'senders keep their key and path; only the host name changes to Vigie (VIGIE_COMPAT={compat})',
  'sender-new-address': 'senders must post to the new address {address}',
  'one-set-of-rules': 'the source has one set of personal rules; both urgencies have it',
  'mail-besides':
    'until imported methods are confirmed, mail reaches the person: it is sent besides; remove the rule afterwards',
  'same-login': 'another account of {login}, merged with it',
  'doubled-policy': 'the policy {policy} once more, with the settings that belong to the service',
  // frozen
  'two-zones': 'hours are in {schedule}, handoffs in {rotation}, and a layer has one zone',
  'month-overflow': 'a month that begins on day {day} overflows in short months',
  'unit-not-whole': 'a turn of {length} is no whole number of hours, or too many of them',
  'odd-recurrence': 'its recurrence has no counterpart: {rule}',
  'too-many-turns': 'it takes more turns than a layer has',
  'swap-cycle': 'overrides replace each other in a circle',
  'participant-not-a-person': '{participant} takes a turn, and is not a person',
  'windows-in-seconds': 'its hours have seconds, and windows are in whole minutes',
  'hours-not-settled':
    'what the source does with turns of hours when the clock changes is not documented, and its answer fits neither reading',
  'kind-unknown': 'the source has a kind that this version does not know: {kind}',
  'shifts-in-ical':
    'its shifts come from an iCal file: to go on after that day, make a calendar of it in Vigie and a layer that names it',
  'overrides-in-ical':
    'its overrides come from an iCal file: the {hours} h in which the answer differs from the shifts are written down, and the layers end with it; to go on, take their ends away',
  'too-many-layers': 'it has {layers} shifts, more than a rota has layers',
  'chosen-frozen':
    'as chosen: no rota gives the same, so the answer of the source is written down until {until}, and nobody is on call after it',
  // approximated
  'no-overrides-in-ical':
    'its overrides come from an iCal file, which has none in the compared range: make later ones in Vigie',
  'hours-over-a-clock-change':
    'what the source does with turns of hours in the night of a clock change is not documented',
  'resolves-as-silence':
    'the source resolves the incident at this step; here nobody more is told (onExhausted: []), and it stays open until the monitor ends it',
  'change-nights-written':
    'in the nights of clock changes the source has other people than its shifts say: those {hours} h of the compared range are written down, later nights follow the shifts',
  'local-time': 'turns keep the clock of {zone}; the source counts in UTC, which differs after each clock change',
  'pause-by-clock': 'pages wait until {until} by the clock of {zone}; the source does not say whose clock it means',
  'pause-becomes-wait': 'the source waits until more than {count} alerts came; here the step is skipped until then',
  'goes-on-after-acknowledgement': 'the source goes on after an acknowledgement; here it stops',
  'repeats-fewer': 'the source repeats {given} times; here at most {most}',
  'turns-in-policy':
    'the source remembers whose turn it is by {by}; here the first incident begins with the first person',
  'rule-per-alert': 'tested on each alert, and in the source on the whole group: written as {match}',
  'other-target': '{given} is written as {written}',
  'urgency-by-severity':
    'errors and worse go through all steps; whether they are urgent is said by the severity (critical is), not by the service',
  // left out
  'no-counterpart': 'there is no counterpart of {what}',
  'not-active': 'it is switched off, or over',
  'nobody-in-it': 'nobody is in it',
  'not-verified-there': 'it was never verified in the source',
  'phone-app': 'it is the phone app of the source: each person connects Vigie’s own',
  past: 'it is over',
  'person-from-file': 'a file states this person, with their methods and rules: nothing is saved of it',
  'person-keeps-own': 'the person keeps the methods and rules that they have in Vigie',
  'person-known': 'files leave out people whom Vigie knows: they enter their methods and rules in Vigie',
  'swap-open': 'nobody has taken it in the source: ask again in Vigie',
  'chosen-empty': 'as chosen: a rota without layers, on which nobody is on call until somebody fills it',
  'chosen-left-out': 'as chosen: there is no rota, and steps name it no more',
  // needs a person
  'no-account': 'nobody in Vigie has the address {email} or the login {username}: write the login in people.yaml',
  'person-gone':
    'schedules or policies name this person, whom the source no longer lists: write the login in people.yaml, or [] to leave the turns empty',
  'left-empty': 'its turns are left empty, as people.yaml says',
  'hidden-key': 'the source hides the key: take it from there by hand, or give the sender the new address {address}',
  'hidden-step': 'the source hides a step at position {position}: look there',
  'untranslated-rule': 'the rule cannot be translated, and nothing takes its place: {rule}',
  'rules-of-key':
    'the rules of its universal key are not translated: every post to the new address {address} is an alert',
  'untranslated-template': 'the template is not translated: {template}',
  'timeout-hidden':
    'the source does not show its timeout: write how often signals come (heartbeat.every) on the integration {integration}',
  'payload-unread': 'payloads of {type} are read as those of any webhook: look at the first ones, and give a template',
  'unfinished-step': 'a step is unfinished in the source',
  'members-hidden': 'the source does not show who is in it: name its members and managers in Vigie',
  'numbers-hidden': 'the source does not show numbers: people enter them',
  muted: 'it is muted in the source: {why}',
  'not-read': 'it could not be read from the source: {why}',
  'override-not-shown':
    'the source lists it, from {start} to {end}, and does not show it in its answer to who is on call: nothing is made of it; look there, and add it in Vigie',
  'no-answer': 'the source gave no answer for it, so it is not proven',
} as const;

export type ImportReason = keyof typeof IMPORT_REASONS;

export type ImportData = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The sentence of a reason in English. */
export function importSentence(reason: ImportReason, data: ImportData = {}): string {
  return IMPORT_REASONS[reason].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    return value === undefined ? '?' : Array.isArray(value) ? value.join(', ') : String(value);
  });
}
