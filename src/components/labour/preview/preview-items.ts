/** Groups what a preview says by person, the worst first. */
import type { FindingWire } from '#contract/labour/finding';
import type { LabourPreviewWire } from '#contract/labour/preview';
import { severityRank } from '#domain/labour/finding';

export type PreviewItem = LabourPreviewWire['items'][number];

export interface PersonItems {
  user: string;
  made: PreviewItem[];
  /** How many findings the change ends. */
  ended: number;
}

const worst = ({ made }: PersonItems) => Math.max(-1, ...made.map(severityRank));

export function worstFirst(a: Pick<FindingWire, 'severity' | 'start'>, b: typeof a): number {
  return severityRank(b) - severityRank(a) || Date.parse(a.start) - Date.parse(b.start);
}

/** Whoever has the worst finding comes first; those for whom findings only end come last. */
export function byPerson(items: readonly PreviewItem[]): PersonItems[] {
  const users = [...new Set(items.map(({ user }) => user))];
  return users
    .map((user) => {
      const own = items.filter((one) => one.user === user);
      return {
        user,
        made: own.filter(({ change }) => change === 'made').sort(worstFirst),
        ended: own.filter(({ change }) => change === 'ended').length,
      };
    })
    .sort((a, b) => worst(b) - worst(a) || (a.user < b.user ? -1 : 1));
}

interface TellBySummary {
  /** The earliest instant by which somebody is to be told; null: there is none ahead. */
  next: number | null;
  /** The first start that is still told in time. */
  firstInTime: number | null;
}

/** From when new duty is still told in time; null: all of it is, or none. */
export function inTimeFrom(preview: LabourPreviewWire | null, now: number): number | null {
  return preview?.items.some(({ rule, change }) => rule === 'notice' && change === 'made') === true
    ? tellBySummary(preview.tellBy, now).firstInTime
    : null;
}

export function tellBySummary(tellBy: LabourPreviewWire['tellBy'], now: number): TellBySummary {
  const ahead = tellBy.filter(({ by }) => Date.parse(by) >= now);
  const least = (times: number[]) => (times.length === 0 ? null : Math.min(...times));
  return {
    next: least(ahead.map(({ by }) => Date.parse(by))),
    firstInTime: least(ahead.map(({ start }) => Date.parse(start))),
  };
}
