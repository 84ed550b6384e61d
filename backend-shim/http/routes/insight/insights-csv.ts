/** Writes figures as CSV, the same as in JSON: one a row. */
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import { labelsText } from '#contract/incidents/labels';
import { csv } from '#domain/csv';
import type { CsvCell } from '#domain/csv';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';

const COLUMNS = [
  ...(['group', 'id', 'key', 'value', 'unit', 'n', 'of', 'why', 'partial'] as const),
  ...LEFT_OUT_REASONS,
  ...(['link', 'definition'] as const),
] as const;

/**
 * Rows of the group `asked` say what all of it is about, those of `problem` what the figures had to do without, by its code.
 * `link` is the query of the list of incidents.
 */
export function csvOf(insight: InsightWire): string {
  const { figures, groups, before, problems } = insight;
  const told = [
    { by: 'all', id: '', figures },
    ...(before === null ? [] : [{ by: 'before', id: before.from, figures: before.figures }]),
    ...groups,
  ].flatMap(({ by, id, figures: own }) => own.map((one) => rowOf(by, id, one)));
  const without = problems.map(({ code, id, text }) => textRow('problem', id, code, text));
  return csv([...COLUMNS], [...askedRows(insight), ...told, ...without]);
}

function rowOf(by: string, id: string, one: FigureWire): CsvCell[] {
  return [
    ...[by, id, one.key, one.value, one.unit, one.n, one.of, one.why, one.partial ? 'true' : null],
    ...LEFT_OUT_REASONS.map((reason) => one.leftOut[reason]),
    ...[one.behind?.query ?? null, one.definition],
  ];
}

function askedRows({ from, to, zone, population }: InsightWire): CsvCell[][] {
  const { people, labels, ...rest } = population;
  const asked: Record<string, unknown> = {
    from,
    to,
    zone,
    ...rest,
    labels: labelsText(Object.entries(labels)),
    people: people === null ? null : `${people.counted} of ${people.asked}`,
  };
  return Object.entries(asked)
    .map(([key, value]): [string, string] => [key, Array.isArray(value) ? value.join() : String(value ?? '')])
    .filter(([, text]) => text !== '')
    .map(([key, text]) => textRow('asked', null, key, text));
}

function textRow(by: string, id: string | null, key: string, text: string): CsvCell[] {
  return [by, id, key, ...COLUMNS.slice(4).map(() => null), text];
}
