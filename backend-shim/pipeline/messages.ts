/** Builds the messages of claimed deliveries. One that cannot be rendered gets a plainer message and does not stop the others. */
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import type { Message } from '#domain/notify/message/message';
import type { ClaimedMessage } from '../stages/outbox/sending/claimed.ts';
import { buildDutyMessage, dutyRota } from '../stages/outbox/messages/duty-message.ts';
import { buildMessage, buildPlainMessage } from '../stages/outbox/messages/message.ts';
import type { MessageLinks } from '../stages/outbox/messages/message.ts';
import { buildSeveral, isListed } from '../stages/outbox/messages/several-message.ts';
import { buildStatusMessage, firstAnswers } from '../stages/outbox/messages/status-message.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import { policiesOfRotas } from '../stages/routing/policies.ts';
import { loadFactsToTell } from '../store/incidents/facts.ts';
import { readIncidentsIn } from '../store/incidents/incidents.ts';
import type { Work } from '../store/work.ts';

interface MessageContext {
  work: Work;
  channels: ChannelRegistry;
  links: MessageLinks;
  incidents: ReadonlyMap<string, Incident>;
  facts: DecisionFacts;
  /** By `room/incident`. */
  answers: ReadonlyMap<string, string>;
}

/** In the order of the deliveries; null: the message has become pointless. */
export async function messagesFor(
  work: Work,
  claimed: readonly ClaimedMessage[],
  channels: ChannelRegistry,
  links: MessageLinks,
): Promise<Array<Message | null>> {
  // Where it cannot list all incidents, a bundle names the worst.
  const rows = claimed.flatMap((one) =>
    one.carrier.kind === 'status' || isListed(one, channels) ? [one.carrier, ...one.bundled] : [one.carrier],
  );
  const ids = [...new Set(rows.flatMap(({ incident }) => (incident === null ? [] : [incident])))];
  const incidents = await readIncidentsIn(work, ids);
  const facts = await loadFactsToTell(work.tx, work.directory, [...incidents.values()], work.rests);
  const [duties, answers] = [await dutyMessages(work, claimed, links), await firstAnswers(work, claimed)];
  const context: MessageContext = { work, channels, links, incidents, facts, answers };
  return claimed.map((one) => duties.get(one.carrier.id) ?? messageOf(context, one));
}

function messageOf(context: MessageContext, claimed: ClaimedMessage): Message | null {
  const { work, links, incidents } = context;
  const { carrier } = claimed;
  if (isListed(claimed, context.channels)) {
    return severalOf(context, claimed);
  }
  const incident = carrier.incident === null ? undefined : incidents.get(carrier.incident);
  if (!incident) {
    return null;
  }
  try {
    return wordsOf(context, claimed, incident);
  } catch (error) {
    work.report({ stage: 'message', incident: incident.id, error });
    return buildPlainMessage({ row: carrier, incident, links, now: work.now });
  }
}

function severalOf({ work, links, incidents, facts }: MessageContext, claimed: ClaimedMessage): Message | null {
  const { directory, now, unreadable: noting } = work;
  const failed = (incident: string, error: unknown) => work.report({ stage: 'message', incident, error });
  return buildSeveral({ claimed, incidents, directory, facts, links, now, noting, failed });
}

function wordsOf(
  { work, links, incidents, facts, answers }: MessageContext,
  { carrier, bundled }: ClaimedMessage,
  incident: Incident,
): Message | null {
  const { directory, now } = work;
  if (carrier.kind === 'status') {
    return buildStatusMessage({
      claimed: { carrier, bundled: carrier.channel === null ? bundled : [] },
      incidents,
      answers,
      directory,
      facts,
      links,
      now,
      noting: work.unreadable,
    });
  }
  return buildMessage({
    row: carrier,
    incident,
    directory,
    facts,
    links,
    now,
    noting: work.unreadable,
    bundled: new Set([carrier, ...bundled].map((row) => row.incident)).size,
  });
}

/** Handoffs are few: one after the other is fine. */
async function dutyMessages(
  work: Work,
  claimed: readonly ClaimedMessage[],
  links: MessageLinks,
): Promise<Map<string, Message>> {
  const messages = new Map<string, Message>();
  for (const { carrier } of claimed.filter((one) => one.carrier.kind === 'onCall')) {
    const rota = dutyRota(carrier, work.unreadable);
    const policies = rota === null ? [] : policiesOfRotas(work.directory, [rota]);
    const message = await buildDutyMessage(work, carrier, policies, links);
    if (message) {
      messages.set(carrier.id, message);
    }
  }
  return messages;
}
