/** Lists the sender numbers of all services, each once. */
import { renderSVG } from 'uqr';
import type { SenderWire } from '#contract/people/sender';
import type { SenderDeps } from '../http/routes/senders.ts';
import type { SidecarConfig } from '../config/config.ts';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';

export interface SenderParts {
  channels: ChannelRegistry;
  directory(): Directory;
  config: Pick<SidecarConfig, 'publicUrl'>;
}

export function senderDeps({ channels, directory, config: { publicUrl } }: SenderParts): SenderDeps {
  function senders(): SenderWire[] {
    const found = new Map<string, string[]>();
    for (const service of directory().rooms.values()) {
      const numbers = channels.get(service.type)?.senders?.(service) ?? [];
      numbers.forEach((number) => found.set(number, [...(found.get(number) ?? []), service.id]));
    }
    return [...found]
      .map(([number, ids]) => ({ number, channels: ids.toSorted() }))
      .toSorted((a, b) => (a.number < b.number ? -1 : 1));
  }
  return { senders, publicUrl, qr: (text) => renderSVG(text, { ecc: 'M', border: 4 }) };
}
