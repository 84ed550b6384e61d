/** `GET /api/v1/insights/{me,team,alerts,pager}`: the figures of a period (docs/insights.md). */
import { insight, insightQuery, INSIGHT_CHAPTERS } from '#contract/insight/insight';
import type {
  FigureGroupWire,
  FigureWire,
  InsightChapter,
  InsightPopulation,
  InsightQuery,
  InsightWire,
} from '#contract/insight/insight';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { inFrench } from '#domain/insight/french';
import type { IncidentAttributes } from '#domain/incident/attributes';
import type { ClockHours } from '#domain/figures/settings';
import { insightsOf } from '../../../actions/insight/insights.ts';
import { rememberLarge } from '../../../actions/insight/remembered.ts';
import type { InsightAnswer, InsightQuestion } from '../../../actions/insight/insights.ts';
import { lastMonth, periodBefore } from '../../../../src/domain/time/month-period.ts';
import type { Portions } from '../../../ports/heavy/work.ts';
import type { InsightReader } from '../../../ports/insight/reader.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendCsv } from '../../downloads/send-text.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { rangeOf } from '../../query/range.ts';
import { alertOf, behindQuery } from './behind.ts';
import { csvOf } from './insights-csv.ts';

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
      return query.format === 'csv'
        ? sendCsv(reply, csvOf(bodyOf(question, answer, before)))
        : bodyOf(question, answer, before);
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
  return { chapter, period, team: query.team ?? null, rota: query.rota ?? null, attributes: attributesOf(query), now };
}

function attributesOf({ severity, urgency, integration, label }: InsightQuery): IncidentAttributes | null {
  const isAsked = [severity, urgency, integration, label].some((one) => one !== undefined);
  return isAsked
    ? {
        severities: severity ?? null,
        urgencies: urgency ?? null,
        integrations: integration ?? null,
        labels: label ?? [],
      }
    : null;
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

function bodyOf(question: InsightQuestion, answer: InsightAnswer, before: AnswerBefore | null): InsightWire {
  return {
    from: iso(question.period.start),
    to: iso(question.period.end),
    zone: 'UTC',
    population: populationOf(question, answer),
    figures: answer.figures.map((one) => figureBody(one, question)),
    groups: answer.groups.map((group) => groupBody(group, question, answer)),
    before:
      before === null
        ? null
        : {
            from: iso(before.question.period.start),
            to: iso(before.question.period.end),
            figures: before.answer.figures.map((one) => figureBody(one, before.question)),
          },
    problems: answer.problems,
  };
}

function populationOf({ chapter, team, rota, attributes }: InsightQuestion, answer: InsightAnswer): InsightPopulation {
  return {
    incidents: chapter === 'alerts' ? 'alerts' : chapter === 'me' ? 'own' : 'all',
    team,
    rota,
    severities: [...(attributes?.severities ?? [])] as InsightPopulation['severities'],
    urgencies: [...(attributes?.urgencies ?? [])] as InsightPopulation['urgencies'],
    integrations: [...(attributes?.integrations ?? [])],
    labels: Object.fromEntries(attributes?.labels ?? []),
    people: answer.people,
  };
}

function figureBody(one: Figure, question: InsightQuestion): FigureWire {
  const { behind } = one;
  return { ...one, behind: behind && { query: behindQuery(behind, question), rows: behind.rows } };
}

function groupBody(
  { by, id, figures }: FigureGroup,
  question: InsightQuestion,
  answer: InsightAnswer,
): FigureGroupWire {
  const told = figures.map((one) => figureBody(one, question));
  if (by !== 'alert') {
    return { by, id, alert: null, figures: told };
  }
  const { integration, name } = alertOf(id);
  const [link, proposal] = [answer.links.get(id) ?? null, answer.proposals.get(id) ?? null];
  return { by, id, alert: { integration, name, link, proposal }, figures: told };
}
