/**
 * Reads `X-Grafana-Context`: the signed-in user as JSON of Grafana's proxy, with Go's field names. It is unsigned, so
 * it counts only behind the token that proves Grafana.
 */
import { foreign, roleOf, unknownCaller } from './grafana.ts';
import type { GrafanaIdentity, IdentifyCaller } from './grafana.ts';

export interface GrafanaContext {
  uid: string;
  login: string;
  name: string | null;
  email: string | null;
  org: number;
  role: unknown;
  teams: number[];
  kind: GrafanaIdentity['kind'];
  disabled: boolean;
}

/** @returns null: missing, or not what Grafana writes */
export function readContext(header: string | null): GrafanaContext | null {
  const value = header === null ? null : parseHeader(header);
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const given = value as Record<string, unknown>;
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const id = Number(given['UserID'] ?? 0);
  return {
    uid: text('UserUID') || (id > 0 ? `user:${id}` : ''),
    login: text('Login'),
    name: text('Name') || null,
    email: text('Email') || null,
    org: Number(given['OrgID'] ?? 0),
    role: given['OrgRole'],
    teams: Array.isArray(given['Teams']) ? given['Teams'].filter((team) => typeof team === 'number') : [],
    kind: given['IsAnonymous'] === true ? 'anonymous' : given['IsServiceAccount'] === true ? 'service-account' : 'user',
    disabled: given['IsDisabled'] === true,
  };
}

/** Go sends UTF-8, but Node decodes headers as Latin-1, which would turn Zoë into ZoÃ«. */
function parseHeader(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'latin1').toString('utf8')) as unknown;
  } catch {
    // Not JSON, so not from Grafana; the caller decides.
    return null;
  }
}

/** Trusts the unsigned context, for installations that do not set Grafana's address, where nothing can be verified. */
export function believeContext(orgs: readonly number[]): IdentifyCaller {
  return (headers) => Promise.resolve(believe(orgs, readContext(headers.context)));
}

function believe(orgs: readonly number[], context: GrafanaContext | null) {
  if (!context) {
    return unknownCaller(
      'no-context',
      'Grafana did not say who is asking: X-Grafana-Context is missing or unreadable. Use Vigie through its plugin in Grafana.',
    );
  }
  if (context.disabled || (context.kind === 'user' && (context.uid === '' || context.login === ''))) {
    return unknownCaller('no-user', 'Grafana did not name an enabled user in X-Grafana-Context.');
  }
  if (!orgs.includes(context.org)) {
    return foreign(orgs);
  }
  const { kind, uid, login, name, email, teams } = context;
  return { ok: true as const, identity: { kind, uid, login, name, email, role: roleOf(context.role), teams } };
}
