/** Products whose webhooks Vigie reads by a template. */
import type { List } from '#contract/list';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { Asked } from '../client/use-ask.ts';
import { useAsk } from '../client/use-ask.ts';

export function useProducts(): Asked<List<ProductTemplateWire>> {
  return useAsk<List<ProductTemplateWire>>({ path: 'product-templates' });
}
