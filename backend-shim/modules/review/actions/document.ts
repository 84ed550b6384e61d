/** Makes the document of a review: names of people in place of logins, and what happened in the reader's language. */
import type { Incident } from '#domain/incident/model';
import { titleIn } from '#domain/incident/signal/title';
import { formatInstant, shownZone } from '#domain/time/words/instant-words';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import type { DocumentAlert, DocumentEntry, ReviewDocument } from '#modules/review/domain/document';
import type { ReviewEntry } from '#modules/review/contract/review';
import { REVIEW_TEXTS } from '#modules/review/domain/texts';
import type { Directory } from '../../../ports/directory.ts';
import { integrationName } from '#domain/routing/integration';
import type { IncidentSummary } from '#domain/figures/incident-summary';
import type { ReadIncidentSummary, SummarySources } from '../../../actions/incidents/summary.ts';
import { historyWords } from '../../../stages/response/history/facts.ts';
import type { HistoryWords } from '../../../stages/response/history/facts.ts';
import { historyLine } from '../../../stages/response/history/line.ts';
import { reviewBody } from '../store/reviews.ts';
import type { KeptReview } from '../store/reviews.ts';
import { readEntries, reviewedIncidents } from './entries.ts';

/** What documents take from the configuration. */
export interface DocumentSettings {
  /** The incident's page in Grafana; null: its address is not known. */
  urlOf(incident: string): string | null;
  summaryOf: ReadIncidentSummary;
}

export interface DocumentDeps extends DocumentSettings, SummarySources {
  now: number;
}

export async function documentOf(
  deps: DocumentDeps,
  incident: Incident,
  { row, actions }: KeptReview,
  language: Language,
): Promise<ReviewDocument> {
  const { directory, noting, urlOf, now } = deps;
  const words = REVIEW_TEXTS[language];
  const body = reviewBody(row, noting);
  const { entries } = await readEntries(deps, incident.id, body.leftOut);
  const history = historyWords(directory, (at) => formatInstant(at, now, language, directory.timeZone));
  const name = (login: string) => history.name('people', login);
  return {
    language,
    timeZone: shownZone(directory.timeZone),
    number: incident.number,
    title: incident.titleReason ? titleIn(language, incident.titleReason) : incident.title,
    severity: texts(language).severity[incident.severity],
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    facts: namedFacts(await factsOf(deps, incident.id), name),
    alert: alertOf(incident, directory),
    url: urlOf(incident.id),
    completed:
      row.completed_at === null || row.completed_by === null
        ? null
        : { by: name(row.completed_by), at: row.completed_at },
    entries: entries.filter(({ leftOut }) => !leftOut).map((entry) => documentEntry(entry, language, history)),
    sections: [
      { title: words.impact, text: body.impact },
      { title: words.cause, text: body.cause },
      { title: words.wentWell, text: body.wentWell },
      ...body.more,
    ],
    actions: actions.map(({ what, owner, due, done_at: doneAt }) => ({
      what,
      owner: owner === null ? null : name(owner),
      due,
      done: doneAt !== null,
    })),
  };
}

/** Reads what the head of the review sums up, of the incident and of those that were merged into it. */
export async function factsOf(
  deps: SummarySources & Pick<DocumentSettings, 'summaryOf'>,
  incident: string,
): Promise<IncidentSummary> {
  return deps.summaryOf(deps, incident, (await reviewedIncidents(deps, incident)).ids);
}

function namedFacts(facts: IncidentSummary, name: (login: string) => string): IncidentSummary {
  const named = (all: IncidentSummary['paged']) => all.map(({ user, times }) => ({ user: name(user), times }));
  const { answeredBy, paged, woken } = facts;
  return {
    ...facts,
    answeredBy: answeredBy === null ? null : name(answeredBy),
    paged: named(paged),
    woken: named(woken),
  };
}

function alertOf({ integration, description, labels, links }: Incident, { integrations }: Directory): DocumentAlert {
  const source = integration === null ? null : integrationName(integrations, integration);
  return { source, description, labels: Object.entries(labels), links };
}

/** A note does not name its author. What somebody wrote is in their language, and no sentence of Vigie's. */
function documentEntry(
  { at, group, kind, actor, text, data, mergedFrom }: ReviewEntry,
  language: Language,
  history: HistoryWords,
): DocumentEntry {
  const line = historyLine(language, { kind, actor, text, data }, history);
  const isWritten = kind === 'note' && actor !== null && line.text === text;
  const said = isWritten ? REVIEW_TEXTS[language].said(history.name('people', actor), text) : line.text;
  return {
    at: Date.parse(at),
    group,
    text: `${mergedFrom === null ? '' : `#${mergedFrom} `}${said}`,
    language: isWritten ? language : line.language,
    isRich: isWritten,
  };
}
