/** Plans the commands of a night that was different: answers follow pages, everything else keeps its instant. */
import { medianOf } from '#domain/replay/answers';
import type { RecordedAnswer } from '#domain/replay/answers';
import { addTo } from '../stages/outbox/planning/ledger.ts';
import type { MemoryPagerDeps, PageArrival, ReplayedNight } from './memory/state.ts';
import type { RecordedCommand, RecordedPeriod, ActorStanding } from './recorded.ts';

/** When people answer who did not get the page in truth: after their median, or never. */
export type AnswersWanted = 'median' | 'never';

export type PlannedAnswers = Pick<MemoryPagerDeps, 'commands' | 'onArrival' | 'onCommand'>;

/** After what was given in truth at the same instant. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Everything as it was. @param standings of those who gave the commands, noted as they are given */
export function answersAsTheyWere(
  { commands }: RecordedPeriod,
  standings: Map<RecordedCommand, ActorStanding>,
): PlannedAnswers {
  return {
    commands,
    onArrival: () => [],
    onCommand: (command, standing) => void (standings.has(command) || standings.set(command, standing)),
  };
}

/** What is known of how people answered. */
export interface KnownAnswers {
  /** At their own instants. */
  commands: readonly RecordedCommand[];
  /** Those that follow a page, with their delay after its arrival; by incident of truth and person. */
  following: ReadonlyMap<string, ReadonlyArray<{ delay: number; command: RecordedCommand }>>;
  /** How long, ms, somebody had a page that had arrived, at most; by incident of truth and person. */
  longest: ReadonlyMap<string, number>;
  medianFor(user: string): number | null;
}

/** @param night as it was, with the standings that were noted in it */
export function knownAnswers(
  { commands }: RecordedPeriod,
  night: Pick<ReplayedNight, 'pages' | 'deliveries'>,
  standings: ReadonlyMap<RecordedCommand, ActorStanding>,
): KnownAnswers {
  const following = new Map<string, Array<{ delay: number; command: RecordedCommand }>>();
  const own: RecordedCommand[] = [];
  const answers: RecordedAnswer[] = [];
  commands.forEach((given, order) => {
    const was = standings.get(given);
    const command: RecordedCommand = { ...given, order, ...(was && given.actor.kind === 'person' && { was }) };
    const reachedAt = command.was?.reachedAt ?? null;
    if (reachedAt === null) {
      own.push(command);
      return;
    }
    // The work was done at that time, whoever was paged; and about what joined an incident later, nobody is paged anew.
    own.push({ ...command, onceAnswered: true });
    const key = keyOf(given.incident, given.actor.name);
    if (isAnswer(given) && !following.get(key)?.some((one) => isAnswer(one.command))) {
      answers.push({ user: given.actor.name, delay: given.at - reachedAt });
    }
    addTo(following, key, { delay: given.at - reachedAt, command });
  });
  return { commands: own, following, longest: longestPages(night), medianFor: mediansOf(answers) };
}

export function planAnswers(known: KnownAnswers, wanted: AnswersWanted): PlannedAnswers {
  const { commands, following, longest, medianFor } = known;
  const followed = ({ incident, user, at, were }: PageArrival) =>
    were.flatMap((one) =>
      (following.get(keyOf(one, user)) ?? []).map(({ delay, command }) => ({
        at: at + delay,
        command: { ...command, incident, part: one },
      })),
    );
  /** Nobody knows what somebody would have done, unless they did something, or had the page for long enough. */
  const invented = ({ incident, user, page, at, were }: PageArrival) => {
    const median = medianFor(user);
    const isKnown = were.some(
      (one) =>
        following.get(keyOf(one, user))?.some(({ command }) => isDeed(command)) ||
        (longest.get(keyOf(one, user)) ?? -1) >= (median ?? 0),
    );
    return median === null || isKnown
      ? []
      : [{ at: at + median, command: acknowledgement(incident, user, page, at + median) }];
  };
  return {
    commands,
    onArrival: (arrival) => [
      ...(arrival.isFirst ? followed(arrival) : []),
      ...(wanted === 'median' ? invented(arrival) : []),
    ],
    onCommand: () => undefined,
  };
}

/** Each is computed once: a draft may page the same person in every night. */
function mediansOf(answers: readonly RecordedAnswer[]): (user: string) => number | null {
  const known = new Map<string, number | null>();
  return (user) => {
    const median = known.get(user);
    if (median !== undefined) {
      return median;
    }
    const own = medianOf(answers, user);
    known.set(user, own);
    return own;
  };
}

function acknowledgement(incident: string, user: string, page: string, at: number): RecordedCommand {
  const actor = { name: user, kind: 'person', via: 'replay' } as const;
  return { at, incident, part: incident, command: { kind: 'acknowledge' }, actor, answers: page, order: LAST };
}

function isAnswer({ command: { kind } }: RecordedCommand): boolean {
  return kind === 'acknowledge' || kind === 'resolve';
}

/** Words say nothing about whether somebody would have answered. */
function isDeed({ command: { kind } }: RecordedCommand): boolean {
  return kind !== 'note' && kind !== 'severity';
}

/** From when something of a page arrived until it ended. */
function longestPages({ pages, deliveries }: Pick<ReplayedNight, 'pages' | 'deliveries'>): Map<string, number> {
  const arrivedAt = new Map<string, number>();
  for (const { page, state, done_at: at } of deliveries) {
    if (page !== null && state === 'done' && at !== null && at < (arrivedAt.get(page) ?? Infinity)) {
      arrivedAt.set(page, at);
    }
  }
  const longest = new Map<string, number>();
  for (const { id, incident, user, ended_at: endedAt } of pages) {
    const arrived = arrivedAt.get(id);
    if (arrived !== undefined) {
      const key = keyOf(incident, user);
      longest.set(key, Math.max(longest.get(key) ?? -1, (endedAt ?? Infinity) - arrived));
    }
  }
  return longest;
}

function keyOf(incident: string, user: string): string {
  return `${incident}\n${user}`;
}
