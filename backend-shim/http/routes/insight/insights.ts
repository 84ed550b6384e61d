/** `GET /api/v1/insights/{me,team,alerts,pager}`: the figures of a period (docs/insights.md). */
import { insight, insightQuery, INSIGHT_CHAPTERS } from '#contract/insight/insight';
import type { FigureGroupWire, InsightChapter, InsightQuery, InsightWire } from '#contract/insight/insight';
import { csv } from '#domain/csv';
import type { CsvCell } from '#domain/csv';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { inFrench } from '#domain/insight/french';
import { proposalOf } from '#domain/insight/incident/proposal';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import type { ClockHours } from '#domain/insight/settings';
import { insightsOf } from '../../../actions/insight/insights.ts';
import { rememberLarge } from '../../../actions/insight/remembered.ts';
import type { InsightAnswer, InsightQuestion } from '../../../actions/insight/insights.ts';
import { lastMonth, periodBefore } from '../../../actions/insight/period.ts';
import type { Portions } from '../../../ports/heavy/work.ts';
import type { InsightReader } from '../../../ports/insight/reader.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendCsv } from '../../downloads/send-text.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { rangeOf } from '../labour/range.ts';

/** Settings that figures depend on. */
export interface InsightConfig {
  reader: InsightReader;
  /** Few are computed at once, of each caller in turn. */
  turns: Portions;
  sleep: ClockHours;
  /** ms that resolved incidents are kept. */
  keptFor: number;
  /** Logins whose zone this machine does not know. */
  withoutZone(): ReadonlySet<string>;
}

const SUMMARIES: Record<InsightChapter, string> = {
  me: 'Figures of your own on-call duty',
  team: 'How a group answers, and what on-call duty asks of it',
  alerts: 'What pages were worth, by alert; those that cost most sleep come first',
  pager: 'How well Vigie itself paged, by channel',
};

export function insightRoutes(app: ApiServer, deps: ApiDeps, config: InsightConfig): void {
  const ask = rememberLarge(insightsOf);
  for (const chapter of INSIGHT_CHAPTERS) {
    const schema = {
      tags: ['insights'],
      summary: SUMMARIES[chapter],
      querystring: insightQuery,
      response: { 200: insight },
    };
    app.get(`/insights/${chapter}`, { schema }, async (request, reply) => {
      const { query } = request;
      const now = await deps.clock.now();
      const question = questionOf(deps, chapter, query, now);
      const sources = {
        db: deps.store.read,
        directory: deps.directory(),
        policiesOfRotas: deps.policiesOfRotas,
        ...config,
      };
      const read = async (about: InsightQuestion): Promise<InsightAnswer> => {
        const asked = () => ask(sources, callerOf(request), about);
        const { answer: found } = acceptedAnswer(await config.turns.run(askerOf(request), asked));
        return query.language === 'fr' ? definedInFrench(found, config) : found;
      };
      const answer = await read(question);
      const earlier = { ...question, period: periodBefore(question.period) };
      const found = query.compare === 'none' ? null : await read(earlier);
      const before = found && { question: earlier, answer: found };
      return query.format === 'csv' ? sendCsv(reply, csvOf(answer, before)) : bodyOf(question, answer, before);
    });
  }
}

function questionOf(deps: ApiDeps, chapter: InsightChapter, query: InsightQuery, now: number): InsightQuestion {
  const { teams, rotas } = deps.directory();
  if (query.team !== undefined && !teams.has(query.team)) {
    throw noSuch('team', query.team);
  }
  if (query.rota !== undefined && !rotas.has(query.rota)) {
    throw noSuch('rota', query.rota);
  }
  const period = rangeOf(query, lastMonth(now));
  return { chapter, period, team: query.team ?? null, rota: query.rota ?? null, now };
}

function definedInFrench(answer: InsightAnswer, settings: Pick<InsightConfig, 'sleep'>): InsightAnswer {
  return {
    ...answer,
    figures: inFrench(answer.figures, settings),
    groups: answer.groups.map((group) => ({ ...group, figures: inFrench(group.figures, settings) })),
  };
}

interface AnswerBefore {
  question: InsightQuestion;
  answer: InsightAnswer;
}

function bodyOf({ period }: InsightQuestion, answer: InsightAnswer, before: AnswerBefore | null): InsightWire {
  return {
    from: iso(period.start),
    to: iso(period.end),
    figures: answer.figures,
    groups: answer.groups.map((group) => groupBody(group, answer)),
    before:
      before === null
        ? null
        : {
            from: iso(before.question.period.start),
            to: iso(before.question.period.end),
            figures: before.answer.figures,
          },
    problems: answer.problems,
  };
}

function groupBody({ by, id, figures }: FigureGroup, { links }: InsightAnswer): FigureGroupWire {
  if (by !== 'alert') {
    return { by, id, alert: null, figures };
  }
  const slash = id.indexOf('/');
  return {
    by,
    id,
    alert: {
      integration: id.slice(0, slash) || null,
      name: id.slice(slash + 1),
      link: links.get(id) ?? null,
      proposal: proposalOf(figures),
    },
    figures,
  };
}

const COLUMNS = ['group', 'id', 'key', 'value', 'unit', 'n', ...LEFT_OUT_REASONS, 'definition'];

/** What the figures had to do without are rows, too: `problem`, with its code as the key. */
function csvOf({ figures, groups, problems }: InsightAnswer, before: AnswerBefore | null): string {
  const rows = [
    { by: 'all', id: '', figures },
    ...(before === null
      ? []
      : [{ by: 'before', id: iso(before.question.period.start), figures: before.answer.figures }]),
    ...groups,
  ].flatMap(({ by, id, figures: own }) =>
    own.map((one: Figure): CsvCell[] => [
      by,
      id,
      one.key,
      one.value,
      one.unit,
      one.n,
      ...LEFT_OUT_REASONS.map((reason) => one.leftOut[reason]),
      one.definition,
    ]),
  );
  const without = problems.map(({ code, id, text }): CsvCell[] => [
    ...['problem', id, code, null, null, null],
    ...LEFT_OUT_REASONS.map(() => null),
    text,
  ]);
  return csv(COLUMNS, [...rows, ...without]);
}
