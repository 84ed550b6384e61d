/** Lists deleted rotas, which can be restored. */
import type { z } from 'zod';
import { Stack, TextLink } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { deletedRota } from '#contract/rotas/preview';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { useName } from '../../../components/people/directory.tsx';
import { At } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';

type Deleted = z.output<typeof deletedRota>;

/** A collapsed section below the list. */
export function DeletedRotas() {
  const { data } = useApi<ListPage<Deleted>>({ path: 'deleted-rotas' }, { live: ['rota'] });
  const name = useName();
  const items = data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <details style={{ marginTop: 24 }}>
      <summary style={{ cursor: 'pointer' }}>
        {t('deleted.list', '', {
          count: items.length,
          defaultValue_one: '{{count}} deleted rota',
          defaultValue_other: '{{count}} deleted rotas',
        })}
      </summary>
      <ul style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: 8 }}>
        {items.map((one) => (
          <li key={one.id}>
            <Stack gap={1} wrap="wrap">
              <TextLink href={`${PLUGIN_ROOT}/rotas/${segment(one.id)}`}>{one.name}</TextLink>
              <span>
                <At at={one.deletedAt} />{' '}
                {one.deletedBy !== null && t('deleted.by', 'by {{who}}', { who: name('people', one.deletedBy) })}
              </span>
            </Stack>
          </li>
        ))}
      </ul>
    </details>
  );
}
