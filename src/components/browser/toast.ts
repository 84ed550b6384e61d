/** Shows Grafana's short messages, only for successes. Failures are shown where they happened. */
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

export function toast(text: string): void {
  getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [text] });
}
