/** Applies a plan once everything that it needs is there. */
import { useState } from 'react';
import { Button, Checkbox, Stack } from '@grafana/ui';
import { commandImport } from '../../../api/imports/imports.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';
import type { ImportPartProps } from './part-props.ts';
import { mayApply } from './stages.ts';

export function ApplySection({ one, onChanged }: ImportPartProps) {
  const [isAsking, setAsking] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const { isSending, failure, send } = useSending();
  const isReady = mayApply(one) && one.steps.length === 0;
  const apply = () =>
    send(
      () => commandImport(one.id, 'apply', { replaceChanged: isReplacing }),
      () => (setAsking(false), onChanged()),
    );
  return (
    <Section title={t('import-apply.title', 'Apply')}>
      <Stack direction="column" gap={1.5}>
        <div>
          {t(
            'import-apply.intro',
            'Saves the plan in Vigie, in your name. Nobody is told, and no page goes out before alerts come in. Applying again changes only what changed.',
          )}
        </div>
        {!mayApply(one) && (
          <div>
            {t('import-apply.not-yet', 'First map and confirm everybody, and have every difference explained.')}
          </div>
        )}
        {one.applied !== null && one.appliedAt !== null && (
          <div>
            {t('import-apply.done', '{{made}} created, {{changed}} changed, {{same}} unchanged.', { ...one.applied })}{' '}
            <At at={one.appliedAt} />
          </div>
        )}
        <div>
          <Button disabled={!isReady || isSending} onClick={() => setAsking(true)}>
            {one.appliedAt === null ? t('import-apply.apply', 'Apply…') : t('import-apply.again', 'Apply again…')}
          </Button>
        </div>
      </Stack>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('import-apply.question', 'Apply this plan?')}
        body={
          <>
            <p>{t('import-apply.read', 'Have you read the report and both timelines?')}</p>
            <Checkbox
              label={t('import-apply.replace', 'Also replace what somebody changed in Vigie since the last time')}
              value={isReplacing}
              onChange={(event) => setReplacing(event.currentTarget.checked)}
            />
            {failure !== null && <FailureNote failure={failure} />}
          </>
        }
        confirmText={t('import-apply.confirm', 'Apply')}
        confirmButtonVariant="primary"
        dismissText={t('form.cancel', 'Cancel')}
        disabled={isSending}
        onConfirm={() => void apply()}
        onDismiss={() => setAsking(false)}
      />
    </Section>
  );
}
