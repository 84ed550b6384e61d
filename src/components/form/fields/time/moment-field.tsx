/** A form field for a date, or for a date and time, by the browser's own picker. */
import type { ComponentProps } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { readerClock, readerLanguage } from '../../../../language.ts';
import { clockOf } from '#domain/time/words/hour-clock';
import { parseDate } from '#domain/time/local';
import { DAY } from '#domain/time/duration';
import { dateText } from '../../../time/format.ts';
import { localTimeText } from '../../../time/format-local.ts';
import { InputField } from '../labelled-fields.tsx';

const getStyles = (theme: GrafanaTheme2) => css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary });

type Props = Omit<ComponentProps<typeof InputField>, 'type' | 'value'> & {
  type: 'date' | 'datetime-local';
  /** As the browser writes it: `2026-01-05` or `2026-01-05T09:00`. */
  value: string;
};

/**
 * A browser writes its pickers in its own language and by its own clock, whatever the page says. Where these are not the
 * reader's, the value stands beside the picker as the rest of the page writes it: `12/01/2026, 03:00 PM` could be two days.
 */
export function MomentField({ value, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const words = isPickerForeign() ? wordsOf(value) : '';
  return (
    <div>
      <InputField {...rest} value={value} />
      {words !== '' && <div className={styles}>{words}</div>}
    </div>
  );
}

function isPickerForeign(): boolean {
  const { language } = navigator;
  return language.slice(0, 2) !== readerLanguage().slice(0, 2) || clockOf(language) !== readerClock();
}

function wordsOf(value: string): string {
  const date = parseDate(value);
  return date === null ? localTimeText(value) : dateText(date * DAY);
}
