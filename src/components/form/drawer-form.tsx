import type { ReactNode } from 'react';
import { Button, Drawer, Stack } from '@grafana/ui';
import type { Failure } from '../../api/client/failure.ts';
import { t } from '../../language.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { Form } from './form.tsx';

interface Props {
  title: string;
  size: 'sm' | 'md';
  /** The fields. */
  children: ReactNode;
  canSave: boolean;
  /** What the button says; without it “Save”. */
  saveLabel?: string;
  /** Why the last try failed, and what to call that. */
  failure: Failure | null;
  notSaved: string;
  /** Beside Save and Cancel: how to delete it. */
  remove?: ReactNode;
  onSave: () => void;
  onClose: () => void;
}

/** One object in a drawer: its fields, what went wrong, Save and Cancel. */
export function DrawerForm({ title, size, children, canSave, saveLabel = t('form.save', 'Save'), failure, notSaved, remove, onSave, onClose }: Props) {
  return (
    <Drawer title={title} size={size} onClose={onClose}>
      <Form onSubmit={onSave}>
        <Stack direction="column" gap={2}>
          {children}
          {failure !== null && <FailureNote failure={failure} what={notSaved} />}
          <Stack gap={1} wrap="wrap">
            <Button type="submit" disabled={!canSave}>
              {saveLabel}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('form.cancel', 'Cancel')}
            </Button>
            {remove}
          </Stack>
        </Stack>
      </Form>
    </Drawer>
  );
}
