/** Makes the document of a review: names of people in place of logins, and what happened in the reader's language. */
import type { Incident } from '#domain/incident/model';
import { titleIn } from '#domain/incident/signal/title';
import { formatInstant } from '#domain/notify/render/words/civil-time';
import { texts } from '#domain/notify/render/words/texts';
import type { Language } from '#domain/notify/responder';
import type { ReviewDocument } from '#domain/review/document';
import { REVIEW_TEXTS } from '#domain/review/texts';
import type { Directory } from '../../../ports/directory.ts';
import { historyLine } from '../../../response/history.ts';
import type { StoreCapabilities } from '../../../store/capabilities.ts';
import { reviewBody } from '../../../store/reviews/reviews.ts';
import type { KeptReview } from '../../../store/reviews/reviews.ts';
import type { Db } from '../../../store/store.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { readEntries } from './entries.ts';

export interface DocumentDeps {
  db: Db;
  cap: StoreCapabilities;
  directory: Directory;
  noting: UnreadableReporter;
  /** The incident's page in Grafana; null: its address is not known. */
  urlOf(incident: string): string | null;
  now: number;
}

export async function documentOf(
  { db, cap, directory, noting, urlOf, now }: DocumentDeps,
  incident: Incident,
  { row, actions }: KeptReview,
  language: Language,
): Promise<ReviewDocument> {
  const words = REVIEW_TEXTS[language];
  const body = reviewBody(row, noting);
  const { entries } = await readEntries({ db, cap, noting }, incident.id, body.leftOut);
  const name = (login: string) => directory.responders.get(login)?.name ?? login;
  const history = {
    name,
    policy: (id: string) => directory.policies.get(id)?.name ?? id,
    time: (at: number) => formatInstant(at, now, language, 'UTC'),
  };
  return {
    language,
    number: incident.number,
    title: incident.titleReason ? titleIn(language, incident.titleReason) : incident.title,
    severity: texts(language).severity[incident.severity],
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    url: urlOf(incident.id),
    completed:
      row.completed_at === null || row.completed_by === null
        ? null
        : { by: name(row.completed_by), at: row.completed_at },
    entries: entries
      .filter(({ leftOut }) => !leftOut)
      .map(({ at, group, kind, actor, text, data, mergedFrom }) => ({
        at: Date.parse(at),
        group,
        text: `${mergedFrom === null ? '' : `#${mergedFrom} `}${saidBy(kind, actor, historyLine(language, { kind, actor, text, data }, history).text, name)}`,
      })),
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

/** A note does not name its author. */
function saidBy(kind: string, actor: string | null, text: string, name: (login: string) => string): string {
  return kind === 'note' && actor !== null ? `${name(actor)}: ${text}` : text;
}
