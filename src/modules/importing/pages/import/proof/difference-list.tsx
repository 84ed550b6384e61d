/** Lists the differences of a rota: when, whom each side names, and why. */
import { useState } from 'react';
import { Button } from '@grafana/ui';
import type { ImportProof } from '#modules/importing/contract/proof';
import { Badge } from '../../../../../components/page/badge.tsx';
import { Span } from '../../../../../components/time/times.tsx';
import { t } from '../../../../../language.ts';
import { causeText } from '../../words/import-words.ts';
import { usePersonName } from './use-person-name.ts';

type Difference = ImportProof['rotas'][number]['differences'][number];

const SHOWN = 10;

interface Props {
  differences: readonly Difference[];
  pager: string;
}

export function DifferenceList({ differences, pager }: Props) {
  const [isAll, setAll] = useState(false);
  const nameOf = usePersonName();
  const crew = (logins: readonly string[]) => logins.map(nameOf).join(', ') || t('import-proof.nobody', 'nobody');
  if (differences.length === 0) {
    return null;
  }
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {(isAll ? differences : differences.slice(0, SHOWN)).map((one) => (
          <li key={one.start}>
            <Badge color={one.cause === 'unexplained' ? 'red' : 'darkgrey'} text={causeText(one.cause)} />{' '}
            <Span start={one.start} end={one.end} />
            <div>
              {t('import-proof.sides', '{{pager}}: {{theirs}}. Vigie: {{ours}}.', {
                pager,
                theirs: crew(one.source),
                ours: crew(one.vigie),
              })}
            </div>
          </li>
        ))}
      </ul>
      {!isAll && differences.length > SHOWN && (
        <div>
          <Button size="sm" variant="secondary" onClick={() => setAll(true)}>
            {t('import-proof.all', 'Show all {{count}} differences', { count: differences.length })}
          </Button>
        </div>
      )}
    </>
  );
}
