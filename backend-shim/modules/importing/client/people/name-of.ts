/** Finds the name of somebody whom the source no longer lists, in what else it says of them. */
import type { PagerSnapshot } from '../pager.ts';

const NAMES = ['summary', 'name', 'fullName', 'displayName', 'username'] as const;

/** @returns the id, where nothing in the snapshot has a name for it */
export function namesIn({ config, answers }: Pick<PagerSnapshot, 'config' | 'answers'>): (id: string) => string {
  let names: Map<string, string> | null = null;
  return (id) => {
    names ??= collected([...config.map(({ body }) => body), ...answers.flatMap(({ pages }) => pages)]);
    return names.get(id) ?? id;
  };
}

function collected(values: readonly unknown[]): Map<string, string> {
  const names = new Map<string, string>();
  const waiting: unknown[] = [...values];
  for (let value = waiting.pop(); waiting.length > 0 || value !== undefined; value = waiting.pop()) {
    if (Array.isArray(value)) {
      waiting.push(...(value as unknown[]).filter((one) => typeof one === 'object' && one !== null));
    } else if (typeof value === 'object' && value !== null) {
      const object = value as Record<string, unknown>;
      const name = NAMES.map((field) => object[field]).find((one) => typeof one === 'string' && one !== '');
      if (typeof object['id'] === 'string' && typeof name === 'string' && !names.has(object['id'])) {
        names.set(object['id'], name);
      }
      waiting.push(...Object.values(object).filter((one) => typeof one === 'object' && one !== null));
    }
  }
  return names;
}
