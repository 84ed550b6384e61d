/** Builds the message of deliveries that share it and are listed in it, each with its own link. */
import { tryOrNull } from '#domain/attempt';
import { severityRank } from '#domain/incident/signal/alert';
import type { Incident } from '#domain/incident/model';
import type { Message, MessageEntry } from '#domain/notify/message/message';
import { asksForAnswer } from '#domain/notify/render/messages/update-message';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import { readContent, urgencyOf } from '../../../store/deliveries/stored-content.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { ClaimedMessage } from '../sending/claimed.ts';
import { buildEntry, buildMessage, buildPlainMessage } from './message.ts';
import type { MessageParts } from './message.ts';

/** Whether the message lists what it carries; else it names the worst. */
export function isListed({ carrier, bundled }: ClaimedMessage, channels: ChannelRegistry): boolean {
  return (
    bundled.length > 0 &&
    carrier.user !== null &&
    (carrier.kind === 'page' || carrier.kind === 'update') &&
    channels.get(carrier.channel_kind)?.definition.carries.several === true
  );
}

type SeveralParts = Omit<MessageParts, 'row' | 'incident' | 'bundled'> & {
  claimed: ClaimedMessage;
  incidents: ReadonlyMap<string, Incident>;
  /** Words of this incident could not be made; it gets plainer ones. */
  failed(incident: string, error: unknown): void;
};

interface RowOfIncident {
  row: DeliveryRow;
  incident: Incident;
}

/** null: all incidents are gone. */
export function buildSeveral({ claimed, incidents, failed, ...rest }: SeveralParts): Message | null {
  const { carrier, bundled } = claimed;
  const rows = worstFirst(carrier.kind === 'page' ? onceEach([carrier, ...bundled]) : [carrier, ...bundled], incidents);
  const [worst] = rows;
  if (worst === undefined) {
    return null;
  }
  const count = new Set(rows.map(({ incident }) => incident.id)).size;
  const orPlain = <T>(one: RowOfIncident, build: () => T, plain: (message: Message) => T): T => {
    try {
      return build();
    } catch (error) {
      failed(one.incident.id, error);
      return plain(buildPlainMessage({ ...rest, ...one }));
    }
  };
  const message = orPlain(
    worst,
    () => buildMessage({ ...rest, ...worst, bundled: count }),
    (plain) => ({ ...plain, bundled: count }),
  );
  if (rows.length === 1) {
    return message;
  }
  const entries = rows.flatMap((one) =>
    orPlain<MessageEntry[]>(
      one,
      () => [buildEntry({ ...rest, ...one }, message.language)],
      ({ incident, update }) => (incident === null ? [] : [{ incident, update }]),
    ),
  );
  const login = message.person?.login;
  const isUrgent = rows.some(({ row }) => urgencyOf(row, readContent(row, rest.noting)) === 'urgent');
  return {
    ...message,
    urgency: isUrgent ? 'urgent' : message.urgency,
    next: null,
    several: {
      entries,
      acknowledgeUrl:
        login !== undefined && entries.some(isAsked)
          ? (tryOrNull(() => rest.links.bundle(carrier.id, login)) ?? null)
          : null,
    },
  };
}

function isAsked({ incident, update }: MessageEntry): boolean {
  return update === null || asksForAnswer(update.kind, incident);
}

/** Somebody may be paged twice for one incident. */
function onceEach(rows: readonly DeliveryRow[]): DeliveryRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.incident, row])).values()].toReversed();
}

function worstFirst(rows: readonly DeliveryRow[], incidents: ReadonlyMap<string, Incident>): RowOfIncident[] {
  const known = rows.flatMap((row) => {
    const incident = incidents.get(row.incident ?? '');
    return incident ? [{ row, incident }] : [];
  });
  return known.toSorted(
    (a, b) =>
      severityRank(b.incident.severity) - severityRank(a.incident.severity) || a.incident.number - b.incident.number,
  );
}
