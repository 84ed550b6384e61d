/** Applies a plan once everything that it needs is there. */
import { useState } from 'react';
import { Alert, Button, Checkbox, Stack, TextLink } from '@grafana/ui';
import type { AppliedWire } from '#modules/importing/contract/wizard';
import { commandImport } from '../../api/imports.ts';
import { ConfirmDialog } from '../../../../components/form/confirm-dialog.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { At } from '../../../../components/time/times.tsx';
import { useName } from '../../../../components/people/directory.tsx';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { t } from '../../../../language.ts';
import type { ImportPartProps } from './part-props.ts';
import { mayApply } from './stages.ts';

export function ApplySection({ one, onChanged }: ImportPartProps) {
  const [isAsking, setAsking] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const [isLive, setLive] = useState(false);
  const { isSending, failure, send } = useSending();
  const isReady = mayApply(one) && one.steps.length === 0;
  const apply = () =>
    send(
      () => commandImport(one.id, 'apply', { replaceChanged: isReplacing, live: isLive }),
      () => (setAsking(false), onChanged()),
    );
  return (
    <Section title={t('import-apply.title', 'Apply')}>
      <Stack direction="column" gap={1.5}>
        <div>
          {t(
            'import-apply.intro',
            'Saves the plan in Vigie, in your name. Its teams are in shadow: nobody is paged or told before you switch each to real. Applying again changes only what changed.',
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
        {one.applied !== null && <AppliedNotes applied={one.applied} />}
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
            <Checkbox
              label={t('import-apply.live', 'What is created pages at once')}
              description={t(
                'import-apply.live-more',
                'Otherwise it is in shadow until its teams are switched to real. What pages already goes on in either case.',
              )}
              value={isLive}
              onChange={(event) => setLive(event.currentTarget.checked)}
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

/** What was left as it is, and what pages nobody yet. */
function AppliedNotes({ applied: { kept, silent } }: { applied: AppliedWire }) {
  const name = useName();
  return (
    <>
      {kept.length > 0 && (
        <div style={{ overflowWrap: 'anywhere' }}>
          {t('import-apply.kept', 'Kept as they are, changed in Vigie or not shown by the pager: {{objects}}', {
            objects: kept.join(', '),
          })}
        </div>
      )}
      {silent.length > 0 && (
        <Alert severity="info" title={t('import-apply.silent', 'These page nobody yet')}>
          {t('import-apply.silent-teams', 'In shadow: {{teams}}. On the day of the switch, switch each to real.', {
            teams: silent.map((id) => name('teams', id)).join(', '),
          })}{' '}
          <TextLink inline href={`${PLUGIN_ROOT}/people?tab=teams`}>
            {t('shadow.notice-link', 'Teams')}
          </TextLink>
        </Alert>
      )}
    </>
  );
}
