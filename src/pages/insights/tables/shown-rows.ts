/** Picks the rows and columns of a table that say something. */
import type { FigureGroupWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';

const valueOf = ({ figures }: FigureGroupWire, key: FigureKey) => figures.find((one) => one.key === key)?.value ?? null;

/** Columns with something in them; of the first one, rows are told apart. */
export function columnsOf(groups: readonly FigureGroupWire[], keys: readonly FigureKey[]): FigureKey[] {
  return keys.filter((key, i) => i === 0 || groups.some((group) => (valueOf(group, key) ?? 0) !== 0));
}

/** Alerts that cost sleep, or where none is known to have, those that paged. */
export function withSleepFirst(groups: readonly FigureGroupWire[]): { rows: FigureGroupWire[]; isOfSleep: boolean } {
  const alerts = groups.filter(({ by }) => by === 'alert');
  const costly = alerts.filter((group) => (valueOf(group, 'sleepCost') ?? 0) > 0);
  const paging = alerts.filter((group) => (valueOf(group, 'paged') ?? 0) > 0);
  const others = paging.filter((group) => !costly.includes(group));
  const byPages = others.toSorted((a, b) => (valueOf(b, 'paged') ?? 0) - (valueOf(a, 'paged') ?? 0));
  return { rows: [...costly, ...byPages], isOfSleep: costly.length > 0 };
}
