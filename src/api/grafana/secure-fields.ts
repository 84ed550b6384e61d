/**
 * Secrets of contact points: Grafana shows `[REDACTED]` in their place, nested or flat, and takes that for the secret
 * when it sends a test. Those that it is to take from what it keeps are left out of the settings, and named beside them.
 */
const REDACTED = '[REDACTED]';

export interface SecuredSettings {
  settings: Record<string, unknown>;
  /** By path: `hmacConfig.secret`. */
  secureFields: Record<string, boolean>;
}

export function apartFromSecrets(
  settings: Record<string, unknown>,
  known: Record<string, boolean> = {},
  path = '',
): SecuredSettings {
  const result: SecuredSettings = { settings: {}, secureFields: { ...known } };
  for (const [name, value] of Object.entries(settings)) {
    if (value === REDACTED) {
      result.secureFields[`${path}${name}`] = true;
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const inner = apartFromSecrets(value as Record<string, unknown>, {}, `${path}${name}.`);
      result.settings[name] = inner.settings;
      Object.assign(result.secureFields, inner.secureFields);
    } else {
      result.settings[name] = value;
    }
  }
  return result;
}
