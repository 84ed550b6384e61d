/** Turns a payload into alerts: its source parses it, the integration decides the grouping. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { ParseResult, SourcePayload, SourceDefinition } from '../ports/source.ts';

export type SourceParsers = Readonly<Record<SourceKind, SourceDefinition>>;

export function parsePayload(sources: SourceParsers, integration: Integration, payload: SourcePayload): ParseResult {
  const parsed = sources[integration.type].parse(payload, integration);
  return parsed.ok
    ? { ...parsed, alerts: parsed.alerts.map((alert) => regroup(storable(alert), integration)) }
    : parsed;
}

/** Groups by chosen labels instead of the source's own key. */
export function regroup(alert: Alert, { groupBy }: Integration): Alert {
  if (groupBy === null) {
    return alert;
  }
  const groupKey = groupBy.map((label) => `${label}=${JSON.stringify(alert.labels[label] ?? '')}`).join(',');
  return { ...alert, groupKey, ownKey: alert.groupKey };
}

/**
 * Cleans texts of NUL and unpaired surrogates, which databases cannot store, since later lookups must find the stored
 * text.
 */
function storable(alert: Alert): Alert {
  if (isStorable(alert)) {
    return alert;
  }
  const { fingerprint, groupKey, title, description, labels, links, problemId, actor, note } = alert;
  return {
    ...alert,
    fingerprint: cleanText(fingerprint),
    groupKey: cleanText(groupKey),
    title: title && cleanText(title),
    description: description && cleanText(description),
    labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [cleanText(name), cleanText(value)])),
    links: links.map((link) => ({ title: cleanText(link.title), url: cleanText(link.url) })),
    problemId: problemId && cleanText(problemId),
    actor: actor && cleanText(actor),
    note: note && cleanText(note),
  };
}

/** Nearly every alert is, since most sources clean what they read. */
function isStorable(alert: Alert): boolean {
  const { fingerprint, groupKey, title, description, labels, links, problemId, actor, note } = alert;
  for (const name in labels) {
    if (!isClean(name) || !isClean(labels[name] ?? '')) {
      return false;
    }
  }
  return (
    isClean(fingerprint) &&
    isClean(groupKey) &&
    [title, description, problemId, actor, note].every((text) => text === null || isClean(text)) &&
    links.every((link) => isClean(link.title) && isClean(link.url))
  );
}

function isClean(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function cleanText(text: string): string {
  return isClean(text) ? text : text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
