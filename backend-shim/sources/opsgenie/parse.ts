/** Turns requests of Opsgenie's Alert API into signals. */
import type { Alert, AlertStatus, Severity, SourceRequest } from '#domain/incident/signal/alert';
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { alertOf, type SourceSignal } from '../shared/alert.ts';
import { wrongField } from '../shared/define.ts';
import type { WrongField } from '../../ports/source.ts';
import { shortDetails } from '../shared/values/details.ts';
import { stableHash } from '../shared/values/hash.ts';
import { instant } from '../shared/values/instant.ts';
import { addLabel, type AlertLabels } from '../shared/values/labels.ts';
import { links } from '../shared/values/links.ts';
import { firstScalar, isRecord, kindOf, own, scalar, type RawFields } from '../shared/values/read.ts';
import { storable } from '../shared/values/text.ts';

const PRIORITIES: Readonly<Record<string, Severity>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
  P5: 'info',
};
/** Opsgenie's own default is P3. An alert with an unknown priority must not be lost. */
const USUAL_SEVERITY: Severity = 'warning';

const STATUSES: Readonly<Record<string, AlertStatus>> = {
  close: 'resolved',
  acknowledge: 'acknowledged',
  unacknowledge: 'unacknowledged',
};
const EMPTY = 'may not be empty';

/**
 * Reads the body that creates an alert. The body of an action has, besides its own fields, `action` and the `alias` of
 * its alert, which stand in the address.
 */
export function parse(payload: SourcePayload): ParseResult {
  const { body } = payload;
  if (!isRecord(body)) {
    return wrongField('body', `is ${kindOf(body)}, must be an object`);
  }
  const action = scalar(own(body, 'action')) ?? 'create';
  const alias = scalar(own(body, 'alias'));
  if (action === 'create') {
    return create(body, alias ?? stableHash([body, payload.receivedAt]));
  }
  if (alias === null) {
    return wrongField('alias', EMPTY);
  }
  const change = requestedChange(body, action, payload.receivedAt);
  return 'path' in change
    ? wrongField(change.path, change.message)
    : { ok: true, alerts: [actionSignal(body, alias, change)] };
}

function create(body: RawFields, alias: string): ParseResult {
  const message = scalar(own(body, 'message'));
  if (message === null) {
    return wrongField('message', EMPTY);
  }
  const alert = alertOf({
    fingerprint: alias,
    groupKey: alias,
    status: 'firing',
    severity: severityOf(body),
    title: message,
    description: scalar(own(body, 'description')),
    labels: labelsOf(body, alias),
    links: links(shortDetails(own(body, 'details'))),
    actor: scalar(own(body, 'user')),
    note: scalar(own(body, 'note')),
    countsRepeats: true,
    raw: body,
  });
  return { ok: true, alerts: [alert] };
}

function severityOf(body: RawFields): Severity {
  const priority = scalar(own(body, 'priority'))?.toUpperCase() ?? '';
  return (Object.hasOwn(PRIORITIES, priority) ? PRIORITIES[priority] : undefined) ?? USUAL_SEVERITY;
}

/** Opsgenie's own fields come first, so that a detail of the same name cannot mislead routes. */
function labelsOf(body: RawFields, alias: string): AlertLabels {
  const labels: AlertLabels = {};
  addLabel(labels, 'alias', alias);
  for (const name of ['source', 'entity', 'priority']) {
    addLabel(labels, name, scalar(own(body, name)));
  }
  addLabel(labels, 'tags', joined(own(body, 'tags')));
  addLabel(labels, 'responders', joined(own(body, 'responders') ?? own(body, 'teams')));
  for (const [name, value] of shortDetails(own(body, 'details'))) {
    addLabel(labels, name, value);
  }
  return labels;
}

/** Joins names with commas; null: there are none. */
function joined(list: unknown): string | null {
  const items: unknown[] = Array.isArray(list) ? list : [list];
  const words = items.map((item) => (isRecord(item) ? firstScalar(item, ['name', 'username', 'id']) : scalar(item)));
  return words.filter((word) => word !== null).join(',') || null;
}

type RequestedChange = Pick<SourceSignal, 'status'> &
  Partial<Pick<Alert, 'title' | 'description'>> & { request?: SourceRequest };

/** @returns the field that is wrong, if the body lacks what the action needs */
function requestedChange(body: RawFields, action: string, now: number): RequestedChange | WrongField {
  const status = Object.hasOwn(STATUSES, action) ? STATUSES[action] : undefined;
  if (status !== undefined) {
    return { status };
  }
  const info = { status: 'info' as const };
  switch (action) {
    case 'notes':
      return scalar(own(body, 'note')) === null ? { path: 'note', message: EMPTY } : info;
    case 'snooze': {
      const until = instant(own(body, 'endTime'));
      return until === null || until <= now
        ? {
            path: 'endTime',
            message: 'must be an instant in the future with its zone, such as 2027-01-31T08:00:00Z',
          }
        : { ...info, request: { kind: 'snooze', until } };
    }
    case 'message':
    case 'description': {
      const text = scalar(own(body, action));
      return text === null
        ? { path: action, message: EMPTY }
        : { ...info, [action === 'message' ? 'title' : 'description']: text, request: { kind: 'subject' } };
    }
    default:
      return { ...info, request: { kind: 'not-supported', action: storable(action, 200) } };
  }
}

function actionSignal(body: RawFields, alias: string, change: RequestedChange): Alert {
  return alertOf({
    fingerprint: alias,
    groupKey: alias,
    ...change,
    actor: scalar(own(body, 'user')),
    note: scalar(own(body, 'note')),
    raw: body,
  });
}
