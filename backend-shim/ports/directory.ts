/**
 * The configuration as it is now, in the domain's form. A value: a change makes a new one with a
 * higher revision, so that everything decided at one instant is decided on one state of things.
 */
import type { CalendarSource } from '#domain/calendar/source';
import type { OnCallSelection, Policy } from '#domain/escalation/policy';
import type { ContactMethod, Responder, Team } from '#domain/notify/responder';
import type { Subscription } from '#domain/notify/subscription';
import type { AnyRota, RotaFacts } from '#domain/rota/model';
import type { Integration } from '#domain/routing/integration';
import type { TimeWindow } from '#domain/time/window';
import type { Maintenance } from '#domain/routing/maintenance';

/** A room or service defined under `channels`. */
export interface Room {
  id: string;
  /** The channel kind: webhook, slack… */
  type: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** A calendar that is kept elsewhere. */
export interface Calendar extends CalendarSource {
  /** Of the configured object: another one is looked at anew. */
  version: number;
  /** Its address comes from a file or an Admin, and may lie in private ranges. */
  trusted: boolean;
}

/** An integration whose body cannot be read: what arrives for it is refused for now, so that its sender comes again. */
export interface BrokenIntegration {
  id: string;
  /** As far as they can be read. */
  name: string;
  team: string | null;
  token: string | null;
  oldTokens: ReadonlyArray<{ token: string; until: number }>;
  /** What is wrong, and with which of its fields; empty: with the whole. */
  field: string;
  problem: string;
}

export interface Directory {
  revision: number;
  /** Zones, public holidays, absences and swaps. */
  facts: RotaFacts;
  responders: ReadonlyMap<string, Responder>;
  teams: ReadonlyMap<string, Team>;
  policies: ReadonlyMap<string, Policy>;
  integrations: ReadonlyMap<string, Integration>;
  rooms: ReadonlyMap<string, Room>;
  rotas: ReadonlyMap<string, AnyRota>;
  maintenances: readonly Maintenance[];
  calendars: ReadonlyMap<string, Calendar>;
  /** Whoever is told without being paged. */
  subscriptions: readonly Subscription[];
  timeWindows: ReadonlyMap<string, TimeWindow>;
  /** Logins of enabled Admins. */
  admins: readonly string[];
  /** Logins on call, or null where there is no such rota. Remembered per instant. */
  onCall(rota: string, who: OnCallSelection, at: number): string[] | null;
  /** This address of the person comes from a file or an Admin, and may lie in private ranges. */
  isTrusted(login: string, method: Pick<ContactMethod, 'type' | 'to'>): boolean;
  /** How many held the login before whoever holds it now; names the holder in responder links. */
  holdersBefore(login: string): number;
  brokenIntegrations: readonly BrokenIntegration[];
  /** Of a token that `integrationByToken` does not know: it is, or may be, that of an integration that cannot be read. */
  mustComeAgain(token: string): boolean;
  integrationByToken(token: string): Integration | null;
  /** When a token that was replaced stops counting, epoch ms; null: it is the current one. */
  tokenEnds(token: string): number | null;
}
