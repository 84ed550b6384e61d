/** A form for an absence. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { AbsenceWire } from '#contract/rotas/absence';
import type { Stored } from '#contract/stored';
import type { AbsenceKind } from '#domain/rota/model';
import { ABSENCE_KINDS } from '#domain/rota/model';
import { saveObject } from '../../api/client/objects.ts';
import { t } from '../../language.ts';
import { toast } from '../browser/toast.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { Form } from '../form/form.tsx';
import { useGuardedDraft } from '../form/leave-guard.tsx';
import { ComboboxField } from '../form/fields/labelled-fields.tsx';
import { SpanFields } from '../form/fields/time/span-fields.tsx';
import type { LocalSpan } from '../form/fields/time/whole-days.ts';

/** An absence as the API returns it, which always has an id. */
export type StoredAbsence = Stored<AbsenceWire> & { id: string };

export function absenceText(kind: AbsenceKind): string {
  switch (kind) {
    case 'leave':
      return t('absences.leave', 'Leave');
    case 'sick':
      return t('absences.sick', 'Ill');
    case 'offDuty':
      return t('absences.off-duty', 'Off duty');
    case 'absent':
      return t('absences.absent', 'Away');
  }
}

interface Props {
  login: string;
  /** The person's zone, in whose wall clock the times are entered. */
  timeZone: string;
  onDone: (added: StoredAbsence) => void;
}

/** Rotas apply the absence at once. */
export function AbsenceForm({ login, timeZone, onDone }: Props) {
  const [span, setSpan] = useState<LocalSpan>({ start: '', end: '' });
  const { start, end } = span;
  const [kind, setKind] = useState<AbsenceKind>('leave');
  const { isSending, failure, send } = useSending();
  useGuardedDraft(start !== '' || end !== '');
  const why = t('absences.kind', 'Reason');
  const isReady = start !== '' && end > start;
  const add = () =>
    send(
      () =>
        saveObject<AbsenceWire>({
          path: 'absences',
          id: null,
          version: null,
          body: { user: login, start, end, timeZone, kind },
        }),
      (added) => {
        toast(t('absences.added', 'Absence added; rotas take it into account'));
        onDone(added as StoredAbsence);
      },
    );
  return (
    <Form onSubmit={() => void add()}>
      <SpanFields id="absence" {...span} onChange={(part) => setSpan({ ...span, ...part })} />
      <Stack direction="column" gap={1}>
        <Stack gap={1} wrap="wrap" alignItems="flex-end">
          <ComboboxField<AbsenceKind>
            id="absence-kind"
            label={why}
            width={20}
            options={ABSENCE_KINDS.map((value) => ({ value, label: absenceText(value) }))}
            value={kind}
            onChange={({ value }) => setKind(value)}
          />
          <Button type="submit" disabled={isSending || !isReady}>
            {t('absences.save', 'Add absence')}
          </Button>
        </Stack>
        {start !== '' && end !== '' && end <= start && (
          <div>{t('override.order', 'The end must be after the start.')}</div>
        )}
        {failure !== null && (
          <FailureNote failure={failure} what={t('absences.not-added', 'The absence was not added')} />
        )}
      </Stack>
    </Form>
  );
}
