/** Fields for the region of public holidays: a country, and a region with its own holidays. */
import { Stack } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import { useApi } from '../../../../api/client/use-api.ts';
import { readerLanguage, t } from '../../../../language.ts';
import { ComboboxField } from '../labelled-fields.tsx';

interface HolidayRegion {
  region: string;
  name: string;
}

interface Props {
  id: string;
  /** `FR` or `FR-57`; null for none. */
  value: string | null;
  /** The hours of the rota refer to public holidays. */
  isNeeded: boolean;
  onChange: (region: string | null) => void;
}

function useRegions(within: string | null | undefined) {
  const language = readerLanguage().startsWith('fr') ? 'fr' : 'en';
  const asked = useApi<ListPage<HolidayRegion>>(
    within === undefined ? null : { path: 'holiday-regions', query: { within, language } },
  );
  return (asked.data?.items ?? []).map(({ region, name }) => ({ value: region, label: name, description: region }));
}

/** Says how days are counted where no country is chosen. */
function withoutText(isNeeded: boolean): string {
  return isNeeded
    ? t('holidays.needed', 'Required for hours on public holidays: without it there are none.')
    : t('holidays.without', 'Without a country, every weekday is a workday.');
}

export function HolidaysField({ id, value, isNeeded, onChange }: Props) {
  const country = value?.split('-')[0] ?? null;
  const countries = useRegions(null);
  const regions = useRegions(country ?? undefined);
  const labels = { country: t('holidays.country', 'Public holidays of'), region: t('holidays.region', 'Region') };
  // The set value is shown also before the list has arrived, or if the list lacks it.
  const known = (options: Array<{ value: string; label: string }>, set: string | null) =>
    set === null || options.some((one) => one.value === set) ? options : [{ value: set, label: set }, ...options];
  return (
    <Stack gap={2} wrap="wrap">
      <ComboboxField
        id={`${id}-country`}
        label={labels.country}
        description={value === null ? withoutText(isNeeded) : undefined}
        width={28}
        isClearable
        placeholder={t('holidays.none', 'none')}
        options={known(countries, country)}
        value={country}
        onChange={(option) => onChange(option?.value ?? null)}
      />
      {country !== null && (regions.length > 0 || value !== country) && (
        <ComboboxField
          id={`${id}-region`}
          label={labels.region}
          width={28}
          isClearable
          placeholder={t('holidays.whole', 'the whole country')}
          options={known(regions, value === country ? null : value)}
          value={value === country ? null : value}
          onChange={(option) => onChange(option?.value ?? country)}
        />
      )}
    </Stack>
  );
}
