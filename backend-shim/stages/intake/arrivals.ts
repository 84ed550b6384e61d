/** Turns a payload into alerts: its source parses it, the integration decides the grouping. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { ParseResult, SourcePayload, SourceDefinition } from '../../ports/source.ts';

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

/** Texts of an alert, besides its labels and links. */
const TEXTS = ['fingerprint', 'groupKey', 'title', 'description', 'problemId', 'actor', 'note'] as const;

/**
 * Cleans texts of NUL and unpaired surrogates, which databases cannot store, since later lookups must find the stored
 * text. Nearly every alert is clean, since most sources clean what they read, and copying it would double what its batch
 * keeps in memory.
 */
function storable(alert: Alert): Alert {
  if (isStorable(alert)) {
    return alert;
  }
  const texts = TEXTS.map((name) => [name, alert[name] && cleanText(alert[name])] as const);
  return {
    ...alert,
    ...(Object.fromEntries(texts) as Pick<Alert, (typeof TEXTS)[number]>),
    labels: Object.fromEntries(
      Object.entries(alert.labels).map(([name, value]) => [cleanText(name), cleanText(value)]),
    ),
    links: alert.links.map(({ title, url }) => ({ title: cleanText(title), url: cleanText(url) })),
  };
}

function isStorable(alert: Alert): boolean {
  for (const name in alert.labels) {
    if (!isClean(name) || !isClean(alert.labels[name] ?? '')) {
      return false;
    }
  }
  return (
    TEXTS.every((name) => isClean(alert[name] ?? '')) &&
    alert.links.every(({ title, url }) => isClean(title) && isClean(url))
  );
}

function isClean(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function cleanText(text: string): string {
  return isClean(text) ? text : text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
