/** Where receipts and replies go that channels hear. */
import { createBatcher } from './engine/batcher.ts';
import type { Transact } from './engine/transact.ts';
import { command } from './incident/command.ts';
import type { ChannelRegistry, Hearing, Receipt } from './ports/channel.ts';
import { takeCall } from './response/call.ts';
import { takeReply } from './response/reply.ts';
import { writeAudit } from './store/audit.ts';
import { saveReceipts } from './store/receipts.ts';
import { StoreUnavailable } from './store/store.ts';
import type { Work } from './store/work.ts';

export interface HearingDeps {
  channels: ChannelRegistry;
  transact: Transact;
  /** Plans what a change asks for, in its transaction, and wakes the engine. */
  change<T>(work: (work: Work) => Promise<T>): Promise<T>;
  wake(): void;
}

const MOST_RECEIPTS = 256;

export function startHearing({ channels, transact, change, wake }: HearingDeps): Hearing {
  const receipts = createBatcher<{ providerId: string; receipt: Receipt }, void>(
    async (batch) => {
      await transact((work) => saveReceipts(work, batch));
      wake();
      return batch.map(() => undefined);
    },
    { most: MOST_RECEIPTS, isFatal: (error) => error instanceof StoreUnavailable },
  );
  const hearing: Hearing = {
    receipt: (providerId, receipt) => receipts.add({ providerId, receipt }),
    reply: (reply) => change((work) => takeReply(work, reply, { channels, command: audited })),
    call: (call) => change((work) => takeCall(work, call, { command: audited })),
  };
  channels.forEach((channel) => channel.hear?.(hearing));
  return hearing;
}

const audited: typeof command = async (work, request) => {
  const result = await command(work, request);
  if (result.ok) {
    await writeAudit(work, [{ actor: request.actor.name, action: request.command.kind, kind: 'incidents', subject: request.id, before: null, after: { via: request.actor.via } }]);
  }
  return result;
};
