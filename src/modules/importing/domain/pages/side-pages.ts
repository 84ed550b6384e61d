/** Joins the messages of a side to pages: each person once for each alert, as long as the messages follow each other. */
import { HOUR } from '#domain/time/duration';
import type { AlertCase, PageMessage, SidePage } from '#modules/importing/domain/pages/model';

/** After so long without a message, the next one is another page: the policy began again, or the alert came back. */
const ANOTHER_PAGE_AFTER = HOUR;

export function pagesOf<Case extends AlertCase>(cases: readonly Case[]): Array<SidePage<Case>> {
  return cases.flatMap((of) =>
    [...new Set(of.messages.map(({ person }) => person))].flatMap((person) =>
      inRounds(of.messages.filter((one) => one.person === person).sort(byTime)).map((round) =>
        pageOf(of, person, round),
      ),
    ),
  );
}

function byTime(a: PageMessage, b: PageMessage): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

function inRounds(messages: readonly PageMessage[]): PageMessage[][] {
  const rounds: PageMessage[][] = [];
  for (const message of messages) {
    const last = rounds.at(-1);
    if (last === undefined || message.at - (last.at(-1) as PageMessage).at > ANOTHER_PAGE_AFTER) {
      rounds.push([message]);
    } else {
      last.push(message);
    }
  }
  return rounds;
}

function pageOf<Case extends AlertCase>(of: Case, person: string, round: readonly PageMessage[]): SidePage<Case> {
  const [{ at, since, step }] = round as [PageMessage];
  const methods = [...new Set(round.map(({ method }) => method))];
  return { of, person, at, since, step, methods, messages: round.map(({ id }) => id) };
}
