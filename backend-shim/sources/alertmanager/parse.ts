/** Turns what Alertmanager sends into signals. */
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { parseAlertGroup } from '../shared/alert-group.ts';

/**
 * Reads Alertmanager's webhook JSON, and the list of alerts that Prometheus itself posts to an Alertmanager; in the
 * list, an alert is over when its `endsAt` has passed.
 */
export function parse(payload: SourcePayload): ParseResult {
  return parseAlertGroup(payload.body, 'Alertmanager', payload.receivedAt);
}
