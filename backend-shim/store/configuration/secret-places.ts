/** Finds the secrets inside configured objects, and changes them. */

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

/**
 * Kinds whose contact methods hold addresses. The address of a webhook is a secret: anybody who knows it can write
 * there.
 */
const WITH_METHODS: Record<string, readonly string[]> = {
  users: ['contactMethods'],
  profiles: ['contactMethods', 'verified', 'trustedMethods'],
};

export function mapAddresses(kind: string, body: unknown, change: (address: string) => string): unknown {
  const fields = WITH_METHODS[kind] ?? [];
  return fields.reduce(
    (value, field) =>
      mapField(value, field, (methods) =>
        Array.isArray(methods) ? mapItems(methods, (method) => mapAddress(method, change)) : methods,
      ),
    body,
  );
}

function mapAddress(method: unknown, change: (address: string) => string): unknown {
  const isWebhook = typeof method === 'object' && method !== null && 'type' in method && method.type === 'webhook';
  return isWebhook ? mapField(method, 'to', (to) => (typeof to === 'string' ? change(to) : to)) : method;
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
