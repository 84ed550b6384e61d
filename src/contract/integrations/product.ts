/**
 * Defines `GET product-templates`: products whose webhook payloads Vigie reads by a template, and how each is set up.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { translated } from '#contract/base/translated';
import { webhookTemplate } from '#contract/integrations/integration';

export const productTemplate = strict({
  /** The `product` of an integration of type `webhook`. */
  id: z.string(),
  name: z.string(),
  summary: translated,
  /** The product's page in our documentation. */
  page: z.string(),
  /** Where the vendor documents the payloads. */
  source: z.string(),
  template: webhookTemplate,
  /** `{url}`, `{token}` and `{urlWithToken}` stand for those of the integration; `shell` names command lines. */
  setup: z.array(strict({ what: translated, name: z.string(), text: z.array(z.string()) })),
});

export type ProductTemplateWire = z.output<typeof productTemplate>;
