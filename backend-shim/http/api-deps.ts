/** The dependencies of the API routes, which contain no rules of their own. */
import type { RotaWire } from '#contract/rotas/rota';
import type { ObjectActions } from '../actions/objects.ts';
import type { UserActions } from '../actions/people/users.ts';
import type { IncidentActions } from '../actions/incidents/incidents.ts';
import type { Clock } from '../ports/clock.ts';
import type { BrokenObject, StoredObject, StoredOverride } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { RotaAnswering } from '../ports/heavy/rotas.ts';
import type { Portions } from '../ports/heavy/work.ts';
import type { RightsDeps } from '../rights/rule.ts';
import type { SearchOf } from '../store/search/search.ts';

export interface ApiDeps extends RightsDeps {
  clock: Clock;
  /** Answers about rotas, beside paging where they take long. */
  rotaAnswers: RotaAnswering;
  /** Searches through a long history, beside paging. */
  searchOf: SearchOf;
  /** Long work in this thread. */
  portions: Portions;
  objects(): readonly StoredObject[];
  /** Stored objects that cannot be read. */
  broken(): readonly BrokenObject[];
  overridesOf(objects: readonly StoredObject[], rota: RotaWire): StoredOverride[];
  configuration: ObjectActions;
  users: UserActions;
  newId(): string;
  incidents: IncidentActions;
  /** Policies with a step that pages one of these rotas. */
  policiesOfRotas(directory: Directory, rotas: readonly string[]): string[];
}
