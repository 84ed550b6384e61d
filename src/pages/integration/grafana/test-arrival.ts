/** Finds the alert that Grafana sent as a test. */
import type { ReceivedAlert } from '../../../api/resources/integrations.ts';
import { TEST_SUMMARY } from '../../../api/grafana/test-alert.ts';

/**
 * Alerts that came another way in the meantime, by the tester of this page or from a rule, prove nothing about the test.
 * @param items newest first
 * @param before the newest alert before the test; null if there was none
 */
export function arrivedTest(items: readonly ReceivedAlert[], before: string | null): ReceivedAlert | null {
  const end = items.findIndex(({ id }) => id === before);
  const since = end === -1 ? items : items.slice(0, end);
  return since.find(({ title }) => title === TEST_SUMMARY) ?? null;
}
