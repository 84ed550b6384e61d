/** A drawer to add an override to a rota, or to change one. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { addOverride, changeOverride } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { GuardedDrawer } from '../../../components/form/drawer-form.tsx';
import { Form } from '../../../components/form/form.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
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
  const { isSending, failure, send } = useSending();
  const save = () => {
    const body = bodyOf(form);
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
        {failure !== null && (
          <FailureNote failure={failure} what={t('override.failed', 'The override was not saved')} />
        )}
        <Stack gap={1} justifyContent="flex-end">
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('form.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={problemOf(form) !== null || isSending}>
            {t('form.save', 'Save')}
          </Button>
        </Stack>
      </Form>
    </GuardedDrawer>
  );
}
