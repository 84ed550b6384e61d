/** Whom the sidecars of this folder reach: the addresses are in the databases, so they are always the same. */
import { startCalendarServer } from '../support/calendar-server.ts';
import type { CalendarServer } from '../support/calendar-server.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { startPushService } from '../support/phone.ts';
import type { PushService } from '../support/phone.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';

const PORTS = { sink: 28_721, push: 28_722, calendars: 28_723 };

export interface Peers {
  sink: WebhookSink;
  push: PushService;
  calendars: CalendarServer;
  mailbox: Mailbox;
  /** Of a sidecar that reaches them. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

export async function startPeers(): Promise<Peers> {
  const sink = await onceFree(() => startWebhookSink(PORTS.sink));
  const push = await onceFree(() => startPushService(PORTS.push));
  const calendars = await onceFree(() => startCalendarServer(PORTS.calendars));
  const mailbox = await startMailbox();
  const env = {
    VIGIE_SMTP_URL: mailbox.url,
    VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>',
    VIGIE_PUSH_SERVICES: push.url,
  };
  return {
    sink,
    push,
    calendars,
    mailbox,
    env,
    stop: async () => void (await Promise.all([sink.stop(), push.stop(), calendars.stop(), mailbox.stop()])),
  };
}

/** Another run on this machine may have the port for a moment. */
function onceFree<T>(start: () => Promise<T>): Promise<T> {
  return until(
    'the port is free',
    () =>
      start().catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        return null;
      }),
    60_000,
  );
}
