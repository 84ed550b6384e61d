/** Makes a table of figures, each with what it is of as labels. None is of a person, whoever asks. */
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { FigureRequest } from '../requests.ts';
import type { ResultColumn } from '../tables.ts';

export interface AnsweredFigures extends Pick<FigureRequest, 'chapter' | 'team' | 'rota'> {
  insight: Pick<InsightWire, 'from' | 'figures' | 'groups'>;
}

interface FigureRow {
  time: number;
  /** `all`, `day`, `week`, `channel`, `step` or `alert`, and which. */
  by: string;
  id: string | null;
  figure: FigureWire;
  team: string | null;
  rota: string | null;
}

/** Groups of people are left out, and what the same request says in another chapter. */
const GROUPS: Readonly<Record<AnsweredFigures['chapter'], ReadonlySet<string>>> = {
  pager: new Set(['channel', 'day', 'week']),
  team: new Set(['step']),
  alerts: new Set(['alert']),
};

function rowsOf({ chapter, team, rota, insight }: AnsweredFigures): FigureRow[] {
  const from = Date.parse(insight.from);
  const isOwn = ({ key, subject }: FigureWire) =>
    chapter === 'pager' || (chapter === 'team' && (subject === 'answers' || key === 'coverage'));
  const all = insight.figures
    .filter(isOwn)
    .map((figure): FigureRow => ({ time: from, by: 'all', id: null, figure, team, rota }));
  const parts = insight.groups
    .filter(({ by }) => GROUPS[chapter].has(by))
    .flatMap(({ by, id, figures }) => {
      const time = by === 'day' || by === 'week' ? Date.parse(`${id}T00:00:00Z`) : from;
      return figures.map((figure): FigureRow => ({ time, by, id, figure, team, rota }));
    });
  return [...all, ...parts].filter(({ figure }) => figure.subject !== 'load');
}

export function figureColumns(answers: readonly AnsweredFigures[]): ResultColumn[] {
  const rows = answers.flatMap(rowsOf);
  const column = (
    name: string,
    type: ResultColumn['type'],
    cell: (row: FigureRow) => string | number | null,
  ): ResultColumn => ({ name, type, values: rows.map(cell) });
  return [
    column('time', 'time', ({ time }) => time),
    column('figure', 'string', ({ figure }) => figure.key),
    column('value', 'number', ({ figure }) => figure.value),
    column('unit', 'string', ({ figure }) => figure.unit),
    column('n', 'number', ({ figure }) => figure.n),
    column('n of', 'string', ({ figure }) => figure.of),
    column('no value', 'string', ({ figure }) => figure.why),
    column('by', 'string', ({ by }) => by),
    column('of', 'string', ({ id }) => id),
    column('team', 'string', ({ team }) => team),
    column('rota', 'string', ({ rota }) => rota),
  ];
}
