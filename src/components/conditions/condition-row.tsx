/** One condition on a label: its name, how it is compared, and with what. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, IconButton, useStyles2 } from '@grafana/ui';
import type { ReceivedLabelsWire } from '../../api/resources/integrations.ts';
import { Combobox, MultiCombobox } from '../form/fields/combobox.tsx';
import { ComboboxField, InputField } from '../form/fields/labelled-fields.tsx';
import { t } from '../../language.ts';
import type { LabelCondition, Relation } from './condition.ts';
import { isUnfinished, RELATIONS, takesSeveral, takesValues } from './condition.ts';
import { relationText } from './condition-text.ts';
import { nameOptions, valueOptions } from './use-received.ts';

/** Drawers are narrow on wide screens, too. */
const NARROW = '@container (max-width: 560px)';

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size' }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 4fr) auto',
    gap: theme.spacing(1),
    alignItems: 'start',
    [NARROW]: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      '& > *': { gridColumn: '1 / -1' },
      '& > :first-child': { gridColumn: 1 },
      '& > :last-child': { gridColumn: 2, gridRow: 1 },
    },
  }),
  text: css({ gridColumn: '1 / span 3' }),
  // The button stands beside the fields, not beside their labels.
  remove: css({ display: 'flex', alignItems: 'center', height: 32, marginTop: 22 }),
});

interface RowProps {
  id: string;
  number: number;
  received: ReceivedLabelsWire | null;
  onRemove: () => void;
}

function RemoveButton({ number, onRemove }: Pick<RowProps, 'number' | 'onRemove'>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.remove}>
      <IconButton
        name="trash-alt"
        tooltip={t('condition.remove', 'Remove condition {{number}}', { number })}
        onClick={onRemove}
      />
    </div>
  );
}

interface ValuesProps {
  id: string;
  condition: LabelCondition;
  received: ReceivedLabelsWire | null;
  onChange: (values: string[]) => void;
}

function ValuesField({ id, condition, received, onChange }: ValuesProps) {
  const { name, relation, values } = condition;
  const label = t('condition.value', 'Value');
  const unfinished = isUnfinished(condition) ? t('condition.value-needed', 'Choose a value, or type one.') : undefined;
  return takesSeveral(relation) ? (
    <Field label={label} description={unfinished} noMargin>
      <MultiCombobox
        id={id}
        aria-label={label}
        createCustomValue
        customValueDescription={t('condition.typed', 'As typed')}
        options={valueOptions(received, name)}
        value={values}
        onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
      />
    </Field>
  ) : (
    <InputField
      id={id}
      label={label}
      description={
        relation === 'matches' || relation === 'differs'
          ? t('condition.pattern-hint', 'A regular expression for the whole value: api-.*')
          : unfinished
      }
      value={values[0] ?? ''}
      onChange={(text) => onChange(text === '' ? [] : [text])}
    />
  );
}

interface LabelRowProps extends RowProps {
  condition: LabelCondition;
  onChange: (condition: LabelCondition) => void;
}

/** Values that the other relation takes, too. */
function withRelation({ name, values }: LabelCondition, relation: Relation): LabelCondition {
  return { name, relation, values: !takesValues(relation) ? [] : takesSeveral(relation) ? values : values.slice(0, 1) };
}

export function LabelRow({ id, number, condition, received, onChange, onRemove }: LabelRowProps) {
  const styles = useStyles2(getStyles);
  const label = t('condition.name', 'Label');
  return (
    <div className={styles.container}>
      <div className={styles.row}>
        <Field label={label} noMargin>
          <Combobox
            id={`${id}-name`}
            aria-label={label}
            createCustomValue
            customValueDescription={t('condition.typed', 'As typed')}
            options={nameOptions(received)}
            value={condition.name === '' ? null : condition.name}
            onChange={(option: { value: string }) => onChange({ ...condition, name: option.value })}
          />
        </Field>
        <ComboboxField<Relation>
          id={`${id}-relation`}
          label={t('condition.relation', 'Comparison')}
          options={RELATIONS.map((value) => ({ value, label: relationText(value) }))}
          value={condition.relation}
          onChange={({ value }) => onChange(withRelation(condition, value))}
        />
        {takesValues(condition.relation) ? (
          <ValuesField
            id={`${id}-value`}
            condition={condition}
            received={received}
            onChange={(values) => onChange({ ...condition, values })}
          />
        ) : (
          <span />
        )}
        <RemoveButton number={number} onRemove={onRemove} />
      </div>
    </div>
  );
}

interface TextRowProps extends Omit<RowProps, 'received'> {
  text: string;
  onChange: (text: string) => void;
  /** The text is complete. */
  onTyped: () => void;
}

/** What was typed and is no matcher. */
export function TextRow({ id, number, text, onChange, onTyped, onRemove }: TextRowProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.container}>
      <div className={styles.row}>
        <div className={styles.text}>
          <InputField
            id={`${id}-text`}
            label={t('condition.text', 'Condition as text')}
            invalid
            error={t('condition.text-wrong', 'Not understood. Write it as team="db", or remove it.')}
            value={text}
            onChange={onChange}
            onBlur={onTyped}
          />
        </div>
        <RemoveButton number={number} onRemove={onRemove} />
      </div>
    </div>
  );
}
