/** Defines the port that answers questions about rotas which may take long, beside paging where they do. */
import type { HealthSubject } from '#domain/rota/health/model';
import type { AnyRota, OnCall, RotaFacts } from '#domain/rota/model';
import type { Span } from '#domain/time/span';
import type { HeavyRefusal } from './work.ts';

export interface RotaRange {
  rota: AnyRota;
  facts: RotaFacts;
  from: number;
  to: number;
}

export interface RotaInstant {
  rota: AnyRota;
  facts: RotaFacts;
  at: number;
}

/** Instants as texts. */
export interface OnCallNow {
  onCall: readonly OnCall[];
  next: Array<{ user: string; from: string }>;
  /** null: not within 90 days. */
  until: string | null;
}

export interface RotaEdit extends Omit<RotaRange, 'rota'> {
  /** null if the rota is new. */
  before: AnyRota | null;
  after: AnyRota;
  /** Of `after`, in the same range. */
  subject: HealthSubject;
}

/** The subject of a feed: one rota, or all rotas of one person. */
export interface FeedSubject {
  kind: 'rota' | 'user';
  id: string;
}

export interface FeedRota {
  id: string;
  name: string;
  rota: AnyRota;
  /** Page of the rota in Grafana, or null. */
  link: string | null;
}

export interface FeedQuestion {
  rotas: readonly FeedRota[];
  facts: RotaFacts;
  title: string;
  /** Only the shifts of this login, if one is given. */
  user: string | null;
  /** Names of people, by login. */
  names: ReadonlyMap<string, string>;
  now: number;
  /** ms before a shift at which the calendar sounds an alarm; null: no alarm. */
  alarm: number | null;
  /** Of the configuration. */
  sequence: number;
}

/** A body, or the bytes of one. */
export type HeavyAnswer<Body> = { ok: true; body: Body } | { ok: true; bytes: Uint8Array } | HeavyRefusal;

export interface RotaAnswering {
  timeline(who: string, asked: RotaRange): Promise<HeavyAnswer<{ segments: unknown[] }>>;
  now(who: string, asked: RotaInstant): Promise<{ ok: true; answer: OnCallNow } | HeavyRefusal>;
  health(who: string, subject: HealthSubject): Promise<HeavyAnswer<object>>;
  preview(who: string, edit: RotaEdit): Promise<HeavyAnswer<object>>;
  /** As iCalendar. */
  feed(who: string, question: FeedQuestion): Promise<HeavyAnswer<string>>;
  /** When each of these people is on call. */
  duties(
    who: string,
    asked: RotaRange,
    users: readonly string[],
  ): Promise<{ ok: true; spans: Span[][] } | HeavyRefusal>;
}
