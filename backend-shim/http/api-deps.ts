/** What API routes are handed; they hold no rules of their own. */
import type { RotaWire } from '#contract/rotas/rota';
import type { Clock } from '../ports/clock.ts';
import type { ByHand, ByHandResult, CommandRequest, CommandResult } from '../ports/commands.ts';
import type { BrokenObject, ConfigurationEditor, StoredObject, StoredOverride } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { RightsDeps } from '../rights/rule.ts';

export interface ApiDeps extends RightsDeps {
  clock: Clock;
  objects(): readonly StoredObject[];
  /** Those that cannot be read. */
  broken(): readonly BrokenObject[];
  overridesOf(objects: readonly StoredObject[], rota: RotaWire): StoredOverride[];
  editor: ConfigurationEditor;
  newId(): string;
  /** The login belongs to this Grafana user from now on. */
  rebind(login: string, uid: string, actor: string): Promise<void>;
  /** Somebody took along everything that is held on this person. */
  exported(login: string, actor: string): Promise<void>;
  command(request: CommandRequest): Promise<CommandResult>;
  openByHand(request: ByHand): Promise<ByHandResult>;
  /** Policies with a step that pages one of these rotas. */
  policiesOfRotas(directory: Directory, rotas: readonly string[]): string[];
}
