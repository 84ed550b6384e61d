/** Builds the message of a claimed delivery: the incident as it is now, in the person's language. */
import { tryOrNull } from '#domain/attempt';
import { nextForPeople } from '#domain/escalation/next';
import type { DecisionFacts } from '#domain/incident/draft';
import { firingCount } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import { titleIn } from '#domain/incident/signal/title';
import type { Message, MessageEntry, MessageIncident } from '#domain/notify/message/message';
import { stateAsNews } from '#domain/notify/message/plain-message';
import { describeNext } from '#domain/notify/render/messages/next';
import type { Language, Responder } from '#domain/notify/responder';
import type { Directory } from '../../../ports/directory.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import { readContent, urgencyOf } from '../../../store/deliveries/stored-content.ts';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { UNNOTED } from '../../../store/stored/unreadable.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';

/** Addresses that messages point to. */
export interface MessageLinks {
  /** URL of the page in Grafana, or null if it is not known. */
  incident(id: string): string | null;
  /** Page of a rota in Grafana, or null. */
  rota(id: string): string | null;
  /** The page "On-call hours" in Grafana, or null. */
  hours: string | null;
  /** The responder page of one person, also with an action preselected. */
  responder(id: string, login: string): { page: string; acknowledge: string; resolve: string };
  /** The page on which one person acknowledges all that a message lists, by the delivery that carried the others. */
  bundle(carrier: string, login: string): string;
  /** The page on which one person answers a swap, with a button preselected. */
  swap(id: string, login: string): { take: string; decline: string };
  /** Where nothing better is known. */
  home: string;
}

export interface MessageParts {
  row: DeliveryRow;
  incident: Incident;
  directory: Directory;
  facts: DecisionFacts;
  links: MessageLinks;
  now: number;
  /** Incidents this message stands for. */
  bundled: number;
  noting: UnreadableReporter;
}

export function buildMessage(parts: MessageParts): Message {
  const { row, incident, directory } = parts;
  const responder = row.user === null ? null : (directory.responders.get(row.user) ?? null);
  const content = readContent(row, parts.noting);
  const { language, timeZone } = responder ?? wordsOfRoom(directory, row.channel);
  const update = updateOf(parts, content);
  return {
    kind: row.kind === 'update' ? 'update' : 'page',
    at: parts.now,
    language,
    timeZone,
    person: responder && { login: responder.login, name: responder.name },
    urgency: urgencyOf(row, content),
    // Messages that need no answer contain no action links.
    incident: {
      ...incidentPart(parts, row.kind === 'status' ? null : responder, language),
      by: byOf(directory, incident, update),
    },
    policy: incident.run?.policy.name ?? null,
    step:
      incident.run && incident.run.step >= 0
        ? Math.min(incident.run.step, incident.run.policy.steps.length - 1) + 1
        : null,
    ...unavailablePart(parts),
    next: nextPart(parts, language),
    update,
    onCall: null,
    bundled: parts.bundled,
  };
}

/** An incident as one of several in a message. */
export function buildEntry(parts: Omit<MessageParts, 'bundled'>, language: Language): MessageEntry {
  const { row, incident, directory } = parts;
  const responder = row.user === null ? null : (directory.responders.get(row.user) ?? null);
  const update = updateOf(parts, readContent(row, parts.noting));
  return { incident: { ...incidentPart(parts, responder, language), by: byOf(directory, incident, update) }, update };
}

/** null: a page, or an update of the standing message only. */
function updateOf(
  { row, incident, directory }: Pick<MessageParts, 'row' | 'incident' | 'directory'>,
  { update, actor = null, text = null, refresh }: StoredContent,
): Message['update'] {
  if (update !== undefined) {
    return { kind: update, actor: nameOf(directory, actor), text };
  }
  return row.kind === 'page' || refresh ? null : stateAsNews(incident);
}

/** Uses only the row and the incident, nothing from the configuration. */
export function buildPlainMessage({
  row,
  incident,
  links,
  now,
}: Pick<MessageParts, 'row' | 'incident' | 'links' | 'now'>): Message {
  const own = tryOrNull(() =>
    row.user === null || row.kind === 'status' ? null : links.responder(incident.id, row.user),
  );
  const { id, number, title, severity, state, openedAt, totalAlerts } = incident;
  return {
    kind: row.kind === 'page' ? 'page' : 'update',
    at: now,
    language: 'en',
    timeZone: 'UTC',
    person: row.user === null ? null : { login: row.user, name: row.user },
    urgency: urgencyOf(row, readContent(row, UNNOTED)),
    incident: {
      id,
      number,
      title,
      description: '',
      severity,
      state,
      by: null,
      snoozedUntil: null,
      source: incident.source,
      labels: {},
      openedAt,
      alerts: { firing: firingCount(incident), total: totalAlerts },
      links: [],
      ...placeOf(tryOrNull(() => links.incident(id)) ?? null, own ?? null, links.home),
      acknowledgeUrl: own && own.acknowledge,
      resolveUrl: own && own.resolve,
    },
    policy: null,
    step: null,
    next: null,
    update: row.kind === 'page' ? null : stateAsNews(incident),
    onCall: null,
    bundled: 1,
  };
}

/** Rooms say so in their settings; the organisation's zone is the usual one. */
function wordsOfRoom(
  { rooms, timeZone: usual }: Directory,
  id: string | null,
): { language: Language; timeZone: string } {
  const { language, timeZone } = (id === null ? undefined : rooms.get(id)?.settings) ?? {};
  return {
    language: language === 'fr' ? 'fr' : 'en',
    timeZone: typeof timeZone === 'string' && timeZone !== '' ? timeZone : usual,
  };
}

function byOf(
  directory: Directory,
  { state, acknowledgedBy, resolvedBy }: Incident,
  update: Message['update'],
): string | null {
  switch (state) {
    case 'acknowledged':
      return nameOf(directory, acknowledgedBy);
    case 'resolved':
      return nameOf(directory, resolvedBy);
    case 'snoozed':
      return update?.kind === 'snoozed' ? update.actor : null;
    case 'open':
      return null;
  }
}

function nameOf(directory: Directory, login: string | null): string | null {
  return login === null ? null : (directory.responders.get(login)?.name ?? login);
}

function incidentPart(
  { incident, links, facts }: Pick<MessageParts, 'incident' | 'links' | 'facts'>,
  responder: Responder | null,
  language: Language,
): Omit<MessageIncident, 'by'> {
  const own = responder && links.responder(incident.id, responder.login);
  return {
    id: incident.id,
    number: incident.number,
    title: titleFor(language, incident),
    description: incident.description,
    severity: incident.severity,
    state: incident.state,
    snoozedUntil: incident.snoozedUntil,
    source: incident.integration === null ? null : facts.sourceName(incident.integration),
    labels: incident.labels,
    openedAt: incident.openedAt,
    alerts: { firing: firingCount(incident), total: incident.totalAlerts },
    links: incident.links,
    ...placeOf(links.incident(incident.id), own, links.home),
    acknowledgeUrl: own && own.acknowledge,
    resolveUrl: own && own.resolve,
  };
}

function placeOf(
  grafana: string | null,
  own: { page: string } | null,
  home: string,
): Pick<MessageIncident, 'url' | 'opens'> {
  if (grafana !== null) {
    return { url: grafana, opens: 'grafana' };
  }
  return own ? { url: own.page, opens: 'responder' } : { url: home, opens: 'home' };
}

export function titleFor(language: Language, { title, titleReason }: Pick<Incident, 'title' | 'titleReason'>): string {
  return titleReason ? titleIn(language, titleReason) : title;
}

/** Tells the people paged by the step whom they stand in for. */
function unavailablePart({ row, incident: { state, run }, directory }: MessageParts): Pick<Message, 'unavailable'> {
  const people = row.kind === 'page' && state === 'open' ? (run?.unavailable ?? []) : [];
  if (people.length === 0) {
    return {};
  }
  return {
    unavailable: people.map(({ user, until, standIn, alone = false }) => ({
      name: nameOf(directory, user) ?? user,
      until,
      standIn: nameOf(directory, standIn),
      alone,
    })),
  };
}

function nextPart({ incident, facts, directory }: MessageParts, language: Language): Message['next'] {
  const next = nextForPeople(incident, facts, (id) => directory.rooms.get(id)?.name ?? id);
  return next && { at: next.at, what: describeNext(next.step, language) };
}
