/**
 * Reads the group of alerts that Alertmanager and Grafana Alerting send (webhook version 4 and 1), alert by alert,
 * since the group's status is `firing` even if single alerts in it are resolved.
 */
import { SILENCE_LINK } from '#domain/incident/signal/alert';
import type { Alert, AlertEnd, AlertStatus, Severity } from '#domain/incident/signal/alert';
import { ENDED } from '#domain/incident/signal/ended';
import { queryTitle, titleIn } from '#domain/incident/signal/title';
import type { ParseResult } from '../../ports/source.ts';
import { alertOf } from './alert.ts';
import { rejected } from './define.ts';
import { stableHash } from './values/hash.ts';
import { instant } from './values/instant.ts';
import { labelsOf, type AlertLabels } from './values/labels.ts';
import { links } from './values/links.ts';
import { firstScalar, isRecord, kindOf, own, scalar, type RawFields } from './values/read.ts';
import { severityIn } from './values/severity.ts';
import { statusOf } from './values/status.ts';

/** A firing alert without a severity comes from an unlabelled rule and is not necessarily mild. */
const SEVERITY_WHEN_SILENT: Severity = 'error';
/** Grafana's "Test" button sends `<contact point>-<fingerprint>-<unix time>`; real keys start with `{`. */
const TEST_GROUP_KEY = /^[^{].*-[0-9a-f]{8,16}-\d{10}$/s;

/**
 * The label that Vigie adds for organisations of a Grafana other than the first. The alert in Grafana does not have it.
 */
export const ORGANISATION = 'grafana_org';

interface Group {
  /** null: derived from each alert. */
  key: string | null;
  status: AlertStatus | null;
  /**
   * Whether the group ends as a whole: alerts were cut from a resolved group, and these never get a resolution of their
   * own.
   */
  isWhole: boolean;
  isTest: boolean;
  org: number;
  externalUrl: unknown;
  sender: string;
  receivedAt: number;
}

/** Whether a body is such a group, a list of alerts, or a single alert. */
export function looksLikeGroup(body: unknown): boolean {
  return groupFields(body) !== null;
}

/** @param sender the name of the link to `externalURL` */
export function parseAlertGroup(body: unknown, sender: string, receivedAt: number): ParseResult {
  const fields = groupFields(body);
  if (fields === null) {
    return rejected(
      `alerts: ${isRecord(body) ? kindOf(own(body, 'alerts')) : `the body is ${kindOf(body)}`}; send the webhook JSON of ${sender}, with a list of alerts`,
    );
  }
  const items = own(fields, 'alerts');
  if (!Array.isArray(items)) {
    return rejected(`alerts: is ${kindOf(items)}, must be a list`);
  }
  const problem = firstProblem(items);
  if (problem !== null) {
    return rejected(problem);
  }
  const group = groupOf(fields, items, sender, receivedAt);
  if (items.length === 0 && group.isWhole && group.key !== null) {
    return {
      ok: true,
      alerts: [
        alertOf({ fingerprint: group.key, groupKey: group.key, status: 'resolved', wholeGroup: true, raw: body }),
      ],
    };
  }
  return { ok: true, alerts: items.map((item: RawFields) => readAlert(item, group)) };
}

function groupFields(body: unknown): RawFields | null {
  if (Array.isArray(body)) {
    return { alerts: body };
  }
  if (!isRecord(body)) {
    return null;
  }
  if (Object.hasOwn(body, 'alerts')) {
    return body;
  }
  const isAlert =
    isRecord(own(body, 'labels')) &&
    ['fingerprint', 'startsAt', 'annotations', 'generatorURL'].some((name) => Object.hasOwn(body, name));
  return isAlert ? { alerts: [body] } : null;
}

function firstProblem(items: unknown[]): string | null {
  for (let i = 0; i < items.length; i++) {
    const item: unknown = items[i];
    if (!isRecord(item)) {
      return `alerts[${i}]: is ${kindOf(item)}, must be an object`;
    }
    const labels = own(item, 'labels');
    if (labels !== undefined && labels !== null && !isRecord(labels)) {
      return `alerts[${i}].labels: is ${kindOf(labels)}, must be an object`;
    }
    if (labels == null && scalar(own(item, 'fingerprint')) === null) {
      return `alerts[${i}].labels: missing, and there is no fingerprint either: nothing tells this alert from others`;
    }
  }
  return null;
}

function groupOf(fields: RawFields, items: RawFields[], sender: string, receivedAt: number): Group {
  const status = statusOf(firstScalar(fields, ['status', 'state']));
  const isResolved =
    status === null
      ? items.length > 0 && items.every((item) => alertStatus(item, null, receivedAt) === 'resolved')
      : status === 'resolved';
  const sent = scalar(own(fields, 'groupKey'));
  const org = Number(scalar(own(fields, 'orgId')) ?? 1);
  return {
    key: groupKey(fields, sent, org),
    org,
    status,
    isWhole: isResolved && Number(scalar(own(fields, 'truncatedAlerts')) ?? 0) > 0,
    isTest: sent !== null && TEST_GROUP_KEY.test(sent),
    externalUrl: own(fields, 'externalURL'),
    sender,
    receivedAt,
  };
}

/** Two organisations of one Grafana use the same keys for different things; the first keeps its plain keys. */
function groupKey(fields: RawFields, sent: string | null, org: number): string | null {
  const labels = own(fields, 'groupLabels');
  const plain = sent ?? (isRecord(labels) && Object.keys(labels).length > 0 ? `group:${stableHash(labels)}` : null);
  return plain !== null && org > 1 ? `org ${org}: ${plain}` : plain;
}

function readAlert(item: RawFields, group: Group): Alert {
  const labels = labelsOf(own(item, 'labels'));
  const annotations = recordOf(own(item, 'annotations'));
  const status = alertStatus(item, group.status, group.receivedAt);
  const fingerprint = scalar(own(item, 'fingerprint')) ?? identityOf(item, labels);
  const summary = firstScalar(annotations, ['summary', 'title']);
  const made = queryTitle(labels);
  const ended = status === 'resolved' ? endReason(annotations) : null;
  return alertOf({
    fingerprint,
    groupKey: group.key ?? fingerprint,
    status,
    severity: severityIn(labels) ?? severityIn(annotations) ?? (status === 'firing' ? SEVERITY_WHEN_SILENT : null),
    title:
      made === null ? (summary ?? (status === 'firing' ? nameOf(labels, annotations) : null)) : titleIn('en', made),
    ...(made && { titleReason: made }),
    // The rule's text about its measure does not fit as the title of an alert without data, but says what is not being
    // watched.
    description: paragraphs(
      made && summary,
      firstScalar(annotations, ['description', 'message']),
      errorOf(annotations),
      status === 'firing' ? measured(item) : null,
    ),
    labels: group.org > 1 ? { ...labels, [ORGANISATION]: String(group.org) } : labels,
    links: linksOf(item, annotations, group),
    startsAt: instant(own(item, 'startsAt')),
    ...(ended && { ended, note: ENDED[ended] }),
    wholeGroup: group.isWhole && status === 'resolved',
    test: group.isTest || (labels['alertname'] === 'TestAlert' && labels['instance'] === 'Grafana'),
    raw: item,
  });
}

function alertStatus(item: RawFields, ofGroup: AlertStatus | null, receivedAt: number): AlertStatus {
  const told = statusOf(scalar(own(item, 'status'))) ?? ofGroup;
  if (told !== null) {
    return told;
  }
  const endsAt = instant(own(item, 'endsAt'));
  return endsAt !== null && endsAt <= receivedAt ? 'resolved' : 'firing';
}

/** Labels identify an alert; without any, the annotations do. */
function identityOf(item: RawFields, labels: AlertLabels): string {
  return stableHash(Object.keys(labels).length > 0 ? labels : { annotations: own(item, 'annotations') });
}

/** Why Grafana ended the alert, if not because of its condition. */
function endReason(annotations: RawFields): AlertEnd | null {
  return STATE_REASONS.get(scalar(own(annotations, 'grafana_state_reason')) ?? '') ?? null;
}

const STATE_REASONS: ReadonlyMap<string, AlertEnd> = new Map([
  ['Paused', 'paused'],
  ['RuleDeleted', 'rule-deleted'],
  ['Updated', 'rule-updated'],
  ['MissingSeries', 'missing-series'],
]);

/** The error of the query. */
function errorOf(annotations: RawFields): string | null {
  const error = scalar(own(annotations, 'Error'));
  return error && `Error: ${error}`;
}

function paragraphs(...parts: Array<string | null>): string | null {
  return parts.filter((part, i) => part !== null && parts.indexOf(part) === i).join('\n\n') || null;
}

/** `HighCPU (web-1:9100)` */
function nameOf(labels: AlertLabels, annotations: RawFields): string | null {
  const name = firstScalar(labels, ['alertname', 'rulename']);
  const where = firstScalar(labels, ['instance', 'host', 'hostname', 'pod', 'node', 'service']);
  if (name !== null) {
    return where === null ? name : `${name} (${where})`;
  }
  const said = firstScalar(annotations, ['message', 'description']);
  return (
    said ??
    (Object.entries(labels)
      .map(([label, value]) => `${label}=${value}`)
      .join(' ') ||
      null)
  );
}

/** Grafana's measured values: `A = 1.2, B = 3`. */
function measured(item: RawFields): string | null {
  const values = Object.entries(labelsOf(own(item, 'values')));
  return values.length === 0 ? null : values.map(([name, value]) => `${name} = ${value}`).join(', ');
}

function linksOf(item: RawFields, annotations: RawFields, group: Group): Alert['links'] {
  return links([
    ['Runbook', own(annotations, 'runbook_url')],
    ['Dashboard', own(item, 'dashboardURL')],
    ['Dashboard', own(annotations, 'dashboard_url')],
    ['Panel', own(item, 'panelURL')],
    ['Source', own(item, 'generatorURL')],
    [SILENCE_LINK, own(item, 'silenceURL')],
    ['Image', own(item, 'imageURL')],
    [group.sender, group.externalUrl],
  ]);
}

function recordOf(value: unknown): RawFields {
  return isRecord(value) ? value : {};
}
