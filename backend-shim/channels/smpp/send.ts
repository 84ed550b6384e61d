/** Sends messages as SMS through an SMPP service centre and classifies the outcome. */
import type { Pdu } from 'smpp';
import type {
  Channel,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  InboundHandler,
  DeliveryOutcome,
} from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { numberOf, sendersOf } from '../shared/fields/number.ts';
import { misconfigured, throughOneService } from '../shared/services/services.ts';
import { definition } from './definition.ts';
import { createLink } from './link/link.ts';
import type { SmscLink } from './link/link.ts';
import { expectedId, isMessage, isReceipt, receiptId, receiptOf, textOf } from './receipt.ts';
import { partsOf, renderSmpp } from './render.ts';
import type { SmsPart } from './render.ts';
import type { SmppSessionDeps } from './link/session.ts';
import { readSettings } from './settings.ts';
import type { SmppSettings } from './settings.ts';

export interface SmppDeps extends SmppSessionDeps {
  services: ChannelServices;
}

/** A relative time (SMPP 3.4 §7.1.1.2): `YYMMDDhhmmss000R`. */
function relativeTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `0000${two(Math.floor(minutes / 1440))}${two(Math.floor((minutes % 1440) / 60))}${two(minutes % 60)}00000R`;
}

/** Default class, with the bit for a header (§5.2.12); only the last part, whose id counts, requests a receipt. */
function submitFields(
  part: SmsPart,
  isLast: boolean,
  to: string,
  { source, validity }: SmppSettings,
): Record<string, unknown> {
  return {
    ...source,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to.slice(1),
    esm_class: part.hasHeader ? 0x40 : 0,
    data_coding: part.dataCoding,
    registered_delivery: isLast ? 1 : 0,
    validity_period: relativeTime(validity),
    short_message: part.octets,
  };
}

export function createSmppChannel(deps: SmppDeps): Channel {
  const links = new Map<string, SmscLink>();
  let hearing: InboundHandler | null = null;

  function linkOf(service: ChannelService, settings: SmppSettings): SmscLink {
    const key = JSON.stringify([service.id, settings.link, settings.idForm]);
    const known = links.get(key);
    if (known) {
      return known;
    }
    const link = createLink(settings.link, {
      ...deps,
      deliver: (pdu) => heard(hearing, service.id, settings, pdu, link),
    });
    links.set(key, link);
    forgetOthers(links, service.id, key);
    return link;
  }

  return {
    definition,
    lane: (_to, settings) => `smpp:${textSetting(settings, 'host') ?? ''}`,
    hear: (one) => void (hearing = one),
    senders: ({ settings }) => sendersOf(textSetting(settings, 'from')),
    send: (request) =>
      throughOneService(definition.kind, request, deps.services, async (service) => {
        const to = numberOf(request.to || (textSetting(service.settings, 'to') ?? ''));
        if (to === null) {
          return { kind: 'never', reason: 'bad-address', detail: 'not a number with its country, like +33612345678' };
        }
        const read = readSettings(service);
        return read.ok
          ? sendTo(linkOf(service, read.settings), service.id, to, read.settings, request)
          : misconfigured(read.problem);
      }),
    async probe(service, signal) {
      const read = readSettings(service);
      return read.ok ? linkOf(service, read.settings).probe(signal) : misconfigured(read.problem);
    },
    async close() {
      const all = [...links.values()];
      links.clear();
      await Promise.all(all.map((link) => link.close()));
    },
  };
}

/** Closes links of this service that have older settings. */
function forgetOthers(links: Map<string, SmscLink>, service: string, kept: string): void {
  for (const [key, link] of links) {
    if (key !== kept && (JSON.parse(key) as unknown[])[0] === service) {
      links.delete(key);
      void link.close();
    }
  }
}

async function sendTo(
  link: SmscLink,
  service: string,
  to: string,
  settings: SmppSettings,
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const parts = renderSmpp(request.message, settings.form, request.idempotencyKey);
  const outcome = await link.submit(
    parts.map((part, index) => submitFields(part, index === parts.length - 1, to, settings)),
    request.signal,
  );
  return outcome.kind === 'done' && outcome.providerId !== null
    ? { ...outcome, providerId: `${service}/${expectedId(outcome.providerId, settings.idForm)}` }
    : outcome;
}

/** @throws where it could not be stored; the SMSC then tries again */
async function heard(
  hearing: InboundHandler | null,
  service: string,
  settings: SmppSettings,
  pdu: Pdu,
  link: SmscLink,
): Promise<void> {
  if (hearing === null) {
    throw new Error('the sidecar is not ready for messages yet');
  }
  if (isReceipt(pdu)) {
    const found = receiptOf(pdu);
    if (found) {
      await hearing.receipt(`${service}/${receiptId(found.messageId, settings.idForm)}`, found.receipt);
    }
    return;
  }
  const from = numberOf(`+${(pdu.source_addr ?? '').replace(/^\+|^00/, '')}`);
  if (!isMessage(pdu) || from === null) {
    return;
  }
  const answer = await hearing.reply({ service, from, text: textOf(pdu), id: null });
  if (answer !== null) {
    const parts = partsOf(answer, { parts: 1, unicode: false }, from);
    // A lost answer is no lost page: the person sees the result on the incident.
    void link.submit(
      parts.map((part) => ({ ...submitFields(part, false, from, settings), registered_delivery: 0 })),
      new AbortController().signal,
    );
  }
}
