/** Products whose webhooks Vigie reads by a template. */
import type { ListPage } from '#contract/list';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { QueryState } from '../client/use-ask.ts';
import { useAsk } from '../client/use-ask.ts';

export function useProducts(): QueryState<ListPage<ProductTemplateWire>> {
  return useAsk<ListPage<ProductTemplateWire>>({ path: 'product-templates' });
}
