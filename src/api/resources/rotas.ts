/** Rotas as the API answers them, and requests about them. */
import type { z } from 'zod';
import type { finding, rotaPreview, rotaVersion } from '#contract/rotas/preview';
import type { OverrideWire, RotaWire } from '#contract/rotas/rota';
import type { Stored } from '#contract/stored';
import type { FindingKind } from '#domain/rota/health/model';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

export type StoredRota = Stored<RotaWire>;

/** A saved state, as `GET rotas/:id/versions` lists them. */
export type VersionWire = z.output<typeof rotaVersion>;

/** An override in the list of a rota; those that people made have an author and an instant. */
export type ListedOverride = Stored<OverrideWire> & { id: string; createdBy: string | null; createdAt: string | null };

/** `POST rotas/preview` */
export type RotaPreviewWire = z.output<typeof rotaPreview>;

/** `exceptional`: why somebody is told late that they are on call; the override does not keep it. */
export type NewOverride = Partial<OverrideWire> & { start: string; end: string; exceptional?: string };

export function addOverride(rota: string, body: NewOverride): Promise<ApiResult<ListedOverride>> {
  return send<ListedOverride>({ method: 'POST', path: `rotas/${segment(rota)}/overrides`, body });
}

/** @param version that the person saw */
export function changeOverride(
  rota: string,
  id: string,
  version: number,
  body: NewOverride,
): Promise<ApiResult<ListedOverride>> {
  return send<ListedOverride>({
    method: 'PUT',
    path: `rotas/${segment(rota)}/overrides/${segment(id)}`,
    body,
    ifMatch: version,
  });
}

export function removeOverride(rota: string, id: string): Promise<ApiResult<unknown>> {
  return send<unknown>({ method: 'DELETE', path: `rotas/${segment(rota)}/overrides/${segment(id)}` });
}

/** One obstacle to good cover; `why` is English. */
export type RotaFindingWire = z.output<typeof finding>;

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
  /** `data` is missing before 0.2. */
  reasons: Array<{
    kind: FindingKind;
    points: number;
    why: string;
    data?: { percent: number; people: number; findings: number };
  }>;
  findings: RotaFindingWire[];
  people: WorkloadWire[];
}
