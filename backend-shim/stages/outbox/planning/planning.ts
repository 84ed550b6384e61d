/** The context of every planner of pages, room messages and notices. */
import type { ChannelRegistry } from '../../../ports/channel.ts';
import type { Work } from '../../../store/work.ts';
import type { OutboxLedger } from './ledger.ts';

export interface PlanningContext {
  work: Work;
  channels: ChannelRegistry;
  ledger: OutboxLedger;
}
