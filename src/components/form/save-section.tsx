/** The section beside an editor's form that saves, so that its buttons are in sight from the start. */
import type { ReactNode } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ApiFailure } from '../../api/client/failure.ts';
import { t } from '../../language.ts';
import { FailureNote } from '../page/failure-note.tsx';
import { Section } from '../page/section.tsx';

interface Props {
  /** Questions and notes before the buttons. */
  children?: ReactNode;
  failure: ApiFailure | null;
  notSaved: string;
  onForget: () => void;
  isNamed: boolean;
  /** The button of a new object; null: it exists. */
  create: string | null;
  canSave: boolean;
  onSave: () => void;
  /** The way out: cancels, or discards. */
  otherwise: ReactNode;
}

export function SaveSection(props: Props) {
  const { children, failure, notSaved, onForget, isNamed, create, canSave, onSave, otherwise } = props;
  return (
    <Section title={t('editor.save', 'Save')}>
      <Stack direction="column" gap={2}>
        {children}
        {failure !== null && <FailureNote failure={failure} what={notSaved} onClose={onForget} />}
        {!isNamed && <div>{t('form.name-missing', 'Enter a name.')}</div>}
        <Stack gap={1} wrap="wrap">
          <Button icon="save" disabled={!canSave} onClick={onSave}>
            {create ?? t('form.save', 'Save')}
          </Button>
          {otherwise}
        </Stack>
      </Stack>
    </Section>
  );
}
