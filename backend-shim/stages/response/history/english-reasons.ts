/** Says in English why something happened, for each list of reasons. */
import type { DELIVERY, SYNC } from '#contract/reasons/timeline';
import type { DataOf } from '#contract/reasons/reason';
import { ENDED } from '#domain/incident/signal/ended';
import { everybody, listed, number, severityWord, text, time } from './facts.ts';
import type { ReasonWords } from './by-reason.ts';
import type { HistoryFacts, MissingOfStep, Silenced } from './facts.ts';
import { failureText, toldWord, wayWord, withQuoted } from './outside-words.ts';

export function told(facts: HistoryFacts): string {
  return everybody(facts, (room) => `room ${room}`);
}

export function stepName(facts: HistoryFacts): string | null {
  const [step, pass] = [number(facts, 'step'), number(facts, 'pass') ?? 1];
  return step === null ? null : `Step ${step}${pass > 1 ? `, pass ${pass}` : ''}`;
}

/** Why the source ended it; null: it does not say, or this version does not know it. */
export function endedWord(facts: HistoryFacts): string | null {
  const ended = text(facts, 'ended') ?? '';
  return Object.hasOwn(ENDED, ended) ? ENDED[ended as keyof typeof ENDED] : null;
}

const resolved: ReasonWords['resolved'] = {
  'by-person': (_, { who }) => `${who} resolved it`,
  'by-source': ({ note }, facts) => {
    const [ended, over] = [endedWord(facts), `${facts.who} says that it is over`];
    return ended === null ? withQuoted('en', over, note) : `${over}: ${ended}`;
  },
  'stayed-quiet': (_, { who }) => `${who} says that it is over: it stayed quiet`,
  'no-signal': () => 'It ended by itself',
  'test-over': () => 'It was a test and ended by itself',
  superseded: () => 'It gave way to a new problem',
  merged: ({ number: other }) => (other === null ? 'It goes on in the other incident' : `It goes on in #${other}`),
};

const unacknowledged: ReasonWords['unacknowledged'] = {
  asked: (_, { who }) => `${who} took back the acknowledgement`,
  'in-source': (_, { who }) => `${who} took back the acknowledgement in the source`,
  'not-confirmed': () => 'Nobody confirmed being on it: escalating again',
  disabled: ({ users }, { name }) =>
    `Who acknowledged it is disabled (${users.map((user) => name('people', user)).join(', ')}): escalating again`,
  'advance-failed': () => 'It is open again, so that somebody looks at it',
};

const waiting: ReasonWords['waiting'] = {
  test: () => 'This is a test: it pages nobody and ends by itself after an hour',
  quiet: ({ delay }) => `It is resolved if it stays quiet for ${time('en', delay)}`,
  'next-pass': ({ wait }) => `All steps are done; they start again in ${time('en', wait)}`,
  step: ({ wait }, facts) => `${stepName(facts) ?? 'The step'} waits ${time('en', wait)}`,
  'waiting-for-window': ({ window, wait }, facts) =>
    `${stepName(facts) ?? 'The step'} waits ${time('en', wait)}, until the time window “${window}” opens`,
};

const exhausted: ReasonWords['exhausted'] = {
  'no-policy': (_, facts) =>
    told(facts) === ''
      ? 'There is no escalation policy to run: nobody is paged'
      : `There is no escalation policy to run. Telling ${told(facts)}`,
  unanswered: (_, facts) =>
    `Nobody answered and all steps are done. ${told(facts) === '' ? 'There is nobody left to tell' : `Telling ${told(facts)}`}`,
};

const restarted: ReasonWords['restarted'] = {
  'new-alert': () => 'A new alert joined after everybody had been told: starting at step 1',
  urgency: () => 'It became urgent after everybody had been told: starting at step 1',
  asked: ({ policy }, { name }) =>
    policy === null ? 'Restarted, at step 1' : `Restarted with ${name('policies', policy)}, at step 1`,
  maintenance: ({ policy }, { name }) => `A maintenance sends it to ${name('policies', policy)}: starting at step 1`,
  'maintenance-over': ({ policy }, { name }) =>
    `The maintenance is over: back to ${name('policies', policy)}, starting at step 1`,
};

const reopened: ReasonWords['reopened'] = {
  'not-over': (_, { who }) => `${who} says that it is not over`,
  split: (_, { who }) => `${who} took back the merge`,
  undone: (_, { who }) => `${who} took back the resolution`,
  again: ({ within }, { who }) => `${who} reported it again within ${time('en', within)}`,
};

const warning: ReasonWords['warning'] = {
  superseded: () => 'The source reports another problem under the same name: the recovery of this one was lost',
  'window-never-opens': ({ window }, facts) =>
    `${stepName(facts) ?? 'The step'} does not wait: the time window “${window}” does not open within 8 days`,
  'stays-closed': ({ integrations }, { name }) =>
    `${listed(
      'en',
      integrations.map((id) => name('integrations', id)),
    )} was already told to close the problem. If it did, the problem stays closed there`,
  'advance-failed': ({ error }) => withQuoted('en', 'Vigie failed at what was due here and goes on without it', error),
  unreadable: ({ field }) =>
    `A part of this incident (${field}) could not be read from the database; defaults stand in for it`,
};

const repaired: ReasonWords['repaired'] = {
  'snoozed-without-end': () => 'It was snoozed without an end; the watchdog started it again at step 1',
  'open-without-next-step': () => 'Nothing would have happened any more; the watchdog started it again at step 1',
};

const page: ReasonWords['page'] = {
  'no-method': ({ user }, { name }) => `${name('people', user)} cannot be reached: there is no contact method`,
  'quiet-hours': ({ user, until }, { name, time: at }) =>
    `${name('people', user)} has quiet hours: this page waits until ${at(until)}`,
};

const FROM_STEP_1 = 'if it is still open at its end, it escalates from step 1';
const afterDowntime = (over: string, held: boolean) =>
  `${over} and it is still open${held ? '; a maintenance holds paging' : ': starting at step 1'}`;

const held: ReasonWords['held'] = {
  over: () => 'The maintenance is over and it is still open: starting at step 1',
  downtime: ({ source }) => `${source} has it in a downtime: nobody is paged; ${FROM_STEP_1}`,
  'downtime-over': ({ held }) => afterDowntime('The downtime in the source is over', held),
  'downtime-limit': ({ held }) => afterDowntime('The downtime in the source should be over', held),
  silenced: ({ source, by, comment }) =>
    withQuoted(
      'en',
      `Silenced in ${source} by ${by}: nobody is paged; when that ends, the escalation goes on at its next step`,
      comment,
    ),
  'silence-over': ({ source }) => `It is not silenced in ${source} any more, and still open: the escalation goes on`,
  'silence-joined': ({ source }) => `An alert that is not silenced in ${source} joined: the escalation goes on`,
  unheard: ({ source, detail }) =>
    withQuoted('en', `${source} did not say in time whether it is silenced there: the escalation goes on`, detail),
  'not-available': ({ user, until, standIn }, { name, time: at }) =>
    `${name('people', user)} is not available before ${at(until)}${standIn === null ? '' : `; ${name('people', standIn)} stands in`}`,
  'nobody-else': ({ user, until }, { name, time: at }) =>
    `${name('people', user)} is not available before ${at(until)}, but nobody else can be reached`,
};

export const HELD_BY_MAINTENANCE = `A maintenance holds paging; ${FROM_STEP_1}`;

const shadow: ReasonWords['shadow'] = {
  began: () => 'Shadow begins: everything is decided and shown, and nothing is sent',
  over: () => 'Shadow is over. This incident began before, so it pages nobody by itself; a new alert or a command does',
  resumed: () => 'Shadow is over: this incident goes on for real',
};

function missing({ name }: HistoryFacts, parts: MissingOfStep): string {
  const said: Readonly<Record<MissingOfStep[number]['what'], (id: string) => string>> = {
    'unknown-person': (id) => `${id} is not known`,
    disabled: (id) => `${name('people', id)} is disabled`,
    'empty-team': (id) => `team ${name('teams', id)} has no members`,
    'no-rota': (id) => `rota ${id} does not exist`,
    'nobody-current': (id) => `nobody is on call on ${name('rotas', id)}`,
    'nobody-next': (id) => `nobody is next on ${name('rotas', id)}`,
    'nobody-everyone': (id) => `nobody takes part in ${name('rotas', id)}`,
    'round-robin': () => 'nobody whose turn it could be can be paged',
  };
  return parts.map(({ what, id }) => said[what](id ?? '')).join('; ');
}

/** As the end of the line of a step; empty: everybody was found. */
export function missingIn(facts: HistoryFacts, parts: MissingOfStep): string {
  return parts.length === 0 ? '' : ` (${missing(facts, parts)})`;
}

const skipped: ReasonWords['skipped'] = {
  window: () => 'it is outside its hours',
  severity: ({ severity, needed }) =>
    `the severity “${severityWord('en', severity)}” is below “${severityWord('en', needed)}”`,
  match: () => 'the labels do not match',
  alerts: ({ seen, needed, within }) => `there are ${seen} alerts in ${time('en', within)}, fewer than ${needed}`,
  'nobody-new': () => 'everybody in it was already paged',
  'all-acknowledged': () => 'everybody in it has already acknowledged',
  'advance-failed': ({ error }) => withQuoted('en', 'entering it failed', error),
  'nobody-on-call': (data, facts) => missing(facts, data.missing) || 'it names nobody',
};

type Receiver = Pick<DataOf<typeof DELIVERY, 'done'>, 'user' | 'channel' | 'channelKind'>;

function whom({ user, channel, channelKind }: Receiver, { name }: HistoryFacts): string {
  return user === null
    ? `room ${name('rooms', channel ?? '')}`
    : `${name('people', user)} by ${wayWord('en', channelKind)}`;
}

function failed(data: DataOf<typeof DELIVERY, 'retry'>, facts: HistoryFacts): string {
  const why = failureText('en', data.reason, data.detail);
  return data.again
    ? `Could not reach ${whom(data, facts)} yet (${why}); trying again`
    : `Could not reach ${whom(data, facts)} (${why})`;
}

const delivery: ReasonWords['delivery'] = {
  done: (data, facts) =>
    `${data.kind === 'page' ? 'Page' : 'Update'} sent to ${whom(data, facts)}${data.bundled ? ' (in one message with others)' : ''}`,
  retry: failed,
  never: failed,
  shadow: (data, facts) => `In shadow: nothing was sent to ${whom(data, facts)}`,
};

function untold(data: DataOf<typeof SYNC, 'retry'>, { name }: HistoryFacts): string {
  const [source, what] = [name('integrations', data.integration), toldWord('en', data.what)];
  const why = failureText('en', data.reason, data.detail);
  return data.again
    ? `${source} could not be told ${what} yet (${why}); trying again`
    : `${source} could not be told ${what} (${why})`;
}

function silences({ count, until }: Silenced, { time: at }: HistoryFacts): string {
  return `${count} ${count === 1 ? 'silence' : 'silences'} until ${at(until)}`;
}

const sync: ReasonWords['sync'] = {
  done: ({ integration, what, answer, silenced }, facts) => {
    const told = `${facts.name('integrations', integration)} was told ${toldWord('en', what)}`;
    return silenced === undefined ? withQuoted('en', told, answer) : `${told}: ${silences(silenced, facts)}`;
  },
  retry: untold,
  never: untold,
  shadow: ({ integration, what }, { name }) =>
    `In shadow: ${name('integrations', integration)} was not told ${toldWord('en', what)}`,
};

export const ENGLISH_REASONS: ReasonWords = {
  delivery,
  exhausted,
  held,
  page,
  reopened,
  repaired,
  resolved,
  restarted,
  shadow,
  skipped,
  sync,
  unacknowledged,
  waiting,
  warning,
};
