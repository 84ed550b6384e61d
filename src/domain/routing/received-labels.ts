/** Counts what received alerts had as labels and severities, for people who write conditions. */
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';

interface ReceivedValue {
  value: string;
  alerts: number;
}

interface ReceivedLabel {
  name: string;
  alerts: number;
  /** Most frequent first. */
  values: ReceivedValue[];
  /** Values that are not in the list: there are too many, or they are too long to be chosen. */
  more: number;
}

interface ReceivedLabels {
  alerts: number;
  severities: Array<{ severity: Severity; alerts: number }>;
  /** Most frequent first. */
  labels: ReceivedLabel[];
}

/** People choose from these lists; whatever else is meant is typed. */
export const MOST_NAMES = 100;
export const MOST_VALUES = 50;
/** Characters. */
const LONGEST_VALUE = 200;

export interface LabelCounter {
  add: (alert: { labels: Readonly<Record<string, string>>; severity: Severity | null }) => void;
  counted: () => ReceivedLabels;
}

export function labelCounter(): LabelCounter {
  let alerts = 0;
  const bySeverity = new Map<Severity, number>();
  const byName = new Map<string, Map<string, number>>();
  return {
    add({ labels, severity }) {
      alerts++;
      if (severity !== null) {
        count(bySeverity, severity);
      }
      for (const [name, value] of Object.entries(labels)) {
        const values = byName.get(name) ?? new Map<string, number>();
        byName.set(name, values);
        count(values, value);
      }
    },
    counted: () => ({
      alerts,
      severities: SEVERITIES.toReversed().flatMap((severity) => {
        const found = bySeverity.get(severity);
        return found === undefined ? [] : [{ severity, alerts: found }];
      }),
      labels: [...byName]
        .map(([name, values]) => labelOf(name, values))
        .sort((a, b) => b.alerts - a.alerts || byText(a.name, b.name))
        .slice(0, MOST_NAMES),
    }),
  };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function labelOf(name: string, values: ReadonlyMap<string, number>): ReceivedLabel {
  const shown = [...values]
    .filter(([value]) => value !== '' && value.length <= LONGEST_VALUE)
    .sort(([a, inA], [b, inB]) => inB - inA || byText(a, b))
    .slice(0, MOST_VALUES)
    .map(([value, alerts]) => ({ value, alerts }));
  const all = [...values.values()].reduce((sum, alerts) => sum + alerts, 0);
  return { name, alerts: all, values: shown, more: values.size - shown.length };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
