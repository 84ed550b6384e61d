/** A drawer to add an override to a rota, or to change one. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { addOverride, changeOverride } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { ExceptionalField, isReason, isReasonAsked } from '../../../components/labour/preview/exceptional-field.tsx';
import { LabourPanel } from '../../../components/labour/preview/labour-panel.tsx';
import { useLabourPreview } from '../../../components/labour/preview/use-labour-preview.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { OverrideFields } from './override-fields.tsx';
import type { OverrideForm } from './override-form.ts';
import { bodyOf, problemOf } from './override-form.ts';
import { OverridePreview } from './override-preview.tsx';

interface Props {
  data: RotaData;
  initial: OverrideForm;
  /** The override to change; null for a new one. */
  editing: ListedOverride | null;
  wording: ShiftWording;
  onClose: () => void;
  onSaved: () => void;
}

export function OverrideDrawer({ data, initial, editing, wording, onClose, onSaved }: Props) {
  const [form, setForm] = useState(initial);
  const [exceptional, setExceptional] = useState('');
  const { isSending, failure, send } = useSending();
  const change = bodyOf(form);
  const preview = useLabourPreview(
    change === null
      ? null
      : { override: { rota: data.rota.id, change: { ...change, ...(editing && { id: editing.id }) } } },
  );
  const isAsked = preview?.exceptional === true || isReasonAsked(failure);
  const save = () => {
    const body = change === null ? null : { ...change, ...(isAsked && { exceptional: exceptional.trim() }) };
    if (body !== null) {
      void send<unknown>(
        () =>
          editing === null
            ? addOverride(data.rota.id, body)
            : changeOverride(data.rota.id, editing.id, editing.version, body),
        () => {
          toast(t('override.saved', 'The override is saved'));
          onSaved();
        },
      );
    }
  };
  return (
    <GuardedDrawer
      draft={form}
      title={editing === null ? t('override.title', 'Override') : t('override.change', 'Edit override')}
      subtitle={t('override.zone', 'Times are {{zone}}', { zone: data.rota.timeZone })}
      size="sm"
      onClose={onClose}
    >
      <Form onSubmit={save}>
        <OverrideFields
          form={form}
          change={(part) => setForm((old) => ({ ...old, ...part }))}
          data={data}
          wording={wording}
        />
        <OverridePreview data={data} form={form} replaced={editing?.id ?? null} wording={wording} />
        <LabourPanel preview={preview} />
        {isAsked && <ExceptionalField id="override-exceptional" value={exceptional} onChange={setExceptional} />}
        {failure !== null && (
          <FailureNote failure={failure} what={t('override.failed', 'The override was not saved')} />
        )}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('form.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={problemOf(form) !== null || isSending || (isAsked && !isReason(exceptional))}>
            {t('form.save', 'Save')}
          </Button>
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}
