/** Joins the notices of a side to pages: each person once for each alert, as long as the notices follow each other. */
import { HOUR } from '#domain/time/duration';
import type { AlertCase, PageNotice, SidePage } from '#domain/importing/pages/model';

/** After so long without a notice, the next one is another page: the policy began again, or the alert came back. */
export const ANOTHER_PAGE_AFTER = HOUR;

export function pagesOf<Case extends AlertCase>(cases: readonly Case[]): Array<SidePage<Case>> {
  return cases.flatMap((of) =>
    [...new Set(of.notices.map(({ person }) => person))].flatMap((person) =>
      inRounds(of.notices.filter((one) => one.person === person).sort(byTime)).map((round) =>
        pageOf(of, person, round),
      ),
    ),
  );
}

function byTime(a: PageNotice, b: PageNotice): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

function inRounds(notices: readonly PageNotice[]): PageNotice[][] {
  const rounds: PageNotice[][] = [];
  for (const notice of notices) {
    const last = rounds.at(-1);
    if (last === undefined || notice.at - (last.at(-1) as PageNotice).at > ANOTHER_PAGE_AFTER) {
      rounds.push([notice]);
    } else {
      last.push(notice);
    }
  }
  return rounds;
}

function pageOf<Case extends AlertCase>(of: Case, person: string, round: readonly PageNotice[]): SidePage<Case> {
  const [{ at, since, step }] = round as [PageNotice];
  const methods = [...new Set(round.map(({ method }) => method))];
  return { of, person, at, since, step, methods, notices: round.map(({ id }) => id) };
}
