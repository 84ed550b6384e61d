/** Names a layer. The editor gives one without a name an id such as `layer-2`, which is shown as words. */
import type { LayerWire } from '#contract/rotas/rota';
import { t } from '../../../language.ts';

export function layerName({ name, id }: Pick<LayerWire, 'name' | 'id'>): string {
  const number = /^layer-(\d+)$/.exec(id)?.[1];
  return name ?? (number === undefined ? id : t('layers.name', 'layer {{number}}', { number }));
}
