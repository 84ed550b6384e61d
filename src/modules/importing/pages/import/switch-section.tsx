/** Follows the comparisons of what was saved until the team switches. */
import { Button, Stack } from '@grafana/ui';
import type { ComparisonWire } from '#modules/importing/contract/wizard';
import { commandImport } from '../../api/imports.ts';
import { useSending } from '../../../../components/form/use-sending.ts';
import { Badge } from '../../../../components/page/badge.tsx';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { At } from '../../../../components/time/times.tsx';
import { t } from '../../../../language.ts';
import type { ImportPartProps } from './part-props.ts';
import { hoursText } from './proof/hours-text.ts';

const SHOWN = 7;

function ComparisonLine({ one }: { one: ComparisonWire }) {
  return (
    <li>
      <At at={one.at} />{' '}
      <Badge color={one.unexplained > 0 ? 'red' : one.equal < one.seconds ? 'orange' : 'green'} text={hoursText(one)} />
    </li>
  );
}

export function SwitchSection({ one, onChanged }: ImportPartProps) {
  const { isSending, failure, send } = useSending();
  const isBusy = isSending || one.steps.length > 0;
  const ask = (name: 'prove' | 'switch', body: object) => () =>
    void send(() => commandImport(one.id, name, body), onChanged);
  return (
    <Section title={t('import-switch.title', 'Until the switch')}>
      <Stack direction="column" gap={1.5}>
        {one.switchedAt === null ? (
          <div>
            {t(
              'import-switch.intro',
              'Every day the other pager is asked anew and compared with what Vigie has saved. What is edited there meanwhile shows as a difference: read again, and apply.',
            )}
          </div>
        ) : (
          <div>
            {t('import-switch.done', 'The team has switched. Snapshot and key are deleted:')} <At at={one.removedAt} />
          </div>
        )}
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4 }}>
          {one.comparisons
            .slice(-SHOWN)
            .reverse()
            .map((comparison) => (
              <ComparisonLine key={comparison.at} one={comparison} />
            ))}
        </ul>
        {failure !== null && <FailureNote failure={failure} />}
        {one.switchedAt === null && (
          <Stack gap={1} wrap="wrap">
            <Button variant="secondary" icon="sync" disabled={isBusy} onClick={ask('prove', { again: true })}>
              {t('import-switch.compare', 'Compare now')}
            </Button>
            <Button variant="secondary" icon="check" disabled={isBusy} onClick={ask('switch', {})}>
              {t('import-switch.switched', 'We have switched')}
            </Button>
          </Stack>
        )}
      </Stack>
    </Section>
  );
}
