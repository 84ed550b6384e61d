/** The form for rest that was given later. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ZoneTable } from '#domain/time/zone';
import { settle } from '../../../api/labour/compliance.ts';
import { toast } from '../../../components/browser/toast.ts';
import { MomentField } from '../../../components/form/fields/time/moment-field.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { instantOf } from '../../../components/time/local-time.ts';
import { t } from '../../../language.ts';

interface Props {
  decision: { id: string };
  zone: ZoneTable;
  onDone: () => void;
}

export function SettleForm({ decision, zone, onDone }: Props) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { isSending, failure, send, forget } = useSending();
  const span = { from: instantOf(from, zone), to: instantOf(to, zone) };
  const isComplete = span.from !== null && span.to !== null;
  const save = () =>
    send(
      () => settle(decision.id, { from: span.from ?? 0, to: span.to ?? 0 }),
      () => {
        toast(t('settle.saved', 'Noted: the rest was given.'));
        onDone();
      },
    );
  return (
    <Form onSubmit={() => isComplete && void save()}>
      <Stack direction="column" gap={2}>
        <Stack gap={2} wrap="wrap" alignItems="flex-end">
          <MomentField
            id={`settle-${decision.id}-from`}
            label={t('settle.from', 'Rest from')}
            type="datetime-local"
            width={28}
            value={from}
            onChange={setFrom}
          />
          <MomentField
            id={`settle-${decision.id}-to`}
            label={t('settle.to', 'to')}
            type="datetime-local"
            width={28}
            value={to}
            onChange={setTo}
          />
          <Button type="submit" disabled={isSending || !isComplete}>
            {t('settle.save', 'Note the rest')}
          </Button>
        </Stack>
        {failure !== null && <FailureNote failure={failure} onClose={forget} />}
      </Stack>
    </Form>
  );
}
