/** The fields of one layer. */
import { useState } from 'react';
import type { ComboboxOption } from '@grafana/ui';
import { Button, Field, Input, RadioButtonGroup, Stack, Switch } from '@grafana/ui';
import { WeeklyField } from '../../../../components/form/fields/time/weekly-field.tsx';
import { readerZone } from '../../../../components/time/format.ts';
import { t } from '../../../../language.ts';
import type { LayerDraft } from '../draft.ts';
import { CalendarField } from './calendar-field.tsx';
import { RotationFields } from './rotation-fields.tsx';
import { SlotsField } from './slots-field.tsx';
import { ComboboxField } from '../../../../components/form/fields/labelled-fields.tsx';

const OFFICE = { days: ['workday' as const], from: '09:00', to: '18:00' };

interface Props {
  layer: LayerDraft;
  /** There is no layer below it to join. */
  isLowest: boolean;
  people: Array<ComboboxOption<string>>;
  /** The rota's zone. */
  zone: string;
  start: string;
  onChange: (layer: LayerDraft) => void;
}

function MoreFields({ layer, zone, onChange }: Pick<Props, 'layer' | 'zone' | 'onChange'>) {
  const id = `layer-${layer.key}`;
  const label = t('layer.zone', 'Its own time zone');
  const zones = [...new Set([zone, readerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
    value,
    label: value,
  }));
  // A file or script may give an instant with an offset, which `datetime-local` cannot show.
  const typeOf = (text: string | null) =>
    text !== null && /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? 'text' : 'datetime-local';
  const text = (value: string) => (value === '' ? null : value);
  return (
    <Stack gap={2} wrap="wrap">
      <ComboboxField
        id={`${id}-zone`}
        label={label}
        width={32}
        isClearable
        placeholder={t('layer.zone-of-rota', 'same as the rota')}
        options={zones}
        value={layer.timeZone}
        onChange={(option) => onChange({ ...layer, timeZone: option?.value ?? null })}
      />
      <Field label={t('layer-field.from', 'Effective from')} noMargin>
        <Input
          id={`${id}-from`}
          type={typeOf(layer.effectiveFrom)}
          value={layer.effectiveFrom ?? ''}
          onChange={(event) => onChange({ ...layer, effectiveFrom: text(event.currentTarget.value) })}
        />
      </Field>
      <Field label={t('layer-field.until', 'Effective until')} noMargin>
        <Input
          id={`${id}-until`}
          type={typeOf(layer.effectiveUntil)}
          value={layer.effectiveUntil ?? ''}
          onChange={(event) => onChange({ ...layer, effectiveUntil: text(event.currentTarget.value) })}
        />
      </Field>
    </Stack>
  );
}

/** Whether the layer adds its people to those of the layer below, or takes their place. */
function JoinField({ layer, onChange }: Pick<Props, 'layer' | 'onChange'>) {
  return (
    <Field
      label={t('layer-field.join', 'Together with the layer below')}
      description={t(
        'layer.join-hint',
        'The people of this layer and of the layer below are on call at the same time; otherwise this layer takes the place of the one below.',
      )}
      noMargin
    >
      <Switch
        id={`layer-${layer.key}-join`}
        value={layer.join === true}
        onChange={(event) => onChange({ ...layer, join: event.currentTarget.checked })}
      />
    </Field>
  );
}

export function LayerFields({ layer, isLowest, people, zone, start, onChange }: Props) {
  const id = `layer-${layer.key}`;
  const [isMore, setMore] = useState(
    layer.timeZone !== null || layer.effectiveFrom !== null || layer.effectiveUntil !== null,
  );
  const hasHours = layer.restrictions.length > 0;
  const hours = t('layer.hours', 'When does it apply?');
  const change = (part: Partial<LayerDraft>) => onChange({ ...layer, ...part });
  return (
    <Stack direction="column" gap={2}>
      <Field label={t('layer.name', 'Layer name')} htmlFor={`${id}-name`} noMargin>
        <div style={{ maxWidth: 340 }}>
          <Input
            id={`${id}-name`}
            placeholder={layer.id}
            value={layer.name ?? ''}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </div>
      </Field>
      <CalendarField
        id={`${id}-calendar`}
        value={layer.calendar ?? null}
        onChange={(calendar) => change({ calendar })}
      />
      {(layer.calendar ?? null) === null && (
        <>
          <Field label={t('layer.people', 'Who takes turns, in this order')} noMargin>
            <SlotsField id={`${id}-slot`} slots={layer.slots} people={people} onChange={(slots) => change({ slots })} />
          </Field>
          <RotationFields
            id={id}
            rotation={layer.rotation}
            start={start}
            hasHours={hasHours}
            onChange={(rotation) => change({ rotation })}
          />
        </>
      )}
      <Field label={hours} noMargin>
        <RadioButtonGroup
          id={`${id}-hours`}
          aria-label={hours}
          value={hasHours}
          options={[
            { value: false, label: t('layer.always', 'Always') },
            { value: true, label: t('layer.at-hours', 'At certain hours') },
          ]}
          onChange={(isLimited) => change({ restrictions: isLimited ? [OFFICE] : [] })}
        />
      </Field>
      {hasHours && (
        <WeeklyField
          id={`${id}-weekly`}
          windows={layer.restrictions}
          initial={OFFICE}
          onChange={(restrictions) => change({ restrictions })}
        />
      )}
      {!isLowest && <JoinField layer={layer} onChange={onChange} />}
      {isMore ? (
        <MoreFields layer={layer} zone={zone} onChange={onChange} />
      ) : (
        <div>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            fill="text"
            icon="angle-down"
            onClick={() => setMore(true)}
          >
            {t('layer.more', 'Time zone, from and until')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
