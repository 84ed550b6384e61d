/** A drawer for one person's month: its findings with what may be done, its hours and lines, and *Close*. */
import { Stack } from '@grafana/ui';
import type { StoredUnit } from '../../../api/labour/labour.ts';
import type { ZoneTable } from '#domain/time/zone';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { StatementView } from '../../../components/labour/statement-view.tsx';
import { monthTitle } from '../../../components/labour/statement-text.ts';
import { useName } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { CloseForm } from './close-form.tsx';
import { FindingItem } from './finding-item.tsx';
import type { PersonMonth } from '../person-month.ts';

interface Props {
  row: PersonMonth;
  month: string;
  unit: StoredUnit;
  zone: ZoneTable;
  /** Managers read neither lines nor documents. */
  hasLines: boolean;
  mayDecide: boolean;
  onChanged: () => void;
  onClose: () => void;
}

export function PersonDrawer({ row, month, unit, zone, hasLines, mayDecide, onChanged, onClose }: Props) {
  const nameOf = useName();
  const { statement, findings, user } = row;
  return (
    <GuardedDrawer
      title={nameOf('people', user)}
      subtitle={`${monthTitle(month)}. ${t('hours.indicative', 'Indicative check, not legal advice.')}`}
      size="md"
      draft={null}
      onClose={onClose}
    >
      <Stack direction="column" gap={3}>
        {findings.length === 0 ? (
          <div>{t('compliance.none', 'Nothing to look at in this month.')}</div>
        ) : (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 16 }}>
            {findings.map((finding) => (
              <FindingItem key={finding.id} finding={finding} zone={zone} mayDecide={mayDecide} onChanged={onChanged} />
            ))}
          </ul>
        )}
        {statement !== null && <StatementView statement={statement} unit={unit} hasLines={hasLines} />}
        {statement?.closing && (
          <CloseForm
            statement={statement}
            onClosed={() => {
              onChanged();
              onClose();
            }}
          />
        )}
      </Stack>
    </GuardedDrawer>
  );
}
