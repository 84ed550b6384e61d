/** Routes incoming receipts and replies to the stages. */
import { createGroupCommit } from '../store/concurrency/group-commit.ts';
import type { ChannelRegistry, InboundHandler, IncomingPress, PressAnswer, DeliveryReceipt } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';
import { takeCall } from '../stages/response/call.ts';
import { pressedBy, takePress, unknownPress } from '../stages/response/press.ts';
import { takeReply } from '../stages/response/reply.ts';
import { saveReceipts } from '../store/deliveries/receipts.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import type { ResponderCommands } from '../actions/incidents/responder-commands.ts';

export interface HearingDeps {
  channels: ChannelRegistry;
  transact: RunTransaction;
  /** Plans the requests of a change in its transaction, and wakes the engine. */
  change<T>(work: (work: Work) => Promise<T>): Promise<T>;
  /** What pages nobody takes only space that is to spare. */
  toSpare: Pick<HearingDeps, 'change'>;
  wake(): void;
  directory(): Directory;
  commands: ResponderCommands;
}

const MOST_RECEIPTS = 256;

export function startChatListeners(deps: HearingDeps): InboundHandler {
  const { channels, transact, change, wake, commands } = deps;
  const receipts = createGroupCommit<{ providerId: string; receipt: DeliveryReceipt }, void>({
    transact,
    write: async (work, batch) => {
      await saveReceipts(work, batch);
      return [];
    },
    committed: wake,
    most: MOST_RECEIPTS,
  });
  const hearing: InboundHandler = {
    receipt: (providerId, receipt) => receipts.add({ providerId, receipt }),
    reply: (reply) => change((work) => takeReply(work, reply, { channels, command: commands.command })),
    press: (press) => hearPress(deps, press),
    call: (call) => change((work) => takeCall(work, call, { command: commands.command })),
  };
  channels.forEach((channel) => channel.hear?.(hearing));
  return hearing;
}

async function hearPress(
  { directory, channels, change, toSpare, commands }: HearingDeps,
  press: IncomingPress,
): Promise<PressAnswer> {
  const person = pressedBy(directory(), press);
  if (person === null) {
    return unknownPress(directory(), channels, press);
  }
  const run = press.action === 'rate' ? toSpare.change : change;
  return run(async (work) => {
    const asked = press.action === 'rate' ? 'note' : press.action;
    const refused = (await commands.refusal(work, person.login, asked, press.incident)) !== null;
    return takePress(work, press, person, { refused, command: commands.command, rate: commands.rate });
  });
}
