/** The people of a unit in a month, one a row: hours, interventions, findings, and where their statement stands. */
import { Button } from '@grafana/ui';
import { minutesText } from '../../components/time/duration-text.ts';
import { SeverityBadge } from '../../components/labour/severity.tsx';
import { STAGE_LOOKS, stageOf, stageText } from '../../components/labour/statement-text.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { useName } from '../../components/people/directory.tsx';
import { t } from '../../language.ts';
import type { PersonMonth } from './person-month.ts';
import { countsOf } from './person-month.ts';

interface Props {
  rows: readonly PersonMonth[];
  onOpen: (user: string) => void;
}

function hoursOf({ statement }: PersonMonth): string | null {
  return statement === null
    ? null
    : t('compliance.on-call', '{{hours}} on call', { hours: minutesText(statement.body.hours.onCall) });
}

function interventionsText({ interventions: { length: count } }: PersonMonth): string {
  return t('compliance.interventions', '', {
    count,
    defaultValue_one: '{{count}} intervention',
    defaultValue_other: '{{count}} interventions',
  });
}

function unconfirmedText({ unconfirmed: count }: PersonMonth): string | null {
  return count === 0
    ? null
    : t('compliance.unconfirmed', '', {
        count,
        defaultValue_one: '{{count}} not confirmed',
        defaultValue_other: '{{count}} not confirmed',
      });
}

export function PeopleList({ rows, onOpen }: Props) {
  const nameOf = useName();
  return (
    <RowList>
      {rows.map((row) => {
        const name = nameOf('people', row.user);
        const counts = countsOf(row.findings);
        const stage = row.statement && stageOf(row.statement);
        return (
          <ListRow
            key={row.user}
            name={name}
            text={[hoursOf(row), interventionsText(row), unconfirmedText(row)].filter(Boolean).join(' · ')}
            textMore={row.statement?.contest}
            tools={
              <>
                {counts.length === 0 ? (
                  <Badge color="green" icon="check" text={t('compliance.no-findings', 'no findings')} />
                ) : (
                  counts.map(({ severity, count }) => (
                    <SeverityBadge key={severity} severity={severity} count={count} />
                  ))
                )}
                {stage !== null && <Badge {...STAGE_LOOKS[stage]} text={stageText(stage)} />}
                <Button
                  size="sm"
                  variant="secondary"
                  aria-label={t('compliance.open-label', 'Look at {{name}}', { name })}
                  onClick={() => onOpen(row.user)}
                >
                  {t('compliance.open', 'Look')}
                </Button>
              </>
            }
          />
        );
      })}
    </RowList>
  );
}
