/** Grafana's toasts: what plugins publish as alertSuccess, alertWarning and alertError. */
import { useEffect, useState } from 'react';
import type { EventBusSrv } from '@grafana/data';
import { AppEvents } from '@grafana/data';
import { Alert } from '@grafana/ui';

interface Toast {
  id: number;
  severity: 'success' | 'warning' | 'error';
  text: string;
}

const KINDS = [
  ['success', AppEvents.alertSuccess],
  ['warning', AppEvents.alertWarning],
  ['error', AppEvents.alertError],
] as const;

export function Toasts({ events }: { events: EventBusSrv }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    // As Grafana listens: legacy events, whose handlers get the payload alone.
    const handlers = KINDS.map(([severity, event]) => {
      const show = (payload: unknown[] = []) => {
        const toast = { id: performance.now(), severity, text: payload.join(' ') };
        setToasts((all) => [...all, toast]);
        window.setTimeout(() => setToasts((all) => all.filter((one) => one !== toast)), 5_000);
      };
      events.on(event as never, show as never);
      return () => events.off(event as never, show as never);
    });
    return () => handlers.forEach((off) => off());
  }, [events]);
  return (
    <div
      style={{ position: 'fixed', top: 56, right: 16, zIndex: 2000, width: 360, maxWidth: '90vw' }}
      aria-live="polite"
    >
      {toasts.map(({ id, severity, text }) => (
        <Alert key={id} severity={severity} title={text} elevated />
      ))}
    </div>
  );
}
