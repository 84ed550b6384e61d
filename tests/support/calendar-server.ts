/** Serves calendars on loopback as providers do: with ETags, and failing as they do. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CalendarServer {
  url(name: string): string;
  /** Replaces the events of a calendar from now on. */
  says(name: string, ...events: string[]): void;
  /** Answers with any status and text from now on. */
  answers(name: string, status: number, text: string): void;
  requests: Array<{ name: string; headers: IncomingHttpHeaders; status: number }>;
  stop(): Promise<void>;
}

/** @param event lines of one event; `SUMMARY` etc. */
export function icsEvent(uid: string, start: string, end: string, ...lines: string[]): string {
  const compact = (at: string) => at.replace(/[-:]|\.\d+/g, '');
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART:${compact(start)}`,
    `DTEND:${compact(end)}`,
    ...lines,
    'END:VEVENT',
  ].join('\r\n');
}

function icsCalendar(...events: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//tests//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

/** @param port 0 lets the system choose */
export async function startCalendarServer(port = 0): Promise<CalendarServer> {
  const answers = new Map<string, { status: number; text: string }>();
  const requests: CalendarServer['requests'] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '')
      .replace(/^\/secret-of-/, '')
      .replace(/\.ics$/, '');
    const { status, text } = answers.get(name) ?? { status: 404, text: 'Not found' };
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
    const same = status === 200 && request.headers['if-none-match'] === etag;
    requests.push({ name, headers: request.headers, status: same ? 304 : status });
    response
      .writeHead(same ? 304 : status, { 'content-type': 'text/calendar', ...(status === 200 ? { etag } : {}) })
      .end(same ? undefined : text);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const listening = (server.address() as AddressInfo).port;
  return {
    url: (name) => `http://127.0.0.1:${listening}/secret-of-${name}.ics`,
    says: (name, ...events) => void answers.set(name, { status: 200, text: icsCalendar(...events) }),
    answers: (name, status, text) => void answers.set(name, { status, text }),
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
