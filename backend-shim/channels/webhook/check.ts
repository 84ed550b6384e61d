/** Tries templates when they are saved, on an example incident whose texts contain everything that breaks JSON. */
import type { Message, UpdateKind } from '#domain/notify/message/message';
import type { ChannelService, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { headerLines } from './headers.ts';
import { hasOpenHost } from './address.ts';
import { namesIn, render } from './liquid.ts';
import { renderSetting } from './request.ts';
import { scopeOf } from './scope.ts';

const TEMPLATES = ['url', 'template', 'method', 'headers', 'loginBody', 'loginHeaders'] as const;
type TemplateName = (typeof TEMPLATES)[number];

const EVENTS: readonly UpdateKind[] = ['opened', 'acknowledged', 'note', 'resolved'];
const METHODS = ['POST', 'PUT', 'PATCH'];

function example(kind: UpdateKind): Message {
  return {
    kind: 'update',
    at: 0,
    language: 'en',
    timeZone: 'UTC',
    person: null,
    urgency: 'default',
    policy: null,
    step: null,
    next: null,
    onCall: null,
    bundled: 1,
    incident: {
      id: '01EXAMPLE',
      number: 42,
      title: 'He said "no" \\ and left',
      description: 'Two\nlines',
      severity: 'error',
      state: kind === 'resolved' ? 'resolved' : 'open',
      source: 'Grafana',
      labels: { host: 'db-1' },
      openedAt: 0,
      alerts: { firing: 1, total: 1 },
      links: [],
      url: 'https://example.com',
      opens: 'home',
      acknowledgeUrl: null,
      resolveUrl: null,
      by: null,
      snoozedUntil: null,
    },
    update: { kind, actor: 'Ann "A" Martin', text: kind === 'note' ? 'First\n"second"' : null },
    status: { subscription: 'Tickets', others: [] },
    answer: kind === 'opened' ? null : '{}',
  };
}

export function checkTemplates({
  settings,
  secrets,
}: Pick<ChannelService, 'settings' | 'secrets'>): ChannelSettingProblem[] {
  const texts = TEMPLATES.flatMap((name): Array<[TemplateName, string]> => {
    const text = textSetting(settings, name);
    return text === null ? [] : [[name, text]];
  });
  for (const [name, text] of texts) {
    const message =
      unknownName(text, secrets) ??
      EVENTS.map((event) => problemOf(name, text, event, settings, secrets)).find((one) => one !== null) ??
      null;
    if (message !== null) {
      return [{ field: name, message, reason: 'wrong-template', data: { detail: message } }];
    }
  }
  return [];
}

function unknownName(source: string, secrets: Record<string, string>): string | null {
  const parses = render(source, {});
  if (!parses.ok) {
    return parses.message;
  }
  const { ticket: _any, ...scope } = scopeOf(example('note'), { idempotencyKey: '', secrets, session: '' });
  for (const [first = '', second, third] of namesIn(source)) {
    const inside = (scope as Record<string, unknown>)[first];
    const known = first === 'ticket' || Object.hasOwn(scope, first);
    const isObject = typeof inside === 'object' && inside !== null;
    if (!known) {
      return `asks for ${first}, which there is not; there are ${Object.keys(scope).join(', ')} and ticket`;
    }
    if (isObject && second !== undefined && !Object.hasOwn(inside, second)) {
      return `asks for ${first}.${second}, which there is not; ${first} has ${Object.keys(inside).join(', ') || 'nothing'}`;
    }
    if (first === 'incident' && second === 'alerts' && third !== undefined && third !== 'firing' && third !== 'total') {
      return `asks for incident.alerts.${third}, which there is not; there are firing and total`;
    }
  }
  return null;
}

function problemOf(
  name: TemplateName,
  source: string,
  event: UpdateKind,
  settings: Record<string, unknown>,
  secrets: Record<string, string>,
): string | null {
  if (name === 'url' && hasOpenHost(source)) {
    return 'must have its scheme and host written out; values may stand in the path and the query only';
  }
  const rendered = renderSetting(
    name,
    source,
    scopeOf(example(event), { idempotencyKey: 'example', secrets, session: 'session' }),
  );
  if (!rendered.ok) {
    return rendered.message;
  }
  const text = rendered.text.trim();
  switch (name) {
    case 'template':
      return isJson(settings) && text !== '' ? jsonProblem(text, event) : null;
    case 'method':
      return METHODS.includes(text.toUpperCase())
        ? null
        : `renders to "${text}" where an incident is ${event}; it must be ${METHODS.join(', ')}`;
    case 'url':
      // A plain address is checked when it is used, as everywhere.
      return source.includes('{') && URL.parse(text) === null
        ? 'must be a complete address that begins with https:// or http://'
        : null;
    case 'headers':
    case 'loginHeaders':
      return headerLines(text).ok ? null : 'must have one header a line, such as X-Api-Key: {{ secrets.token }}';
    default:
      return null;
  }
}

function isJson(settings: Record<string, unknown>): boolean {
  return /json/i.test(textSetting(settings, 'contentType') ?? 'application/json');
}

function jsonProblem(text: string, event: UpdateKind): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `does not give JSON where an incident is ${event} (${(error as Error).message.slice(0, 120)}); write values as {{ incident.title | json }}, without quotes around them`;
  }
}
