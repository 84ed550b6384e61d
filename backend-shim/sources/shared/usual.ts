/** Reads the names that senders without a format of their own usually use. */
import type { AlertStatus, Severity } from '#domain/incident/signal/alert';
import { stableHash } from './values/hash.ts';
import { instant } from './values/instant.ts';
import { addScalars, labelsOf, type AlertLabels } from './values/labels.ts';
import { firstScalar, isRecord, own, type RawFields } from './values/read.ts';
import { SEVERITY_NAMES, severityIn } from './values/severity.ts';
import { statusOf } from './values/status.ts';

const TITLE = ['title', 'summary', 'message', 'name', 'subject'];
const DESCRIPTION = ['description', 'details', 'message', 'text', 'body'];
const STATUS = ['status', 'state'];
/** `alert_uid` is the name in Grafana OnCall's formatted webhook. */
const ID = ['id', 'fingerprint', 'alert_id', 'alert_uid', 'alertId'];
const LINK = ['link', 'url', 'link_to_upstream_details'];
const STARTS_AT = ['startsAt', 'starts_at', 'startedAt', 'started_at'];
const ACTOR = ['actor', 'acknowledgedBy', 'acknowledged_by'];
const NOTE = ['note', 'comment'];
/** These fields differ between a problem and its end, so they cannot identify the problem. */
const CHANGING = new Set<string>([
  ...STATUS,
  ...SEVERITY_NAMES,
  ...DESCRIPTION,
  ...STARTS_AT,
  ...ACTOR,
  ...NOTE,
  'endsAt',
  'ends_at',
  'endedAt',
  'ended_at',
  'updatedAt',
  'updated_at',
  'resolvedAt',
  'resolved_at',
  'timestamp',
  'time',
  'date',
  'datetime',
  'ts',
  'duration',
]);
const NO_LABELS = new Set<string>([...CHANGING, ...TITLE, ...ID, ...LINK]);

export interface UsualFields {
  title: string | null;
  description: string | null;
  status: AlertStatus;
  severity: Severity | null;
  /** null: the body has none. */
  id: string | null;
  /** Hashes what the body is about, without status, severity and times; computed on demand. */
  identity(): string;
  labels: AlertLabels;
  link: unknown;
  startsAt: number | null;
  actor: string | null;
  note: string | null;
}

/** An unknown status counts as firing: a page too many is better than one too few. */
export function readUsual(fields: RawFields): UsualFields {
  const titleName = TITLE.find((name) => firstScalar(fields, [name]) !== null);
  return {
    title: titleName === undefined ? null : firstScalar(fields, [titleName]),
    description: firstScalar(
      fields,
      DESCRIPTION.filter((name) => name !== titleName),
    ),
    status: statusOf(firstScalar(fields, STATUS)) ?? 'firing',
    severity: severityIn(fields),
    id: firstScalar(fields, ID),
    identity: () => identityOf(fields, titleName),
    labels: labelsIn(fields),
    link: firstScalar(fields, LINK),
    startsAt: STARTS_AT.reduce<number | null>((found, name) => found ?? instant(own(fields, name)), null),
    actor: firstScalar(fields, ACTOR),
    note: firstScalar(fields, NOTE),
  };
}

/** Whether a body says what it is about; a status alone does not. */
export function hasUsualName(fields: RawFields): boolean {
  return firstScalar(fields, [...TITLE, ...ID]) !== null;
}

/** The title is kept even if its name is one of the changing ones, since such a body has nothing else. */
function identityOf(fields: RawFields, titleName: string | undefined): string {
  return stableHash(
    Object.fromEntries(Object.entries(fields).filter(([name]) => name === titleName || !CHANGING.has(name))),
  );
}

/** `labels` or `tags` of the body, and its own short values, so that routes can match on them. */
function labelsIn(fields: RawFields): AlertLabels {
  const labels = labelsOf(own(fields, 'labels'));
  const tags = own(fields, 'tags');
  if (isRecord(tags)) {
    addScalars(labels, tags, () => true);
  }
  addScalars(labels, fields, (name) => !NO_LABELS.has(name));
  return labels;
}
