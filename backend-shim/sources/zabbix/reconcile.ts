/**
 * Fetches what ended, was suppressed, or could not be sent while Vigie was unreachable. Zabbix drops a message after
 * its last attempt. Only messages to our own token count, so that Vigie fetches nothing that Zabbix's actions were not
 * meant to send.
 */
import type { Alert } from '#domain/incident/signal/alert';
import { SECOND } from '#domain/time/duration';
import type { ReconcileAnswer, ReconcileRequest, SyncCaller, OpenAlert } from '../../ports/source-sync.ts';
import { alertOf } from '../shared/alert.ts';
import { own, scalar, type RawFields } from '../shared/values/read.ts';
import { askInParts, idOf, isTriggerDisabled, listOf, QueryRefused, type ZabbixQuery } from './ask.ts';
import { readMissedSignals } from './missed.ts';

const EVENTS_AT_ONCE = 150;

export async function reconcile(caller: SyncCaller, asking: ReconcileRequest): Promise<ReconcileAnswer> {
  const question = { caller, asking };
  try {
    const closed = await changedOf(question);
    const missed = asking.isFirst ? await readMissedSignals(question) : { opened: [], updates: [] };
    return { ok: true, opened: missed.opened, closed, once: missed.updates };
  } catch (error) {
    if (error instanceof QueryRefused) {
      return { ok: false, detail: error.message };
    }
    throw error;
  }
}

async function changedOf(question: ZabbixQuery): Promise<Alert[]> {
  const known = question.asking.open.filter(({ problemId }) => problemId !== null && /^\d+$/.test(problemId));
  const events = await askInParts(
    question,
    'event.get',
    known.map(({ problemId }) => problemId ?? ''),
    EVENTS_AT_ONCE,
    {
      output: ['eventid', 'r_eventid', 'suppressed'],
      selectRelatedObject: ['status'],
      selectSuppressionData: ['maintenanceid', 'suppress_until'],
    },
  );
  const byId = new Map(events.map((event) => [idOf(event), event]));
  return known.flatMap((alert) => changeOf(alert, byId.get(alert.problemId)) ?? []);
}

/** An event that is missing from the answer may be invisible to the user now, which proves nothing. */
function changeOf(alert: OpenAlert, event: RawFields | undefined): Alert | null {
  if (event === undefined) {
    return null;
  }
  if (idOf(event, 'r_eventid') !== null) {
    return signal(alert, { status: 'resolved', note: 'Zabbix says, when asked, that it is over' });
  }
  if (isTriggerDisabled(event)) {
    return signal(alert, { status: 'resolved', note: 'its trigger is disabled in Zabbix' });
  }
  return suppressionOf(alert, event);
}

/** Zabbix does not report that a maintenance began or ended for a problem that it already reported. */
function suppressionOf(alert: OpenAlert, event: RawFields): Alert | null {
  const suppressed = scalar(own(event, 'suppressed')) === '1';
  if (suppressed === alert.inDowntime) {
    return null;
  }
  const data = listOf(event, 'suppression_data');
  const note = !suppressed
    ? 'No longer suppressed in Zabbix'
    : data.some((one) => idOf(one, 'maintenanceid') !== null)
      ? 'In maintenance in Zabbix'
      : 'Suppressed in Zabbix';
  return signal(alert, {
    status: 'info',
    note,
    downtime: { began: suppressed, until: suppressed ? lastEnd(data) : null },
  });
}

/** @returns epoch ms; null: one of them has no end */
function lastEnd(data: readonly RawFields[]): number | null {
  const ends = data.map((one) => Number(scalar(own(one, 'suppress_until')) ?? 0) * SECOND);
  return ends.length === 0 || ends.some((end) => !(end > 0)) ? null : Math.max(...ends);
}

function signal(
  { fingerprint, groupKey, problemId }: OpenAlert,
  more: Pick<Alert, 'status' | 'note'> & Partial<Alert>,
): Alert {
  return alertOf({ fingerprint, groupKey, problemId, raw: { reconciled: problemId }, ...more });
}
