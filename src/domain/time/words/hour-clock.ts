/** The clock that a locale has. Apart from the formats, which the plugin's entry does without. */

/** Hours from 0 to 23, or from 1 to 12 with “AM” and “PM”. */
export type HourClock = 'h23' | 'h12';

/** The clock that people of a locale read: “3:00 PM” in en-US, “15:00” in en-GB and fr-FR. */
export function clockOf(locale: string): HourClock {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23';
}
