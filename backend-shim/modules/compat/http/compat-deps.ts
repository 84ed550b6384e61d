/** The dependencies of the other pagers' paths: the endpoints of `/in`, and answers about alerts. */
import type { Integration } from '#domain/routing/integration';
import type { AlertIdentifier, AlertPlace, AlertState } from '../../../ports/ingest.ts';
import type { IngestDeps } from '../../../http/routes/ingest.ts';

export interface CompatDeps extends IngestDeps {
  /** A new opaque id. */
  newId(): string;
  /** The incidents of the alerts that a sender names; empty: none. */
  placesOf(integration: Integration, identifier: AlertIdentifier): Promise<AlertPlace[]>;
  alertAt(integration: Integration, place: AlertPlace): Promise<AlertState | null>;
  /** Which alert a request was about, and when it was taken; null: there was none with this id. */
  requestNamed(integration: Integration, id: string): Promise<(AlertPlace & { at: number }) | null>;
}
