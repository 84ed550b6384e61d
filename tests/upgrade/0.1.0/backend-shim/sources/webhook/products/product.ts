/**
 * A **product template** is a product without a source of its own, as data: how its webhook is read,
 * how it is set up, and examples that are tested. docs/monitors/add-a-product.md says how to add one.
 */
import type { Alert } from '#domain/incident/alert';
import type { WebhookTemplate } from '#domain/routing/integration';

export interface Translated {
  en: string;
  fr: string;
}

/** `{url}`, `{token}` and `{urlWithToken}` stand for those of the integration. */
export interface SetupBlock {
  what: Translated;
  /** A file, a field; `shell`: command lines. */
  name: string;
  /** Lines. */
  text: string[];
}

export interface ProductExample {
  name: string;
  /** `application/json` where absent. */
  contentType?: string;
  headers?: Record<string, string>;
  body: unknown;
  /** What the alert must at least be. */
  expected: Partial<Alert>;
}

export interface ProductTemplate {
  id: string;
  name: string;
  summary: Translated;
  /** Its page in the documentation. */
  page: string;
  /** Where the payloads are described. */
  source: string;
  template: WebhookTemplate;
  setup: SetupBlock[];
  examples: ProductExample[];
}
