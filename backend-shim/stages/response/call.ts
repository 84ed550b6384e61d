/** Turns the events of a phone call into commands, receipts and spoken answers. */
import {
  askAgain,
  confirmKey,
  KEY_SNOOZE,
  meaningOfKey,
  needsAnswer,
  openCall,
  spokenForRoom,
  testCall,
} from '#domain/notify/call';
import type { CallAction, CalledIncident, CallState, SpokenTurn } from '#domain/notify/call';
import type { Command } from '#domain/incident/commands/command';
import type { Incident } from '#domain/incident/model';
import { integrationName } from '#domain/routing/integration';
import type { CallReport, CallTurn } from '../../ports/call.ts';
import type { DeliveryReceipt } from '../../ports/channel.ts';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { readCalled } from '../../store/deliveries/calls.ts';
import type { CalledDelivery } from '../../store/deliveries/calls.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import { isFirstInbound, saveReceipts } from '../../store/deliveries/receipts.ts';
import type { Work } from '../../store/work.ts';

export interface CallDeps {
  command(work: Work, request: CommandRequest): Promise<CommandResult>;
}

/** At most two calls, because many silenced phones let the second of two quick calls through. */
const MOST_CALLS = 2;
/** A person who is on the phone will hardly be free sooner. */
const BUSY_WAIT = 30_000;

const UNANSWERED: Record<'busy' | 'no-answer', DeliveryReceipt> = {
  busy: {
    kind: 'retry',
    reason: 'busy',
    detail: 'the line was busy, or the call was declined',
    after: BUSY_WAIT,
    most: MOST_CALLS,
  },
  'no-answer': { kind: 'retry', reason: 'no-answer', detail: 'nobody took the call', after: null, most: MOST_CALLS },
};
const VOICEMAIL: DeliveryReceipt = {
  kind: 'never',
  reason: 'voicemail',
  detail: 'a machine took the call; nothing was left on it',
};
const SILENCE: DeliveryReceipt = {
  kind: 'retry',
  reason: 'no-answer',
  detail: 'the call was taken, but nobody pressed a key',
  after: null,
  most: MOST_CALLS,
};
const UNHEARD: DeliveryReceipt = {
  kind: 'retry',
  reason: 'no-answer',
  detail:
    'the call was taken and ended before anything was said: hung up at once, or the service could not ask Vigie what to say (VIGIE_PUBLIC_URL)',
  after: null,
  most: MOST_CALLS,
};

/** @returns what to say now; nothing if the call is over */
export async function takeCall(work: Work, call: CallReport, deps: CallDeps): Promise<CallTurn> {
  const called = await readCalled(work, call.delivery);
  const person = called && called.user !== null ? work.directory.responders.get(called.user) : undefined;
  const language = person?.language ?? call.language;
  return { language, ...(called === null ? test(call) : await about(work, call, called, language, deps)) };
}

function test({ event, language }: CallReport): SpokenTurn {
  const isOver =
    event.kind === 'ended' || event.kind === 'unanswered' || (event.kind === 'answered' && event.by === 'machine');
  return isOver ? NOTHING : testCall(language, event.kind === 'key' ? event.key : undefined);
}

const NOTHING: SpokenTurn = { say: [], ask: null };

async function about(
  work: Work,
  call: CallReport,
  called: CalledDelivery,
  language: CallTurn['language'],
  deps: CallDeps,
): Promise<SpokenTurn> {
  const { event } = call;
  switch (event.kind) {
    case 'unanswered':
      await told(work, call, UNANSWERED[event.why]);
      return NOTHING;
    case 'ended':
      // The service never asked for the first turn, so the person heard nothing.
      if (await firstTime(work, call, 'answered')) {
        await told(work, call, UNHEARD);
      }
      return NOTHING;
    case 'answered': {
      await firstTime(work, call, 'answered');
      if (event.by === 'machine') {
        await told(work, call, VOICEMAIL);
        return NOTHING;
      }
      const incidents = await incidentsOf(work, called);
      return called.user === null ? spokenForRoom(language, incidents) : openCall(language, incidents);
    }
    case 'key':
      return takeKey(work, call, event, called, language, deps);
  }
}

async function takeKey(
  work: Work,
  call: CallReport,
  { key, state }: { key: string | null; state: CallState },
  called: CalledDelivery,
  language: CallTurn['language'],
  deps: CallDeps,
): Promise<SpokenTurn> {
  const meaning = key === null ? null : meaningOfKey(key);
  if (meaning === null || called.user === null) {
    const spoken = askAgain(language, state, key);
    if (spoken.ask === null && key === null && !state.pressed) {
      await told(work, call, SILENCE);
    }
    return spoken;
  }
  const before = await incidentsOf(work, called);
  if (meaning === 'repeat') {
    return openCall(language, before, state);
  }
  // The service repeats a key press if it missed the answer. The command runs only once.
  const after = (await firstTime(work, call, `key ${state.turn}`))
    ? await act(work, called.user, meaning, called, before, deps)
    : before;
  const name = work.directory.responders.get(called.user)?.name;
  const own = after.filter(({ by }) => by === null || by === name);
  return confirmKey(language, meaning, own, after.length > 0 ? after : before);
}

/** Locks incidents in the order of their ids, as all code does. @returns the incidents that were acted on, updated */
async function act(
  work: Work,
  login: string,
  action: CallAction,
  called: CalledDelivery,
  before: readonly CalledIncident[],
  { command }: CallDeps,
): Promise<CalledIncident[]> {
  const asked = new Set(before.filter(needsAnswer).map((one) => one.number));
  const results: CalledIncident[] = [];
  for (const incident of (await load(work, called)).filter(({ number }) => asked.has(number))) {
    const result = await command(work, {
      id: incident.id,
      command: commandOf(action, work.now),
      actor: { name: login, kind: 'person', via: 'voice' },
      ifVersion: null,
    });
    if (result.ok) {
      results.push(calledIncident(work, result.incident));
    }
  }
  return results;
}

function commandOf(action: CallAction, now: number): Command {
  return action === 'snooze' ? { kind: 'snooze', until: now + KEY_SNOOZE, for: KEY_SNOOZE } : { kind: action };
}

async function load(work: Work, { incidents }: CalledDelivery): Promise<Incident[]> {
  const found = await readIncidents(work.tx, work.cap, work.copies, incidents);
  return incidents.toSorted().flatMap((id) => found.get(id) ?? []);
}

async function incidentsOf(work: Work, called: CalledDelivery): Promise<CalledIncident[]> {
  return (await load(work, called)).map((incident) => calledIncident(work, incident));
}

function calledIncident({ directory }: Work, incident: Incident): CalledIncident {
  const { number, title, severity, state, integration, acknowledgedBy, resolvedBy, timers } = incident;
  const login = state === 'acknowledged' ? acknowledgedBy : state === 'resolved' ? resolvedBy : null;
  return {
    number,
    title,
    severity,
    state,
    source: integration === null ? null : integrationName(directory.integrations, integration),
    by: login === null ? null : (directory.responders.get(login)?.name ?? null),
    exhausted: incident.exhausted,
    confirming: state === 'acknowledged' && timers.confirmLimit !== undefined,
  };
}

function firstTime(work: Work, { service, providerId }: CallReport, what: string): Promise<boolean> {
  return isFirstInbound(work, { service, message: `${providerId} ${what}`, number: '' });
}

async function told(work: Work, { providerId }: CallReport, receipt: DeliveryReceipt): Promise<void> {
  await saveReceipts(work, [{ providerId, receipt }]);
}
