/** One finding: sentence, article, numbers and remedy, and what managers and HR may do about it. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { FindingWire } from '#contract/labour/finding';
import type { ZoneTable } from '#domain/time/zone';
import { labourFindingText, remedyText, sourceText } from '../../../components/labour/labour-finding-text.ts';
import { ruleName } from '../../../components/labour/rule-words.ts';
import { SeverityBadge } from '../../../components/labour/severity.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { useNow } from '../../../components/time/use-now.ts';
import { useZone } from '../../../components/time/zone.tsx';
import { t } from '../../../language.ts';
import { SettleForm } from './settle-form.tsx';
import { UrgentForm } from './urgent-form.tsx';

interface Props {
  finding: FindingWire;
  zone: ZoneTable;
  /** False in the reader's own case where somebody else may decide. */
  mayDecide: boolean;
  onChanged: () => void;
}

const isRest = ({ rule }: FindingWire) => rule === 'restDaily' || rule === 'restWeekly';

export function FindingItem({ finding, zone, mayDecide, onChanged }: Props) {
  const [form, setForm] = useState<'urgent' | 'settle' | null>(null);
  const nameOf = useName();
  const now = useNow(60_000);
  const view = { name: nameOf('people', finding.user), now, zone: useZone() };
  const { decision } = finding;
  const mayBeUrgent = mayDecide && isRest(finding) && decision === null && finding.data.owed !== null;
  const maySettle = mayDecide && decision !== null && decision.settled < decision.owed;
  const done = () => {
    setForm(null);
    onChanged();
  };
  const remedy = remedyText(finding, view);
  return (
    <li>
      <Stack direction="column" gap={0.5}>
        <Stack gap={1} alignItems="center" wrap="wrap">
          <SeverityBadge severity={finding.severity} />
          <strong>{ruleName(finding.rule)}</strong>
          <span>{sourceText(finding)}</span>
        </Stack>
        <div>{labourFindingText(finding, view)}</div>
        {remedy !== null && <div>{remedy}</div>}
        {finding.provisional && <div>{t('compliance.provisional', 'It may change: an end is assumed.')}</div>}
        {(mayBeUrgent || maySettle) && (
          <div>
            <Button
              size="sm"
              variant="secondary"
              aria-expanded={form !== null}
              onClick={() => setForm(form === null ? (mayBeUrgent ? 'urgent' : 'settle') : null)}
            >
              {mayBeUrgent ? t('compliance.urgent', 'Urgent works') : t('compliance.rest-given', 'Rest given on …')}
            </Button>
          </div>
        )}
        {form === 'urgent' && mayBeUrgent && <UrgentForm finding={finding} zone={zone} onDone={done} />}
        {form === 'settle' && maySettle && <SettleForm decision={decision} zone={zone} onDone={done} />}
      </Stack>
    </li>
  );
}
