/** Declares the webhook as a source of alerts. */
import { nearest } from '#contract/base/nearest';
import type { Problem } from '#contract/base/problem';
import type { Integration } from '#domain/routing/integration';
import type { SourceDefinition } from '../../ports/source.ts';
import { defineSource } from '../shared/define.ts';
import { checkTemplates } from '../shared/templates.ts';
import { products } from './products/index.ts';
import { parse } from './parse.ts';

function unknownProduct({ product }: Integration): Problem[] {
  const choices = [...products.keys()];
  return product == null || products.has(product)
    ? []
    : [
        {
          path: 'product',
          message: `is none that Vigie knows; there are ${choices.join(', ')}`,
          reason: 'not-a-choice',
          data: { choices, meant: nearest(product, choices) },
        },
      ];
}

export const webhook: SourceDefinition = defineSource({
  kind: 'webhook',
  name: 'Webhook',
  summary: 'Anything that can send JSON or a form, read by its usual field names or by your own templates.',
  contentTypes: ['json', 'form'],
  parse,
  check: (integration) => [
    ...unknownProduct(integration),
    ...(integration.template === null ? [] : checkTemplates(integration.template)),
  ],
});
