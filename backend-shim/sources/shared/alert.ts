/** Fills in the fields that a signal leaves out. */
import type { Alert } from '#domain/incident/signal/alert';
import { key, LIMITS, prose, title } from './values/text.ts';

export type SourceSignal = Pick<Alert, 'fingerprint' | 'groupKey' | 'status' | 'raw'> & Partial<Alert>;

const NAMELESS = 'Alert without a name';

/** Builds an alert with bounded, storable texts and keys. */
export function alertOf(signal: SourceSignal): Alert {
  return {
    fingerprint: key(signal.fingerprint),
    groupKey: key(signal.groupKey),
    status: signal.status,
    severity: signal.severity ?? null,
    title: title(signal.title ?? null) ?? (signal.status === 'firing' ? (title(signal.fingerprint) ?? NAMELESS) : null),
    ...(signal.titleReason && { titleReason: signal.titleReason }),
    description: prose(signal.description ?? null, LIMITS.description),
    labels: signal.labels ?? {},
    links: signal.links ?? [],
    startsAt: signal.startsAt ?? null,
    problemId: signal.problemId == null ? null : key(signal.problemId),
    actor: title(signal.actor ?? null),
    note: prose(signal.note ?? null, LIMITS.note),
    ...(signal.ended && { ended: signal.ended }),
    wholeGroup: signal.wholeGroup ?? false,
    ...(signal.downtime && { downtime: signal.downtime }),
    ...(signal.request && { request: signal.request }),
    ...(signal.countsRepeats && { countsRepeats: true as const }),
    test: signal.test ?? false,
    raw: signal.raw,
  };
}
