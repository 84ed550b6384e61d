/** Provides tests of sources with an integration and with readers of results that must be good or bad. */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration, SourceKind } from '#domain/routing/integration';
import { fakeIntegration } from '#domain/routing/integration.fake';
import type { ParseResult, SourcePayload } from '../../ports/source.ts';
import { sources } from '../registry.ts';

export const AT = Date.UTC(2026, 1, 3, 9, 0);

export function integrationOf(type: SourceKind, template: Integration['template'] = null): Integration {
  return fakeIntegration({ id: 'shop', name: 'Shop', type, token: 'token', policy: 'sre', template });
}

export function read(type: SourceKind, body: unknown, template: Integration['template'] = null): ParseResult {
  return sources[type].parse({ body, receivedAt: AT }, integrationOf(type, template));
}

export function readPayload(type: SourceKind, payload: SourcePayload): Alert[] {
  return good(sources[type].parse(payload, integrationOf(type)));
}

export function good(result: ParseResult): Alert[] {
  if (!result.ok) {
    throw new Error(`rejected: ${result.reason}`);
  }
  return result.alerts;
}

export function one(result: ParseResult): Alert {
  const [alert, ...others] = good(result);
  if (!alert || others.length > 0) {
    throw new Error(`expected one alert, got ${good(result).length}`);
  }
  return alert;
}

export function reason(result: ParseResult): string {
  if (result.ok) {
    throw new Error('expected a rejection');
  }
  return result.reason;
}

/** Builds a full alert from the fields that differ from an empty one. */
export function expected(alert: Pick<Alert, 'fingerprint' | 'status'> & Partial<Alert>): Omit<Alert, 'raw'> {
  return {
    groupKey: alert.fingerprint,
    severity: null,
    title: null,
    description: null,
    labels: {},
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    ...alert,
  };
}

export function withoutRaw({ raw: _, ...alert }: Alert): Omit<Alert, 'raw'> {
  return alert;
}
