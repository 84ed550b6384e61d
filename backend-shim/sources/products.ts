/** Lists the product templates as the API shows them, without their examples. */
import { productTemplate } from '#contract/integrations/product';
import type { ProductTemplateWire } from '#contract/integrations/product';
import { products } from './webhook/products/index.ts';

export const productTemplates: readonly ProductTemplateWire[] = [...products.values()].map(
  ({ examples: _, ...product }) => productTemplate.parse(product),
);
