/** Turns what Alertmanager sends into signals. */
import type { ParseResult, Payload } from '../../ports/source.ts';
import { parseAlertGroup } from '../shared/alert-group.ts';

/**
 * The webhook JSON of Alertmanager. A list of alerts, as Prometheus itself posts them to an
 * Alertmanager, is read too: there an alert is over when its `endsAt` has passed.
 */
export function parse(payload: Payload): ParseResult {
  return parseAlertGroup(payload.body, 'Alertmanager', payload.receivedAt);
}
