/** `POST messages/preview`: how a message reads, by the renderer that every channel uses. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { messagePreview, messagePreviewRequest } from '#contract/preview';
import { firingCount } from '#domain/incident/model';
import type { Message, MessageIncident } from '#domain/notify/message';
import { describeNext } from '#domain/notify/render/next';
import { renderMessage } from '#domain/notify/render/render-message';
import { DAY, MINUTE } from '#domain/time/duration';
import { readIncidents } from '../../store/incidents.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError } from '../errors.ts';

export interface MessageDeps {
  isZone(name: string): boolean;
  /** Where links of an example lead. */
  home: string;
}

type Wanted = z.output<typeof messagePreviewRequest>;

export function messageRoutes(app: FastifyInstance, deps: ApiDeps, { isZone, home }: MessageDeps): void {
  app.post('/messages/preview', { schema: { tags: ['channels'], summary: 'How a message reads', body: messagePreviewRequest, response: { 200: messagePreview } } }, async (request) => {
    const wanted = request.body as Wanted;
    if (!isZone(wanted.timeZone)) {
      throw new HttpError('validation', `${wanted.timeZone} is not a time zone that this machine knows.`, [{ path: 'timeZone', message: 'must be an IANA name such as Europe/Paris' }]);
    }
    const at = await deps.clock.now();
    const { subject, short, text } = renderMessage(messageOf(wanted, await incidentOf(deps, wanted, at, home), at));
    return { subject, short, text };
  });
}

async function incidentOf(deps: ApiDeps, { incident: id }: Wanted, at: number, home: string): Promise<MessageIncident> {
  const urls = { url: home, acknowledgeUrl: `${home}/r/example/acknowledge`, resolveUrl: `${home}/r/example/resolve` };
  if (id === null) {
    return {
      id: 'example', number: 42, title: 'Disk almost full on db-1', description: '/var is at 98 %.', severity: 'critical', state: 'open', by: null, snoozedUntil: null, source: 'Grafana',
      labels: { host: 'db-1', team: 'db' }, openedAt: at - 5 * MINUTE, alerts: { firing: 1, total: 1 }, ...urls,
    };
  }
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident) {
    throw new HttpError('not-found', 'There is no such incident.');
  }
  const { number, title, description, severity, state, snoozedUntil, labels, openedAt, integration, totalAlerts } = incident;
  const source = integration === null ? 'by hand' : (deps.directory().integrations.get(integration)?.name ?? integration);
  return { id, number, title, description, severity, state, by: null, snoozedUntil, source, labels, openedAt, alerts: { firing: firingCount(incident), total: totalAlerts }, ...urls };
}

function messageOf({ kind, update, language, timeZone, urgency }: Wanted, incident: MessageIncident, at: number): Message {
  return {
    kind, at, language, timeZone, urgency,
    person: { login: 'ann', name: 'Ann Martin' },
    incident: kind === 'page' || kind === 'update' ? incident : null,
    policy: 'SRE',
    step: 1,
    next: kind === 'page' ? { at: at + 5 * MINUTE, what: describeNext({ kind: 'page', names: ['Ben Petit'] }, language) } : null,
    update: kind === 'update' ? { kind: update, actor: 'Ben Petit', text: update === 'note' ? 'Looking at it.' : null } : null,
    onCall: kind === 'onCall' ? { rota: 'SRE primary', start: at, end: at + 7 * DAY, on: true } : null,
    bundled: 1,
  };
}
