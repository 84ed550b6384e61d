/** Products whose webhooks Vigie reads by a template. */
import type { ListPage } from '#contract/list';
import type { ProductTemplateWire } from '#contract/integrations/product';
import type { QueryState } from '../client/use-api.ts';
import { useApi } from '../client/use-api.ts';

export function useProducts(): QueryState<ListPage<ProductTemplateWire>> {
  return useApi<ListPage<ProductTemplateWire>>({ path: 'product-templates' });
}
