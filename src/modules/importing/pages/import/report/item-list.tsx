/** Lists objects of one class, with the reason of each. */
import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { ImportItem } from '#modules/importing/contract/plan';
import { afterColon } from '../../../../../components/text/punctuation.ts';
import { useZone } from '../../../../../components/time/zone.tsx';
import { t } from '../../../../../language.ts';
import { kindText } from '../../words/import-words.ts';
import { itemText } from '../../words/reason-words.ts';

const SHOWN = 50;

export function ItemList({ items }: { items: readonly ImportItem[] }) {
  const [isAll, setAll] = useState(false);
  const zone = useZone();
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {(isAll ? items : items.slice(0, SHOWN)).map((item) => (
          <li key={`${item.kind} ${item.sourceId} ${item.reason}`} style={{ overflowWrap: 'anywhere' }}>
            <strong>{item.name}</strong> ({kindText(item.kind)}){afterColon(itemText(item, zone))}
          </li>
        ))}
      </ul>
      {!isAll && items.length > SHOWN && (
        <div>
          <Button size="sm" variant="secondary" onClick={() => setAll(true)}>
            {t('import-report.all', 'Show all {{count}} objects', { count: items.length })}
          </Button>
        </div>
      )}
    </>
  );
}
