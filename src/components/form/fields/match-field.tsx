/** A form field for label matchers. */
import { Field, TextArea } from '@grafana/ui';
import { t } from '../../../language.ts';

interface Props {
  id: string;
  label: string;
  rows: number;
  /** As typed: before they are sent, `matchersOf` leaves out what is empty. */
  lines: readonly string[];
  onChange: (lines: string[]) => void;
}

/** Matchers of labels, one per line. */
export function MatchField({ id, label, rows, lines, onChange }: Props) {
  return (
    <Field
      label={label}
      description={t('match.hint', 'One per line: team="db", service=~"api-.*", env!="test"')}
      noMargin
    >
      <TextArea
        id={id}
        rows={rows}
        value={lines.join('\n')}
        onChange={(event) => onChange(event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'))}
      />
    </Field>
  );
}
