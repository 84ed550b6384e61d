/** Cancels SMS to people who answered STOP; their page continues with the next method at once. */
import type { ChannelRegistry } from '../../../ports/channel.ts';
import { stoppedNumbers } from '../../../store/deliveries/receipts.ts';
import type { Work } from '../../../store/work.ts';
import type { ClaimedMessage } from './claimed.ts';

/** @returns ids of those deliveries that may not be sent */
export async function stoppedAmong(
  work: Work,
  channels: ChannelRegistry,
  claimed: readonly ClaimedMessage[],
): Promise<ReadonlySet<string>> {
  const numbers = new Map<string, string>();
  for (const { carrier } of claimed) {
    const method = work.directory.responders
      .get(carrier.user ?? '')
      ?.contactMethods.find((one) => one.id === carrier.method);
    if (method && channels.get(method.type)?.definition.carries.reply) {
      numbers.set(carrier.id, plainNumber(method.to));
    }
  }
  const stopped = numbers.size === 0 ? new Set<string>() : await stoppedNumbers(work, [...new Set(numbers.values())]);
  return new Set([...numbers].filter(([, number]) => stopped.has(number)).map(([id]) => id));
}

/** `+33 6 12…` → `+33612…`, the stored form of numbers. */
function plainNumber(to: string): string {
  return to.replace(/[^+\d]/g, '');
}
