/** One setting of a channel, asked for as its kind says: a text, a choice, a zone, rotas, another channel. */
import { Button, Field, SecretInput, Stack, Switch } from '@grafana/ui';
import { newSecret } from '../../../api/grafana/secret.ts';
import type { ChannelField, StoredChannel } from '../../../api/resources/channels.ts';
import {
  ComboboxField,
  InputField,
  MultiComboboxField,
  TextAreaField,
} from '../../../components/form/fields/labelled-fields.tsx';
import { useZoneOptions } from '../../../components/form/fields/time/zone-field.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { inOwnLanguage, t } from '../../../language.ts';

interface Shared {
  id: string;
  label: string;
  description: string;
  invalid: boolean;
  error: string | undefined;
}

interface TypedProps {
  shared: Shared;
  value: string;
  onChange: (value: string) => void;
}

interface Option {
  value: string;
  label: string;
}

/** A value that no option has was stored by a file or an older release: it stays. */
function withValue(options: readonly Option[], value: string): Option[] {
  return value === '' || options.some((option) => option.value === value)
    ? [...options]
    : [...options, { value, label: value }];
}

function Choice({ shared, value, onChange, options, isOpen }: TypedProps & { options: Option[]; isOpen: boolean }) {
  return (
    <ComboboxField
      {...shared}
      isClearable
      createCustomValue={isOpen}
      options={withValue(options, value)}
      value={value === '' ? null : value}
      onChange={(option: { value: string } | null) => onChange(option?.value ?? '')}
    />
  );
}

function Zone(props: TypedProps) {
  return <Choice {...props} options={useZoneOptions(props.value)} isOpen={false} />;
}

function Rotas({ shared, value, onChange }: TypedProps) {
  const { rotas } = useDirectory();
  const chosen = value.split(/[\s,;]+/).filter((id) => id !== '');
  const known = rotas.map(({ key, text }) => ({ value: key, label: text }));
  return (
    <MultiComboboxField
      {...shared}
      options={chosen.reduce<Option[]>(withValue, known)}
      value={chosen}
      onChange={(options) => onChange(options.map((option) => option.value).join(', '))}
    />
  );
}

interface SecretProps {
  shared: Shared;
  /** null: the stored one. */
  value: string | null;
  isMade: boolean;
  onChange: (value: string) => void;
}

function Secret({ shared: { id, ...labels }, value, isMade, onChange }: SecretProps) {
  return (
    <Stack direction="column" gap={1}>
      {/* Grafana ties a label to the field's only child. */}
      <Field {...labels} noMargin>
        <SecretInput
          id={id}
          isConfigured={value === null}
          value={value ?? ''}
          autoComplete="off"
          onReset={() => onChange('')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Field>
      {isMade && value === '' && (
        <div>
          <Button type="button" variant="secondary" size="sm" onClick={() => onChange(newSecret())}>
            {t('channels.make-token', 'Create a token')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

interface Props {
  field: ChannelField;
  /** null: the stored secret. */
  value: string | null;
  problem: string | undefined;
  /** Says that it may stay empty: beside fields that may not. */
  isMarked: boolean;
  /** Channels of the same kind with a token. */
  bots: readonly StoredChannel[];
  onChange: (value: string) => void;
}

export function FieldInput({ field, value, problem, isMarked, bots, onChange }: Props) {
  const label = inOwnLanguage(field.labels);
  const shared: Shared = {
    id: `channel-${field.name}`,
    label: isMarked && !field.required ? t('channels.optional', '{{label}} (optional)', { label }) : label,
    description: inOwnLanguage(field.hints),
    invalid: problem !== undefined,
    error: problem,
  };
  const { as, choices, isOpen } = field.input ?? { as: 'text', choices: [], isOpen: false };
  if (field.secret) {
    return <Secret shared={shared} value={value} isMade={as === 'made'} onChange={onChange} />;
  }
  const typed: TypedProps = { shared, value: value ?? '', onChange };
  switch (as) {
    case 'lines':
      return <TextAreaField {...shared} value={typed.value} onChange={onChange} rows={3} />;
    case 'choice': {
      const options = choices.map((one) => ({ value: one.value, label: inOwnLanguage(one.labels) }));
      return <Choice {...typed} options={options} isOpen={isOpen} />;
    }
    case 'bot':
      return (
        <Choice {...typed} options={bots.map(({ id, name }) => ({ value: id, label: name ?? id }))} isOpen={false} />
      );
    case 'zone':
      return <Zone {...typed} />;
    case 'rotas':
      return <Rotas {...typed} />;
    case 'switch': {
      const { id, ...labels } = shared;
      return (
        <Field {...labels} noMargin>
          <Switch
            id={id}
            value={typed.value === 'true'}
            onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')}
          />
        </Field>
      );
    }
    case 'text':
    case 'made':
      return <InputField {...shared} value={typed.value} onChange={onChange} />;
  }
}
