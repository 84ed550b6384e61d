/** What API routes are handed; they hold no rules of their own. */
import type { Clock } from '../ports/clock.ts';
import type { ByHand, ByHandResult, CommandRequest, CommandResult } from '../ports/commands.ts';
import type { Directory } from '../ports/directory.ts';
import type { Capabilities } from '../store/capabilities.ts';
import type { PolicyCopies } from '../store/policy-copies.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';

export interface ApiDeps {
  store: Store;
  cap: Capabilities;
  copies: PolicyCopies;
  clock: Clock;
  directory(): Directory;
  command(request: CommandRequest, caller: Caller): Promise<CommandResult>;
  openByHand(request: ByHand, caller: Caller): Promise<ByHandResult>;
  /** Policies some step of which pages one of these rotas. */
  policiesOfRotas(directory: Directory, rotas: readonly string[]): string[];
  /** Policies that would page this person now. */
  policiesOnCallFor(directory: Directory, login: string): string[];
}
