/** Collects labels, which routes match on. */
import { isRecord, type RawFields } from './read.ts';
import { LIMITS, storable } from './text.ts';

export type AlertLabels = Record<string, string>;

/** Adds a label unless the name exists already. `__proto__` is rejected. */
export function addLabel(labels: AlertLabels, name: string, value: string | null | undefined): void {
  if (value !== null && value !== undefined && name !== '' && name !== '__proto__' && !Object.hasOwn(labels, name)) {
    labels[storable(name, LIMITS.labelName)] = storable(value, LIMITS.labelValue);
  }
}

/** The scalar values of an object; nested values and null are left out. */
export function labelsOf(value: unknown): AlertLabels {
  const labels: AlertLabels = {};
  if (isRecord(value)) {
    addScalars(labels, value, () => true);
  }
  return labels;
}

export function addScalars(labels: AlertLabels, fields: RawFields, wanted: (name: string) => boolean): void {
  let room = LIMITS.labels;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if ((typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && wanted(name)) {
      addLabel(labels, name, String(value));
      if (--room === 0) {
        return;
      }
    }
  }
}
