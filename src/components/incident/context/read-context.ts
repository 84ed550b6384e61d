/** Reads the contexts that Grafana passes to extensions. */

/**
 * Grafana passes read-only proxies over frozen objects, in which reading a nested object throws. Property descriptors
 * are not guarded and hold the object itself.
 */
export function valueOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Object.getOwnPropertyDescriptor(owner, name)?.value : undefined;
}
