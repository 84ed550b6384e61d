/** An instance of an alert as Grafana hands it to extensions. */

export interface AlertInstance {
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * Grafana hands read-only proxies over frozen objects; reading an object in an object through one throws.
 * Property descriptors are not guarded, and what they hold is the object itself.
 */
function valueOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Object.getOwnPropertyDescriptor(owner, name)?.value : undefined;
}

function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  return Object.fromEntries(
    Object.keys(value)
      .map((name) => [name, valueOf(value, name)] as const)
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** A copy that is ours. @param context of the extension */
export function instanceOf(context: unknown): AlertInstance {
  const instance = valueOf(context, 'instance');
  return { labels: texts(valueOf(instance, 'labels')), annotations: texts(valueOf(instance, 'annotations')) };
}

/** The same of a rule, whose name is its own and no label. @param context of the extension */
export function ruleOf(context: unknown): AlertInstance {
  const name = valueOf(context, 'name');
  const labels = texts(valueOf(context, 'labels'));
  return {
    labels: typeof name === 'string' && name !== '' ? { alertname: name, ...labels } : labels,
    annotations: texts(valueOf(context, 'annotations')),
  };
}
