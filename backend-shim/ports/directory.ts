/**
 * Defines the port for the current configuration in the domain's form. A directory is a value: a change makes a new one
 * with a higher revision, so that everything decided at one instant uses one state.
 */
import type { CalendarSource } from '#domain/calendar/source';
import type { WorkProfile } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import type { OnCallSelection, Policy } from '#domain/escalation/policy';
import type { ContactMethod, Responder, Team } from '#domain/notify/responder';
import type { Subscription } from '#domain/notify/subscription';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import type { Integration } from '#domain/routing/integration';
import type { TimeWindow } from '#domain/time/window';
import type { Maintenance } from '#domain/routing/maintenance';

/** A room or service defined under `channels`. */
export interface ChannelRoom {
  id: string;
  /** The channel kind: webhook, slack… */
  type: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** An outside calendar. */
export interface OutsideCalendar extends CalendarSource {
  /** Version of the configured object; a changed object is fetched anew. */
  version: number;
  /** Its address came from a file or an Admin, and may lie in private ranges. */
  trusted: boolean;
}

/** An integration with an unreadable body: its requests are refused temporarily, so that the sender tries again. */
export interface BrokenIntegration {
  id: string;
  /** The name, team and tokens are given as far as they can be read. */
  name: string;
  team: string | null;
  token: string | null;
  oldTokens: ReadonlyArray<{ token: string; until: number }>;
  /** The problem and its field; empty: the whole object. */
  field: string;
  problem: string;
}

/** An integration whose route is out, since its matchers are too heavy to be tried. Its alerts take the default route. */
export type BrokenRoute = Omit<BrokenIntegration, 'token' | 'oldTokens'>;

export interface Directory {
  revision: number;
  /** Zones, public holidays, absences and swaps. */
  facts: RotaFacts;
  responders: ReadonlyMap<string, Responder>;
  teams: ReadonlyMap<string, Team>;
  policies: ReadonlyMap<string, Policy>;
  integrations: ReadonlyMap<string, Integration>;
  rooms: ReadonlyMap<string, ChannelRoom>;
  rotas: ReadonlyMap<string, AnyRota>;
  maintenances: readonly Maintenance[];
  calendars: ReadonlyMap<string, OutsideCalendar>;
  /** Recipients of updates who are not paged. */
  subscriptions: readonly Subscription[];
  timeWindows: ReadonlyMap<string, TimeWindow>;
  /** Employer units as they apply; unreadable ones are missing. */
  units: ReadonlyMap<string, Unit>;
  /** Work profiles by login, sorted by `from`. A person has profiles in several units only one after the other. */
  profiles: ReadonlyMap<string, readonly WorkProfile[]>;
  /** The organisation's zone, of times where nobody reads as a person. */
  timeZone: string;
  /** Logins of enabled Admins. */
  admins: readonly string[];
  /** Logins on call; null: there is no such rota. Cached per instant. */
  onCall(rota: string, who: OnCallSelection, at: number): string[] | null;
  /** Whether this address of the person came from a file or an Admin, and may lie in private ranges. */
  isTrusted(login: string, method: Pick<ContactMethod, 'type' | 'to'>): boolean;
  /**
   * How many people held this login before its present holder; responder links contain it, so that they name the right
   * holder.
   */
  holdersBefore(login: string): number;
  brokenIntegrations: readonly BrokenIntegration[];
  /** The first route that is out of each integration that has one. */
  brokenRoutes: readonly BrokenRoute[];
  /**
   * Whether a token that `integrationByToken` does not know belongs, or may belong, to an integration that cannot be
   * read.
   */
  mustComeAgain(token: string): boolean;
  integrationByToken(token: string): Integration | null;
  /** When a replaced token expires, epoch ms; null: it is the current one. */
  tokenEnds(token: string): number | null;
}
