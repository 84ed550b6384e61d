/** The form for urgent works, which suspend a rest (D3131-1, L3132-4): why, and for weekly rest what R3172-6 asks. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { FindingWire } from '#contract/labour/finding';
import type { ZoneTable } from '#domain/time/zone';
import { decide } from '../../../api/labour/compliance.ts';
import { toast } from '../../../components/browser/toast.ts';
import { InputField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../../components/form/fields/time/moment-field.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useGuardedDraft } from '../../../components/form/leave-guard.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { isReason } from '../../../components/labour/preview/exceptional-field.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { instantOf } from '../../../components/time/local-time.ts';
import { t } from '../../../language.ts';

interface Props {
  finding: FindingWire;
  zone: ZoneTable;
  onDone: () => void;
}

export function UrgentForm({ finding, zone, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [told, setTold] = useState('');
  const [until, setUntil] = useState('');
  const [headcount, setHeadcount] = useState('');
  useGuardedDraft([reason, told, until, headcount].some((text) => text !== ''));
  const { isSending, failure, send, forget } = useSending();
  const isWeekly = finding.rule === 'restWeekly';
  const at = (text: string) => {
    const instant = instantOf(text, zone);
    return instant === null ? null : new Date(instant).toISOString();
  };
  const save = () =>
    send(
      () =>
        decide({
          finding: finding.id,
          reason: reason.trim(),
          ...(isWeekly && {
            inspectorToldAt: at(told),
            until: at(until),
            headcount: headcount === '' ? null : Number(headcount),
          }),
        }),
      () => {
        toast(t('urgent.saved', 'Noted. The missing rest is owed.'));
        onDone();
      },
    );
  const id = `urgent-${finding.id}`;
  return (
    <Form onSubmit={() => isReason(reason) && void save()}>
      <Stack direction="column" gap={2}>
        <TextAreaField
          id={`${id}-reason`}
          label={t('urgent.reason', 'Circumstances')}
          description={t('urgent.hint', 'Rescue, an imminent accident, or repair after one. The person reads it.')}
          rows={2}
          value={reason}
          onChange={setReason}
        />
        {isWeekly && (
          <Stack gap={2} wrap="wrap">
            <MomentField
              id={`${id}-told`}
              label={t('urgent.inspector', 'Labour inspector told at')}
              type="datetime-local"
              width={28}
              value={told}
              onChange={setTold}
            />
            <MomentField
              id={`${id}-until`}
              label={t('urgent.until', 'Expected end')}
              type="datetime-local"
              width={28}
              value={until}
              onChange={setUntil}
            />
            <InputField
              id={`${id}-headcount`}
              label={t('urgent.headcount', 'How many people')}
              type="number"
              width={18}
              value={headcount}
              onChange={setHeadcount}
            />
          </Stack>
        )}
        {failure !== null && <FailureNote failure={failure} onClose={forget} />}
        <div>
          <Button type="submit" disabled={isSending || !isReason(reason)}>
            {t('urgent.save', 'Note as urgent works')}
          </Button>
        </div>
      </Stack>
    </Form>
  );
}
