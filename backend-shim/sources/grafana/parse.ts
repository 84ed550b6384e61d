/** Turns what Grafana sends into signals. */
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { looksLikeGroup, parseAlertGroup } from '../shared/alert-group.ts';
import { alertFromFields } from '../shared/free-form.ts';
import { isRecord, own, type RawFields } from '../shared/values/read.ts';
import { hasUsualName } from '../shared/usual.ts';
import { isLegacy, parseLegacy } from './legacy.ts';

const NAMELESS = 'Alert from Grafana';

/**
 * Reads the group of alerts that the contact points `webhook` and `oncall` send, dashboard alerts of Grafana 8 and
 * older, and the result of a custom payload template, if each alert in it has a usual name (title, message, id, …).
 */
export function parse(payload: SourcePayload): ParseResult {
  const { body, receivedAt } = payload;
  if (!isRecord(body)) {
    return parseAlertGroup(body, 'Grafana', receivedAt);
  }
  if (!looksLikeGroup(body)) {
    if (isLegacy(body)) {
      return parseLegacy(body);
    }
    if (hasUsualName(body)) {
      return { ok: true, alerts: [alertFromFields(body, {}, NAMELESS, body)] };
    }
  }
  const items = own(body, 'alerts');
  return isCustomList(items)
    ? { ok: true, alerts: items.map((item) => alertFromFields(item, {}, NAMELESS, item)) }
    : parseAlertGroup(body, 'Grafana', receivedAt);
}

function isCustomList(items: unknown): items is RawFields[] {
  const isCustom = (item: unknown) =>
    isRecord(item) && hasUsualName(item) && !Object.hasOwn(item, 'labels') && !Object.hasOwn(item, 'fingerprint');
  return Array.isArray(items) && items.length > 0 && items.every(isCustom);
}
