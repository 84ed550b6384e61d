/** Rotas as the API answers them, and what people do to them. */
import type { OverrideWire, RotaWire } from '#contract/rota';
import type { Stored } from '#contract/stored';
import type { FindingKind } from '#domain/rota/health';
import type { Sent } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

export type StoredRota = Stored<RotaWire>;

/** An override in the list of a rota; those that people made say who and when. */
export type ListedOverride = Stored<OverrideWire> & { id: string; createdBy: string | null; createdAt: string | null };

export type NewOverride = Partial<OverrideWire> & { start: string; end: string };

export function addOverride(rota: string, body: NewOverride): Promise<Sent<ListedOverride>> {
  return send<ListedOverride>({ method: 'POST', path: `rotas/${segment(rota)}/overrides`, body });
}

export function removeOverride(rota: string, id: string): Promise<Sent<unknown>> {
  return send<unknown>({ method: 'DELETE', path: `rotas/${segment(rota)}/overrides/${segment(id)}` });
}

/** One thing in the way of good cover. */
export interface FindingWire {
  kind: FindingKind;
  /** ISO 8601. */
  start: string;
  end: string;
  users: string[];
  /** English. */
  why: string;
}

/** Milliseconds on call within the window. */
export interface WorkloadWire {
  user: string;
  total: number;
  nights: number;
  weekends: number;
  holidays: number;
  longestShift: number;
}

/** `GET rotas/:id/health` */
export interface HealthWire {
  /** 0–100. */
  score: number;
  findings: FindingWire[];
  people: WorkloadWire[];
}
