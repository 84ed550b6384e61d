/** The time windows that most teams want, so that nobody has to think of hours first. */
import type { WeeklyWindow } from '#domain/time/weekly';
import { t } from '../../language.ts';

export interface WindowPreset {
  key: string;
  name: string;
  windows: WeeklyWindow[];
}

/** In the reader's language; the name is that of the window which is made of it. */
export function windowPresets(): WindowPreset[] {
  return [
    {
      key: 'office',
      name: t('window-preset.office', 'Office hours'),
      windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
    },
    {
      key: 'outside',
      name: t('window-preset.outside', 'Outside office hours'),
      // The morning after a weekend is in the evening before it: “daily”, not “workday”.
      windows: [
        { days: ['daily'], from: '18:00', to: '09:00' },
        { days: ['weekend', 'holiday'], from: '00:00', to: '00:00' },
      ],
    },
    {
      key: 'nights',
      name: t('window-preset.nights', 'Nights'),
      windows: [{ days: ['daily'], from: '22:00', to: '07:00' }],
    },
    {
      key: 'weekends',
      name: t('window-preset.weekends', 'Weekends'),
      windows: [{ days: ['weekend'], from: '00:00', to: '00:00' }],
    },
  ];
}
