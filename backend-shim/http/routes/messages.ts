/** `POST messages/preview`: previews a message with the renderer that every channel uses. */
import type { z } from 'zod';
import { messagePreview, messagePreviewRequest } from '#contract/rotas/preview';
import { firingCount } from '#domain/incident/model';
import type { DutyMessage, Message, MessageIncident } from '#domain/notify/message/message';
import { describeNext } from '#domain/notify/render/messages/next';
import { renderMessage } from '#domain/notify/render/render-message';
import { integrationName } from '#domain/routing/integration';
import { sha256 } from '#domain/sha256';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { lastMonth } from '../../../src/domain/time/month-period.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import type { ApiServer } from '../schemas.ts';

export interface MessageDeps {
  isZone(name: string): boolean;
  /** Base URL of the links in an example. */
  home: string;
}

type Wanted = z.output<typeof messagePreviewRequest>;

export function messageRoutes(app: ApiServer, deps: ApiDeps, { isZone, home }: MessageDeps): void {
  app.post(
    '/messages/preview',
    {
      schema: {
        tags: ['channels'],
        summary: 'How a message reads',
        body: messagePreviewRequest,
        response: { 200: messagePreview },
      },
    },
    async (request) => {
      const wanted = request.body;
      if (!isZone(wanted.timeZone)) {
        throw new HttpError('validation', `${wanted.timeZone} is not a time zone that this machine knows.`, [
          {
            path: 'timeZone',
            message: 'must be an IANA name such as Europe/Paris',
            reason: 'unknown-zone',
            data: { zone: wanted.timeZone },
          },
        ]);
      }
      const at = await deps.clock.now();
      const { subject, short, text } = renderMessage(messageOf(wanted, await incidentOf(deps, wanted, at, home), at));
      return { subject, short, text };
    },
  );
}

async function incidentOf(deps: ApiDeps, { incident: id }: Wanted, at: number, home: string): Promise<MessageIncident> {
  const urls = {
    url: home,
    opens: 'grafana' as const,
    acknowledgeUrl: `${home}/r/example/acknowledge`,
    resolveUrl: `${home}/r/example/resolve`,
  };
  if (id === null) {
    return {
      id: 'example',
      number: 42,
      title: 'Disk almost full on db-1',
      description: '/var is at 98 %.',
      severity: 'critical',
      state: 'open',
      by: null,
      snoozedUntil: null,
      source: 'Grafana',
      labels: { host: 'db-1', team: 'db' },
      links: [{ title: 'Runbook', url: 'https://wiki.example.com/disk' }],
      openedAt: at - 5 * MINUTE,
      alerts: { firing: 1, total: 1 },
      ...urls,
    };
  }
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident) {
    throw noSuch('incident', null, 'There is no such incident.');
  }
  const { number, title, description, severity, state, snoozedUntil, labels, links, openedAt, integration } = incident;
  const source = integration === null ? null : integrationName(deps.directory().integrations, integration);
  return {
    id,
    number,
    title,
    description,
    severity,
    state,
    by: null,
    snoozedUntil,
    source,
    labels,
    links,
    openedAt,
    alerts: { firing: firingCount(incident), total: incident.totalAlerts },
    ...urls,
  };
}

type PreviewKind = Wanted['kind'];

/** The message kind on the wire, which several preview kinds share. */
const SENT_AS: Record<PreviewKind, Message['kind']> = {
  page: 'page',
  update: 'update',
  status: 'update',
  storm: 'update',
  test: 'test',
  verify: 'test',
  onCall: 'onCall',
  handoff: 'onCall',
  swap: 'onCall',
  digest: 'onCall',
  lost: 'onCall',
  outage: 'onCall',
  release: 'onCall',
  whenStopped: 'onCall',
  releases: 'onCall',
  statement: 'onCall',
  hr: 'onCall',
  programme: 'onCall',
  advice: 'onCall',
  month: 'onCall',
};

function messageOf(wanted: Wanted, incident: MessageIncident, at: number): Message {
  const { kind, update, language, timeZone, urgency } = wanted;
  const sent = SENT_AS[kind];
  const news = { kind: update, actor: 'Ben Petit', text: update === 'note' ? 'Looking at it.' : null };
  const isStatus = kind === 'status' || kind === 'storm';
  const others =
    kind === 'storm'
      ? [
          {
            number: 43,
            title: 'Shop is slow',
            severity: 'warning' as const,
            update: { kind: 'opened' as const, actor: null, text: null },
          },
        ]
      : [];
  return {
    kind: sent,
    at,
    language,
    timeZone,
    urgency,
    person: { login: 'ann', name: 'Ann Martin' },
    incident:
      sent === 'page' || sent === 'update'
        ? isStatus
          ? { ...incident, acknowledgeUrl: null, resolveUrl: null }
          : incident
        : null,
    policy: 'SRE',
    step: 1,
    next:
      kind === 'page'
        ? { at: at + 5 * MINUTE, what: describeNext({ kind: 'page', names: ['Ben Petit'] }, language) }
        : null,
    update: sent === 'update' ? news : null,
    ...(isStatus ? { status: { subscription: 'Management', others } } : {}),
    ...(kind === 'verify' ? { code: '123456' } : {}),
    onCall: sent === 'onCall' ? (unitPart(wanted, at, incident) ?? dutyOf(kind, at)) : null,
    bundled: 1,
  };
}

function dutyOf(kind: PreviewKind, at: number): DutyMessage {
  const duty: DutyMessage = { rota: 'SRE primary', start: at, end: at + 7 * DAY, on: kind === 'onCall' };
  switch (kind) {
    case 'swap':
      return { ...duty, swap: { what: 'asked', by: 'Ben Petit', of: 'Ben Petit', note: '' } };
    case 'digest':
      return {
        ...duty,
        health: { score: 82, findings: [{ kind: 'gap', users: [], start: at + DAY, end: at + 2 * DAY }], more: 0 },
      };
    case 'lost':
      return { ...duty, rota: '', lost: { method: 'SMS (+33 6 12 34 56 78)', detail: 'the number does not exist' } };
    case 'month': {
      const { start } = lastMonth(at);
      const missed = { incidents: 3, paged: 40 };
      const figures = { incidents: 42, before: 30, missed, selfHealed: 13, answered: 95, median: 200 };
      return { rota: '', start: null, end: null, on: false, teamMonth: { team: 'SRE', start, ...figures } };
    }
    case 'outage':
      return {
        ...duty,
        rota: '',
        outage: {
          channel: 'SMS gateway',
          up: false,
          since: at - 10 * MINUTE,
          problem: 'the service refused our credentials',
          people: ['Ann Martin'],
        },
      };
    default:
      return duty;
  }
}

const EXAMPLE_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Messages of units: a night call ended an hour and a half ago. null: another message. */
function unitPart({ kind, timeZone }: Wanted, at: number, { number, url }: MessageIncident): DutyMessage | null {
  const none: DutyMessage = { rota: '', start: null, end: null, on: false };
  const [start, end] = [at - 2 * HOUR, at - 90 * MINUTE];
  const [rest, manager] = [11 * HOUR, { name: 'Cleo Roux', at: at + 90 * MINUTE }];
  switch (kind) {
    case 'release':
      return { ...none, release: { earliest: end + rest, rest, start, end, manager } };
    case 'whenStopped':
      return { ...none, whenStopped: [{ number, at: start, url }] };
    case 'releases':
      return { ...none, releases: [{ name: 'Ben Petit', earliest: end + rest }] };
    case 'statement':
      return {
        ...none,
        statement: {
          month: new Date(at).toISOString().slice(0, 7),
          unit: 'Exemple SAS',
          closed: false,
          reason: null,
          url,
          until: new Date(at + 5 * DAY).toISOString().slice(0, 16) + 'Z',
          hash: EXAMPLE_HASH,
        },
      };
    case 'hr':
      return { ...none, hr: { unit: 'Exemple SAS', by: 'Dee Durand' } };
    case 'programme':
      return { ...none, programme: programmeExample(timeZone, at) };
    case 'advice':
      return {
        ...none,
        advice: {
          unit: 'Exemple SAS',
          lines: [{ name: 'Ann Martin', times: 2, until: at + 7 * DAY, others: [{ name: 'Ben Petit', hours: 41 }] }],
        },
      };
    default:
      return null;
  }
}

function programmeExample(timeZone: string, at: number): NonNullable<DutyMessage['programme']> {
  const start = at + 15 * DAY;
  const spans = [{ rota: 'SRE primary', start, end: start + 7 * DAY, days: 15, reason: null }];
  return { unit: 'Exemple SAS', timeZone, spans, gone: [], hash: sha256('example'), url: null };
}
