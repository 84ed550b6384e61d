/** A button that asks an import for its steps anew, and says why it could not. */
import { Button } from '@grafana/ui';
import { commandImport } from '../../api/imports.ts';
import type { ImportCommandName } from '../../api/imports.ts';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import type { ImportPartProps } from './part-props.ts';

interface Props extends ImportPartProps {
  name: ImportCommandName;
  body?: object;
  text: string;
}

export function AskAgainButton({ one, onChanged, name, body = {}, text }: Props) {
  const { isSending, failure, send } = useSending();
  return (
    <div>
      <Button
        size="sm"
        variant="secondary"
        icon="sync"
        disabled={isSending}
        onClick={() => void send(() => commandImport(one.id, name, body), onChanged)}
      >
        {text}
      </Button>
      {failure !== null && <FailureNote failure={failure} />}
    </div>
  );
}
