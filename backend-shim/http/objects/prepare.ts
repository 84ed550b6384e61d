/**
 * Turns the body of a write request into the form that the schema checks. Clients send back what they read: without
 * secrets, and with fields that only the API writes.
 */
import { slugOf } from '#contract/base/slug';
import { withoutStoredFields } from '#contract/stored';
import { savedUnit } from '#contract/labour/warnings';
import { workProfileId } from '#contract/labour/work-profile';
import { absenceId } from '#contract/rotas/absence';
import type { StoredObject } from '../../ports/configuration.ts';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface ObjectContext {
  kind: string;
  /** The id in the URL; null for a new object. */
  id: string | null;
  before: StoredObject | null;
  isTaken(id: string): boolean;
  /** Generates an unused id. */
  newId(): string;
}

/** A body that is no object is passed on unchanged, for the schema to refuse. */
export function prepare(body: unknown, preparation: ObjectContext): unknown {
  const given = withoutOwnFields(withoutStoredFields(body), preparation.kind);
  if (!isFields(given)) {
    return given;
  }
  const key = preparation.kind === 'users' ? 'login' : 'id';
  const id = preparation.id ?? given[key] ?? (key === 'id' ? idFor(given, preparation) : undefined);
  return keepSecrets(
    preparation.kind,
    { ...given, ...(id === undefined ? {} : { [key]: id }) },
    preparation.before?.body,
  );
}

/** Fields of a kind that only the API writes, besides those of every kind. */
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  users: ['disabledInGrafana'],
  units: Object.keys(savedUnit),
};

function withoutOwnFields(given: unknown, kind: string): unknown {
  const own = OWN_FIELDS[kind];
  return own === undefined || !isFields(given)
    ? given
    : Object.fromEntries(Object.entries(given).filter(([field]) => !own.includes(field)));
}

/** `SRE primary` becomes `sre-primary`, since ids appear in URLs, timelines and other objects. */
function idFor(given: Fields, { kind, isTaken, newId }: ObjectContext): string {
  const wanted = derivedId(given, kind);
  return wanted !== '' && !isTaken(wanted) ? wanted : newId();
}

/** Empty: nothing to derive it from. */
function derivedId({ name, user, start, from }: Fields, kind: string): string {
  if (kind === 'absences' && typeof user === 'string' && typeof start === 'string') {
    return absenceId({ id: null, user, start });
  }
  if (kind === 'workProfiles' && typeof user === 'string' && typeof from === 'string') {
    return workProfileId({ id: null, user, from });
  }
  return typeof name === 'string' ? slugOf(name) : '';
}

/** Secrets are write-only: a secret sent as `null`, as answers show it, keeps its stored value. */
function keepSecrets(kind: string, given: Fields, stored: unknown): Fields {
  const before = isFields(stored) ? stored : {};
  switch (kind) {
    case 'users':
      return Array.isArray(given['contactMethods'])
        ? {
            ...given,
            contactMethods: given['contactMethods'].map((method) => keepMethod(method, before['contactMethods'])),
          }
        : given;
    case 'channels':
      return isFields(given['secrets']) ? { ...given, secrets: keepEach(given['secrets'], before['secrets']) } : given;
    case 'calendars':
      return { ...given, url: given['url'] ?? before['url'] ?? null };
    case 'integrations':
      return keepSync(
        isFields(given['hmac']) ? { ...given, hmac: keepHmac(given['hmac'], before['hmac']) } : given,
        before['sync'],
      );
    default:
      return given;
  }
}

function keepHmac(given: Fields, before: unknown): Fields {
  const hmac = keepOne(given, before);
  const known = isFields(before) && Array.isArray(before['others']) ? (before['others'] as Fields[]) : [];
  const keep = (other: unknown) =>
    isFields(other)
      ? keepOne(
          other,
          known.find(({ name }) => name === other['name']),
        )
      : other;
  return Array.isArray(hmac['others']) ? { ...hmac, others: hmac['others'].map(keep) } : hmac;
}

/** The secrets are kept only if the URL is unchanged, so that they are never sent to another address. */
function keepSync(given: Fields, before: unknown): Fields {
  const { sync } = given;
  if (!isFields(sync) || !isFields(before) || sync['url'] !== before['url']) {
    return given;
  }
  return {
    ...given,
    sync: { ...sync, token: sync['token'] ?? before['token'], password: sync['password'] ?? before['password'] },
  };
}

/** Keeps the secret and removes the fields that only the API writes. */
function keepMethod(method: unknown, before: unknown): unknown {
  if (!isFields(method)) {
    return method;
  }
  const { verified: _verified, healthy: _healthy, hasSecret: _hasSecret, ...own } = method;
  const same = Array.isArray(before)
    ? (before as Fields[]).find((one) => one['id'] === own['id'] && one['type'] === own['type'])
    : undefined;
  return keepOne(own, same);
}

function keepOne(given: Fields, before: unknown): Fields {
  const secret = given['secret'] ?? (isFields(before) ? before['secret'] : undefined);
  return secret === undefined || secret === null ? withoutNull(given) : { ...given, secret };
}

function withoutNull({ secret, ...rest }: Fields): Fields {
  return secret === null || secret === undefined ? rest : { ...rest, secret };
}

function keepEach(given: Fields, before: unknown): Fields {
  const entries = Object.entries(given).map(
    ([key, value]) => [key, value ?? (isFields(before) ? before[key] : undefined)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
