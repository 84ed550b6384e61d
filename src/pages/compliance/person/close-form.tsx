/** Closes one person's month, with a reason where the statement needs one. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import { closeStatement } from '../../../api/labour/statements.ts';
import { toast } from '../../../components/browser/toast.ts';
import { InputField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useGuardedDraft } from '../../../components/form/leave-guard.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { isReason } from '../../../components/labour/preview/exceptional-field.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { dayText } from '../../../components/time/format.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { useZone } from '../../../components/time/zone.tsx';
import { t } from '../../../language.ts';

type StatedNeed = NonNullable<ListedStatementWire['closing']>['needs'][number];

const NEEDS: Record<StatedNeed, () => string> = {
  unconfirmed: () => t('close.unconfirmed', 'an intervention whose end nobody confirmed'),
  contest: () => t('close.contest', 'what the person says is wrong'),
  compensation: () => t('close.compensation', 'on-call time that nothing compensates'),
  alone: () => t('close.alone', 'your own month, which nobody else can close'),
};

export function CloseForm({ statement, onClosed }: { statement: ListedStatementWire; onClosed: () => void }) {
  const [reason, setReason] = useState('');
  const [how, setHow] = useState('');
  useGuardedDraft(reason !== '' || how !== '');
  const { isSending, failure, send, forget } = useSending();
  const now = useNow(60_000);
  const zone = useZone();
  const { closing, id, handed } = statement;
  if (closing === null) {
    return null;
  }
  const needsReason = closing.needs.length > 0;
  const isReady = closing.isReady && (!needsReason || isReason(reason));
  const save = () =>
    send(
      () =>
        closeStatement(id, {
          ...(needsReason && { reason: reason.trim() }),
          ...(how.trim() !== '' && { handedOver: { at: new Date(now).toISOString(), how: how.trim() } }),
        }),
      () => {
        toast(t('close.closed', 'The month is closed'));
        onClosed();
      },
    );
  return (
    <Form onSubmit={() => isReady && void save()}>
      <Stack direction="column" gap={2}>
        {!closing.isReady && (
          <div>
            {t('close.from', 'It can be closed once the person has accepted it, or from {{date}} on.', {
              date: dayText(Date.parse(closing.from), now, zone),
            })}
          </div>
        )}
        {needsReason && (
          <TextAreaField
            id={`close-${id}-reason`}
            label={t('close.reason', 'Reason')}
            description={t('close.reason-hint', 'The person reads it. It is asked because of {{what}}.', {
              what: closing.needs.map((need) => NEEDS[need]()).join(', '),
            })}
            rows={2}
            value={reason}
            onChange={setReason}
          />
        )}
        {handed === null && (
          <InputField
            id={`close-${id}-how`}
            label={t('close.handed', 'Handed over how (only if no message reaches the person)')}
            value={how}
            onChange={setHow}
          />
        )}
        {failure !== null && (
          <FailureNote failure={failure} what={t('close.failed', 'The month is not closed')} onClose={forget} />
        )}
        <div>
          <Button type="submit" icon="lock" disabled={isSending || !isReady}>
            {t('close.button', 'Close the month')}
          </Button>
        </div>
      </Stack>
    </Form>
  );
}
