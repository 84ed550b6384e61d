/** A form field for label matchers. */
import { t } from '../../../language.ts';
import { TextAreaField } from './labelled-fields.tsx';

interface Props {
  id: string;
  label: string;
  rows: number;
  /** Lines as typed; `matchersOf` removes empty ones before they are sent. */
  lines: readonly string[];
  onChange: (lines: string[]) => void;
}

/** Label matchers, one per line. */
export function MatchField({ id, label, rows, lines, onChange }: Props) {
  return (
    <TextAreaField
      id={id}
      label={label}
      description={t('match.hint', 'One per line: team="db", service=~"api-.*", env!="test"')}
      rows={rows}
      value={lines.join('\n')}
      onChange={(text) => onChange(text === '' ? [] : text.split('\n'))}
    />
  );
}
