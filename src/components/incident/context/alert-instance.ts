/** Reads the alert instance that Grafana passes to extensions. */
import { valueOf } from './read-context.ts';

export interface AlertInstance {
  labels: Record<string, string>;
  annotations: Record<string, string>;
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

/** Copies the instance. @param context the extension's context */
export function instanceOf(context: unknown): AlertInstance {
  const instance = valueOf(context, 'instance');
  return { labels: texts(valueOf(instance, 'labels')), annotations: texts(valueOf(instance, 'annotations')) };
}

/** Copies a rule, whose name is a field and not a label. @param context the extension's context */
export function ruleOf(context: unknown): AlertInstance {
  const name = valueOf(context, 'name');
  const labels = texts(valueOf(context, 'labels'));
  return {
    labels: typeof name === 'string' && name !== '' ? { alertname: name, ...labels } : labels,
    annotations: texts(valueOf(context, 'annotations')),
  };
}
