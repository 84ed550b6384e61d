/** Turns events of PagerDuty's Events API v2 into signals. */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Alert, AlertLink, AlertStatus, Severity } from '#domain/incident/signal/alert';
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { alertOf } from '../shared/alert.ts';
import { wrongField } from '../shared/define.ts';
import { detailLines, shortDetails } from '../shared/values/details.ts';
import { stableHash } from '../shared/values/hash.ts';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { links } from '../shared/values/links.ts';
import { isRecord, kindOf, own, scalar, type RawFields } from '../shared/values/read.ts';

const STATUSES: Readonly<Record<string, AlertStatus>> = {
  trigger: 'firing',
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  // For change events, which have no `event_action`; their route identifies them.
  change: 'info',
};
const MISSING = 'is missing or blank';

/**
 * Reads one event. Refusals are worded as PagerDuty words them, so that people who know its answers recognise these.
 */
export function parse({ body, receivedAt }: SourcePayload): ParseResult {
  if (!isRecord(body)) {
    return wrongField('body', `is ${kindOf(body)}, must be an object`);
  }
  const action = scalar(own(body, 'event_action'))?.toLowerCase() ?? null;
  if (action === null) {
    return wrongField('event_action', MISSING);
  }
  const status = Object.hasOwn(STATUSES, action) ? STATUSES[action] : undefined;
  if (status === undefined) {
    return wrongField(
      'event_action',
      "is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    );
  }
  // A key is made here only for bodies that come to `/in`; the route for PagerDuty's own path makes an unpredictable
  // one.
  const key = scalar(own(body, 'dedup_key')) ?? (isMade(status) ? stableHash([body, receivedAt]) : null);
  if (key === null) {
    return wrongField('dedup_key', MISSING);
  }
  const payload = own(body, 'payload');
  const problem = isMade(status) ? problemOf(payload, status) : null;
  return problem ?? { ok: true, alerts: [signalOf(body, isRecord(payload) ? payload : {}, status, key)] };
}

function isMade(status: AlertStatus): boolean {
  return status === 'firing' || status === 'info';
}

function problemOf(payload: unknown, status: AlertStatus): ParseResult | null {
  if (!isRecord(payload)) {
    return wrongField('payload', payload === undefined || payload === null ? MISSING : 'must be an object');
  }
  if (scalar(own(payload, 'summary')) === null) {
    return wrongField('payload.summary', MISSING);
  }
  if (status === 'info') {
    return null;
  }
  if (scalar(own(payload, 'source')) === null) {
    return wrongField('payload.source', MISSING);
  }
  if (scalar(own(payload, 'severity')) === null) {
    return wrongField('payload.severity', MISSING);
  }
  return severityOf(payload) === null
    ? wrongField(
        'payload.severity',
        "is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
      )
    : null;
}

function severityOf(payload: RawFields): Severity | null {
  const word = scalar(own(payload, 'severity'))?.toLowerCase();
  return SEVERITIES.find((severity) => severity === word) ?? null;
}

/**
 * Ignores `payload.timestamp`, the time of this event. Many senders send an event every minute; as the start of the
 * problem, each timestamp would begin a new problem.
 */
function signalOf(body: RawFields, payload: RawFields, status: AlertStatus, key: string): Alert {
  const subject = isMade(status)
    ? {
        title: scalar(own(payload, 'summary')),
        description: detailLines(own(payload, 'custom_details')),
        labels: labelsOf(payload),
        links: linksOf(body),
      }
    : {};
  return alertOf({
    fingerprint: key,
    groupKey: key,
    status,
    severity: status === 'firing' ? severityOf(payload) : null,
    ...subject,
    ...(status === 'firing' && { countsRepeats: true as const }),
    raw: body,
  });
}

function labelsOf(payload: RawFields): AlertLabels {
  const labels: AlertLabels = {};
  for (const name of ['source', 'component', 'group', 'class']) {
    addLabel(labels, name, scalar(own(payload, name)));
  }
  for (const [name, value] of shortDetails(own(payload, 'custom_details'))) {
    addLabel(labels, name, value);
  }
  return labels;
}

function linksOf(body: RawFields): AlertLink[] {
  const text = (fields: RawFields, name: string, instead: string) => scalar(own(fields, name)) ?? instead;
  return links([
    [text(body, 'client', 'Source'), own(body, 'client_url')],
    ...records(own(body, 'links')).map((link) => [text(link, 'text', 'Link'), own(link, 'href')] as const),
    ...records(own(body, 'images')).flatMap((image) => [
      [text(image, 'alt', 'Image'), own(image, 'src')] as const,
      [text(image, 'alt', 'Image'), own(image, 'href')] as const,
    ]),
  ]);
}

function records(value: unknown): RawFields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
