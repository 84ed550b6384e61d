/**
 * Reads the variables of a notification: a flat object at the top of the body or under `env`, with or without a prefix.
 */
import { isRecord, own, scalar, type RawFields } from './values/read.ts';

export interface NotificationVariables {
  /** The value of the first name (without prefix) that has one. */
  get(...names: string[]): string | null;
  /** All names as sent, without the prefix. */
  entries(): [name: string, value: string][];
}

/** A macro unknown to the monitor stays literal: `$LONGSERVICEOUTPUT$`. */
const LITERAL = /^\$[\w.]+\$$/;

export function readVariables(body: RawFields, prefix: string): NotificationVariables {
  const env = own(body, 'env');
  const places = isRecord(env) ? [env, body] : [body];
  const find = (name: string): string | null => {
    for (const fields of places) {
      const value =
        known(own(fields, name)) ?? known(own(fields, prefix + name)) ?? known(own(fields, name.toLowerCase()));
      if (value !== null) {
        return value;
      }
    }
    return null;
  };
  return {
    get: (...names) => names.reduce<string | null>((found, name) => found ?? find(name), null),
    entries: () =>
      Object.entries(places[0] ?? {}).flatMap(([name, value]) => {
        const text = known(value);
        return text === null
          ? []
          : [[name.startsWith(prefix) ? name.slice(prefix.length) : name, text] as [string, string]];
      }),
  };
}

function known(value: unknown): string | null {
  const text = scalar(value);
  return text === null || LITERAL.test(text) ? null : text;
}

/** Custom variables may hold credentials, and everybody sees labels. */
const SECRET = /pass|secret|token|community|credential|key|private|auth/;

/**
 * Custom variables (`_SERVICETEAM`, `HOST_VARS_TEAM`) as `[name in lower case, value]`; those of a service come first
 * and take precedence.
 */
export function customVariables(
  variables: NotificationVariables,
  service: RegExp,
  host: RegExp,
): [name: string, value: string][] {
  const entries = variables.entries();
  return [service, host].flatMap((pattern) =>
    entries.flatMap(([name, value]) => {
      const custom = pattern.exec(name)?.[1]?.toLowerCase();
      return custom === undefined || SECRET.test(custom) ? [] : [[custom, value] as [string, string]];
    }),
  );
}
