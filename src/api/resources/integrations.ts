/** Integrations as the API answers them, and requests about them. */
import type { z } from 'zod';
import type { IntegrationWire, RouteWire } from '#contract/integrations/integration';
import type { receivedLabels, routesTrialAnswer } from '#contract/integrations/received';
import type { integrationTestAnswer } from '#contract/rotas/preview';
import type { Stored } from '#contract/stored';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

type Hmac = NonNullable<IntegrationWire['hmac']>;

/** Secrets are write-only: null stands for a set secret, and keeps it when sent back. */
export type StoredIntegration = Stored<
  Omit<IntegrationWire, 'hmac'> & {
    hmac:
      | (Omit<Hmac, 'secret' | 'others'> & {
          secret: string | null;
          /** Missing from older sidecars. */ others?: Array<{ name: string; secret: string | null }>;
        })
      | null;
  }
>;

/** `GET integrations/:id/alerts` */
export interface ReceivedAlert {
  id: string;
  receivedAt: string;
  groupKey: string;
  status: string;
  severity: string | null;
  title: string | null;
  incident: string | null;
  /** The result, or why the alert led nowhere. */
  decision: string;
  /** null: hidden from this reader. */
  raw: unknown;
}

/** `GET integrations/:id/rejected` */
export interface RejectedPayloadWire {
  id: string;
  at: string;
  reason: string;
  contentType: string | null;
  body: string;
  replayedAt: string | null;
}

/** `GET integration-states` */
export interface IntegrationState {
  integration: string;
  /** The last received alert. */
  last: Pick<ReceivedAlert, 'receivedAt' | 'groupKey' | 'title'> | null;
  /** Payloads rejected within a day and not replayed; null: none, or hidden from this reader. */
  refused: { count: number; at: string } | null;
  /** The heartbeat is missing. */
  silent: boolean;
}

/** `GET received-labels` */
export type ReceivedLabelsWire = z.output<typeof receivedLabels>;

/** `POST integrations/:id/trial` */
export type RoutesTrial = z.output<typeof routesTrialAnswer>;

export type TestAnswer = z.output<typeof integrationTestAnswer>;
export type TestedAlert = TestAnswer['alerts'][number];

export interface TestRequest {
  payload?: unknown;
  at?: string;
  send?: boolean;
  page?: boolean;
  /** In place of the saved ones. Older sidecars refuse the field. */
  routes?: readonly RouteWire[];
}

export function testIntegration(id: string, body: TestRequest): Promise<ApiResult<TestAnswer>> {
  return send<TestAnswer>({ method: 'POST', path: `integrations/${segment(id)}/test`, body });
}

export interface IngestSummary {
  accepted: number;
  duplicates: number;
  incidents: string[];
}

export function replay(id: string, rejected: string): Promise<ApiResult<IngestSummary>> {
  return send<IngestSummary>({
    method: 'POST',
    path: `integrations/${segment(id)}/rejected/${segment(rejected)}/replay`,
    body: {},
  });
}

export interface RenewedToken {
  token: string;
  oldValidUntil: string;
}

export function renewToken(id: string): Promise<ApiResult<RenewedToken>> {
  return send<RenewedToken>({ method: 'POST', path: `integrations/${segment(id)}/token`, body: {} });
}
