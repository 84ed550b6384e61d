/**
 * Defines the types of a **product template**, which describes a product without a source of its own as data: how its
 * webhook is read, how it is set up, and tested examples. docs/monitors/add-a-product.md says how to add one.
 */
import type { Alert } from '#domain/incident/signal/alert';
import type { WebhookTemplate } from '#domain/routing/integration';

interface Translated {
  en: string;
  fr: string;
}

/** `{url}`, `{token}` and `{urlWithToken}` stand for those of the integration. */
interface SetupBlock {
  what: Translated;
  /** The name of a file or field; `shell`: command lines. */
  name: string;
  /** Lines. */
  text: string[];
}

export interface ProductExample {
  name: string;
  /** `application/json` if absent. */
  contentType?: string;
  headers?: Record<string, string>;
  body: unknown;
  /** Fields that the alert must have. */
  expected: Partial<Alert>;
}

export interface ProductTemplate {
  id: string;
  name: string;
  summary: Translated;
  /** The product's page in our documentation. */
  page: string;
  /** Where the vendor documents the payloads. */
  source: string;
  template: WebhookTemplate;
  setup: SetupBlock[];
  examples: ProductExample[];
}
