/** Grafana's own short messages. Only for what worked; failures stay where they happened. */
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

export function toast(text: string): void {
  getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [text] });
}
