/** Says why a step ended without a result, and offers what helps: another key, or another attempt. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { ImportFailureCode } from '#modules/importing/contract/failures';
import { commandImport } from '../../api/imports.ts';
import type { ImportCommandName } from '../../api/imports.ts';
import { Form } from '../../../../components/form/form.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { t } from '../../../../language.ts';
import { KeyField } from '../key-field.tsx';
import { stepFailureText } from '../words/failure-words.ts';
import { stepText } from '../words/import-words.ts';
import { AskAgainButton } from './ask-again-button.tsx';
import type { ImportPartProps } from './part-props.ts';

const NEEDS_KEY: readonly ImportFailureCode[] = ['key-refused', 'key-too-weak', 'nothing-fresh'];
const NEEDS_READING: readonly ImportFailureCode[] = ['snapshot-missing', 'snapshot-damaged'];

export function FailedStep({ one, onChanged }: ImportPartProps) {
  const { failure } = one;
  if (failure === null) {
    return null;
  }
  const title = t('imports.step-failed', '{{step}} ended without a result', { step: stepText(failure.step) });
  return (
    <Alert severity="error" title={title}>
      <Stack direction="column" gap={1}>
        <div style={{ overflowWrap: 'anywhere' }}>{stepFailureText(failure)}</div>
        {NEEDS_KEY.includes(failure.code) ? (
          <OtherKey one={one} onChanged={onChanged} />
        ) : (
          <TryAgain one={one} onChanged={onChanged} />
        )}
      </Stack>
    </Alert>
  );
}

function commandFor({ step, code }: NonNullable<ImportPartProps['one']['failure']>): [ImportCommandName, object] {
  if (step === 'fetch' || NEEDS_READING.includes(code)) {
    return ['fetch', {}];
  }
  return step === 'compare' ? ['prove', { again: true }] : ['plan', {}];
}

/** Applying again has a question of its own, beside what would be applied. */
function TryAgain({ one, onChanged }: ImportPartProps) {
  if (one.failure === null || (one.failure.step === 'apply' && one.failure.code !== 'ids-taken')) {
    return null;
  }
  const [name, body] = commandFor(one.failure);
  return (
    <AskAgainButton one={one} onChanged={onChanged} name={name} body={body} text={t('failure.retry', 'Try again')} />
  );
}

function OtherKey({ one, onChanged }: ImportPartProps) {
  const [key, setKey] = useState('');
  const { isSending, failure, send } = useSending();
  return (
    <Form onSubmit={() => void send(() => commandImport(one.id, 'fetch', { key }), onChanged)}>
      <Stack direction="column" gap={1}>
        <KeyField source={one.source} value={key} onChange={setKey} />
        {failure !== null && <FailureNote failure={failure} />}
        <div>
          <Button type="submit" size="sm" disabled={key.trim() === '' || isSending}>
            {t('imports.other-key', 'Read with this key')}
          </Button>
        </div>
      </Stack>
    </Form>
  );
}
