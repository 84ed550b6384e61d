/** Finds the secrets inside configured objects, and changes them. */
import { SECRET_METHODS } from '#domain/notify/address/secret-address';

/** What sealed texts begin with. */
const SEALED_PREFIX = 'sealed:v1:';

export function isSealedText(text: string): boolean {
  return text.startsWith(SEALED_PREFIX);
}

/** The places of secrets, by kind; `*` is every item or every field. */
const SECRET_PATHS: Record<string, ReadonlyArray<readonly string[]>> = {
  users: [['contactMethods', '*', 'secret']],
  profiles: [['contactMethods', '*', 'secret']],
  // The address is a secret, too: with it and the keys, anybody can write to the phone.
  devices: [['to'], ['secret']],
  channels: [['secrets', '*']],
  calendars: [['url']],
  integrations: [
    ['token'],
    ['hmac', 'secret'],
    ['hmac', 'others', '*', 'secret'],
    ['sync', 'token'],
    ['sync', 'password'],
    ['oldTokens', '*', 'token'],
    ['oldSecrets', '*', 'secret'],
  ],
};

/** Kinds of objects that may hold a secret or an address. */
export const SECRET_KINDS: readonly string[] = Object.keys(SECRET_PATHS);

/** Fields with contact methods, by kind. */
const WITH_METHODS: Record<string, readonly string[]> = {
  users: ['contactMethods'],
  profiles: ['contactMethods', 'verified', 'trustedMethods'],
};

/**
 * Settings of rooms and services that grant access to whoever knows them, by kind of channel: addresses, and templates into
 * which people type keys. Channels say the same in their `definition`.
 */
export const SECRET_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  webhook: ['url', 'template', 'headers', 'loginUrl', 'loginBody', 'loginHeaders'],
  ntfy: ['url'],
  'sms-http': ['url', 'body'],
};

/** Addresses that other settings of channels and updates of sources name hold a secret where they hold more than a place. */
function hasCredentials(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}` !== '';
}

/** The addresses and templates in a body that grant access to whoever knows them, besides what `mapSecrets` changes. */
export function mapAddresses(kind: string, body: unknown, change: (address: string) => string): unknown {
  switch (kind) {
    case 'channels':
      return mapSettings(body, change);
    case 'integrations':
      return mapField(body, 'sync', (sync) => mapField(sync, 'url', (url) => changeCredentials(url, change)));
    default:
      return mapMethods(WITH_METHODS[kind] ?? [], body, change);
  }
}

function mapMethods(fields: readonly string[], body: unknown, change: (address: string) => string): unknown {
  return fields.reduce(
    (value, field) =>
      mapField(value, field, (methods) =>
        Array.isArray(methods) ? mapItems(methods, (method) => mapAddress(method, change)) : methods,
      ),
    body,
  );
}

function mapAddress(method: unknown, change: (address: string) => string): unknown {
  const type = typeof method === 'object' && method !== null && 'type' in method ? method.type : null;
  return typeof type === 'string' && SECRET_METHODS.has(type)
    ? mapField(method, 'to', (to) => changeText(to, change))
    : method;
}

function mapSettings(body: unknown, change: (address: string) => string): unknown {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : null;
  const secret = typeof type === 'string' && Object.hasOwn(SECRET_SETTINGS, type) ? (SECRET_SETTINGS[type] ?? []) : [];
  return mapField(body, 'settings', (settings) =>
    Object.keys(typeof settings === 'object' && settings !== null ? settings : {}).reduce(
      (value, name) =>
        mapField(value, name, (text) =>
          secret.includes(name)
            ? changeText(text, type === 'sms-http' ? besides(change) : change)
            : changeCredentials(text, change),
        ),
      settings,
    ),
  );
}

/** What no template may hold. */
const NO_TEMPLATE = '{%';

/**
 * 0.1 takes a sealed address for the wrong number of a person, and tries no other SMS service. A template that it cannot
 * render it takes for a mistake in the settings, and tries the next.
 */
function besides(change: (text: string) => string): (text: string) => string {
  return (text) => {
    const isOurs = isSealedText(text) && text.endsWith(NO_TEMPLATE);
    const next = change(isOurs ? text.slice(0, -NO_TEMPLATE.length) : text);
    return isSealedText(next) ? next + NO_TEMPLATE : next;
  };
}

function changeText(value: unknown, change: (text: string) => string): unknown {
  return typeof value === 'string' ? change(value) : value;
}

/** What is sealed is changed wherever it stands, so that it is opened and sealed anew. */
function changeCredentials(value: unknown, change: (text: string) => string): unknown {
  return typeof value === 'string' && (hasCredentials(value) || isSealedText(value)) ? change(value) : value;
}

function mapField(value: unknown, field: string, change: (inner: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) {
    return value;
  }
  const before = (value as Record<string, unknown>)[field];
  const after = change(before);
  return after === before ? value : { ...value, [field]: after };
}

/** The list itself where nothing in it changes: most objects hold no secret, and thousands are read at a start. */
function mapItems(items: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = items.map(change);
  return changed.some((item, i) => item !== items[i]) ? changed : items;
}

export function mapSecrets(kind: string, body: unknown, change: (text: string) => string | null): unknown {
  return (SECRET_PATHS[kind] ?? []).reduce((value, path) => mapPath(value, path, change), body);
}

function mapPath(value: unknown, path: readonly string[], change: (text: string) => string | null): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return typeof value === 'string' ? change(value) : value;
  }
  if (Array.isArray(value)) {
    return step === '*' ? mapItems(value, (item) => mapPath(item, rest, change)) : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : [];
  return fields.reduce((whole: object, field) => {
    const before = (value as Record<string, unknown>)[field];
    const after = mapPath(before, rest, change);
    return after === before ? whole : { ...whole, [field]: after };
  }, value);
}
