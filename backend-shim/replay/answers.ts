/** Plans the commands of a night that was different: answers follow pages, everything else keeps its instant. */
import { medianOf } from '#domain/replay/answers';
import type { RecordedAnswer } from '#domain/replay/answers';
import { addTo } from '../outbox/planning/ledger.ts';
import type { MemoryPagerDeps } from './memory/state.ts';
import type { RecordedCommand, RecordedPage, RecordedPeriod } from './recorded.ts';

/** When people answer who did not get the page in truth: after their median, or never. */
export type AnswersWanted = 'median' | 'never';

export type PlannedAnswers = Pick<MemoryPagerDeps, 'commands' | 'onFirstPage'>;

/** Everything as it was. */
export function answersAsTheyWere({ commands }: RecordedPeriod): PlannedAnswers {
  return { commands, onFirstPage: () => [] };
}

export function planAnswers(period: RecordedPeriod, wanted: AnswersWanted): PlannedAnswers {
  const first = firstPages(period.pages);
  const after = new Map<string, RecordedCommand[]>();
  const own: RecordedCommand[] = [];
  for (const command of period.commands) {
    const key = keyOf(command.incident, command.actor.name);
    const page = first.get(key);
    if (command.actor.kind === 'person' && page !== undefined && command.at >= page.startedAt) {
      addTo(after, key, command);
    } else {
      own.push(command);
    }
  }
  const medianFor = mediansOf(recordedAnswers(first, after));
  // The work was done at that time, whoever had been paged; and about what joined an incident later, nobody is paged anew.
  const later = [...after.values()].flat().map((command): RecordedCommand => ({ ...command, onceAnswered: true }));
  return {
    commands: [...own, ...later],
    onFirstPage: ({ incident, user, at, were }) => {
      const planned = were.flatMap((one) => {
        const page = first.get(keyOf(one, user));
        return (after.get(keyOf(one, user)) ?? []).map((command) => ({
          at: at + (command.at - (page?.startedAt ?? command.at)),
          command: { ...command, incident, part: one },
        }));
      });
      const median = wanted === 'never' || planned.length > 0 ? null : medianFor(user);
      const hadTime = were.some((one) => hadLonger(first.get(keyOf(one, user)), median ?? 0));
      return median === null || hadTime
        ? planned
        : [{ at: at + median, command: acknowledgement(incident, user, at + median) }];
    },
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

function acknowledgement(incident: string, user: string, at: number): RecordedCommand {
  const actor = { name: user, kind: 'person', via: 'replay' } as const;
  return { at, incident, part: incident, command: { kind: 'acknowledge' }, actor };
}

/** The person had a page for so long, and did not answer it. */
function hadLonger(page: RecordedPage | undefined, than: number): boolean {
  return page !== undefined && (page.endedAt === null || page.endedAt - page.startedAt > than);
}

function keyOf(incident: string, user: string): string {
  return `${incident}\n${user}`;
}

function firstPages(pages: readonly RecordedPage[]): Map<string, RecordedPage> {
  const first = new Map<string, RecordedPage>();
  for (const page of pages) {
    const key = keyOf(page.incident, page.user);
    if (page.startedAt < (first.get(key)?.startedAt ?? Infinity)) {
      first.set(key, page);
    }
  }
  return first;
}

function recordedAnswers(
  first: ReadonlyMap<string, RecordedPage>,
  after: ReadonlyMap<string, RecordedCommand[]>,
): RecordedAnswer[] {
  return [...after].flatMap(([key, commands]) => {
    const page = first.get(key);
    const answer = commands.find(({ command }) => command.kind === 'acknowledge' || command.kind === 'resolve');
    return page && answer ? [{ user: page.user, delay: answer.at - page.startedAt }] : [];
  });
}
