/** Builds the message of a `status` delivery to a subscriber, with bundled deliveries and earlier answers of the room. */
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import type { Message, StatusLine } from '#domain/notify/message/message';
import type { Language } from '#domain/notify/responder';
import { stateAsNews } from '#domain/notify/message/plain-message';
import type { Directory } from '../../../ports/directory.ts';
import { readContent } from '../../../store/deliveries/stored-content.ts';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { answersOfRooms } from '../../../store/deliveries/outbox/outcomes.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import type { ClaimedMessage } from '../sending/claimed.ts';
import { buildMessage, titleFor } from './message.ts';
import type { MessageLinks } from './message.ts';

export interface StatusParts {
  claimed: ClaimedMessage;
  incidents: ReadonlyMap<string, Incident>;
  /** By `room/incident`. */
  answers: ReadonlyMap<string, string>;
  directory: Directory;
  facts: DecisionFacts;
  links: MessageLinks;
  now: number;
  noting: UnreadableReporter;
}

export function buildStatusMessage({
  claimed: { carrier, bundled },
  incidents,
  answers,
  ...rest
}: StatusParts): Message | null {
  const incident = incidents.get(carrier.incident ?? '');
  if (!incident) {
    return null;
  }
  const { subscription = '', more: folded = 0 } = readContent(carrier, rest.noting);
  const message = buildMessage({ ...rest, row: carrier, incident, bundled: 1 });
  const carried = bundled.map((row) => ({ row, content: readContent(row, rest.noting) }));
  const others = carried.flatMap((one) => lineOf(one, incidents, { ...rest, language: message.language }));
  const more = carried.reduce((sum, { content }) => sum + (content.more ?? 0), folded);
  return {
    ...message,
    kind: 'update',
    next: null,
    status: { subscription, others, ...(more > 0 ? { more } : {}) },
    answer: answers.get(roomKey(carrier)) ?? null,
  };
}

function lineOf(
  { row, content: { update, actor = null, text = null } }: { row: DeliveryRow; content: StoredContent },
  incidents: StatusParts['incidents'],
  { directory: { responders }, language }: Pick<StatusParts, 'directory'> & { language: Language },
): StatusLine[] {
  const incident = incidents.get(row.incident ?? '');
  return incident
    ? [
        {
          number: incident.number,
          title: titleFor(language, incident),
          severity: incident.severity,
          update: {
            kind: update ?? stateAsNews(incident).kind,
            actor: actor === null ? null : (responders.get(actor)?.name ?? actor),
            text,
          },
        },
      ]
    : [];
}

function roomKey({ channel, incident }: DeliveryRow): string {
  return `${channel}/${incident}`;
}

/** The first answers of rooms about these incidents, such as the ticket that was opened. */
export async function firstAnswers(work: Work, claimed: readonly ClaimedMessage[]): Promise<Map<string, string>> {
  const rows = claimed.map(({ carrier }) => carrier).filter((row) => row.kind === 'status' && row.channel !== null);
  const incidents = [...new Set(rows.flatMap(({ incident }) => (incident === null ? [] : [incident])))];
  const found = await answersOfRooms(work, incidents);
  return new Map(found.map(({ channel, incident, detail }) => [`${channel}/${incident}`, detail]));
}
