/** A form field for when a change takes effect. */
import { Alert, Field, RadioButtonGroup, Stack } from '@grafana/ui';
import type { ZoneTable } from '#domain/time/zone';
import type { VersionWire } from '../../../../api/resources/rotas.ts';
import { useName } from '../../../../components/people/directory.tsx';
import { instantOf, localText } from '../../../../components/time/local-time.ts';
import { timeText } from '../../../../components/time/format.ts';
import { t } from '../../../../language.ts';
import { MomentField } from '../../../../components/form/fields/time/moment-field.tsx';

/** Empty for at once. */
export type EffectiveFrom = string;

/** The instant; null for at once; undefined if it is not (yet) a time, or has passed. */
export function fromOf(from: EffectiveFrom, zone: ZoneTable, now: number): number | null | undefined {
  if (from === '') {
    return null;
  }
  const at = instantOf(from, zone);
  return at === null || at <= now ? undefined : at;
}

/** Saved states that apply only later, soonest first. */
export function planned(versions: readonly VersionWire[], now: number): VersionWire[] {
  return versions.filter(({ holdsFrom }) => holdsFrom !== null && Date.parse(holdsFrom) > now).reverse();
}

interface Props {
  value: EffectiveFrom;
  onChange: (from: EffectiveFrom) => void;
  zoneName: string;
  zone: ZoneTable;
  now: number;
  /** Planned changes that saving with the chosen instant replaces. */
  replaced: readonly VersionWire[];
}

const DAY = 86_400_000;

export function FromField({ value, onChange, zoneName, zone, now, replaced }: Props) {
  const name = useName();
  const label = t('from.label', 'Effective from');
  const isLater = value !== '';
  const isWrong = fromOf(value, zone, now) === undefined;
  const tomorrow = () => `${localText(now + DAY, zone).slice(0, 11)}00:00`;
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap" alignItems="flex-end">
        <Field label={label} noMargin>
          <RadioButtonGroup
            id="rota-from-kind"
            aria-label={label}
            value={isLater}
            options={[
              { value: false, label: t('from.now', 'immediately') },
              { value: true, label: t('from.later', 'a later time') },
            ]}
            onChange={(later) => onChange(later ? tomorrow() : '')}
          />
        </Field>
        {isLater && (
          <MomentField
            id="rota-from"
            label={t('from.at', 'From ({{zone}})', { zone: zoneName })}
            invalid={isWrong}
            error={t('from.past', 'Choose a time in the future.')}
            type="datetime-local"
            value={value}
            onChange={(text) => onChange(text === '' ? tomorrow() : text)}
          />
        )}
      </Stack>
      {replaced.map(({ version, holdsFrom, savedBy }) => (
        <Alert key={version} severity="warning" title={t('from.replaces', 'This replaces a planned change')}>
          {t('from.planned', '{{who}} saved it to take effect at {{at}}. You see that change here, with yours.', {
            who: savedBy === null ? t('from.file', 'A file') : name('people', savedBy),
            at: timeText(Date.parse(holdsFrom ?? ''), now, zoneName),
          })}
        </Alert>
      ))}
    </Stack>
  );
}
