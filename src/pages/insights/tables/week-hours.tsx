/** When a person is interrupted: weekday by hour, darker where it happened more often. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { FigureGroupWire } from '#contract/insight/insight';
import { DAY } from '#domain/time/duration';
import { Section } from '../../../components/page/section.tsx';
import { dateFormat } from '../../../components/time/date-format.ts';
import { t } from '../../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ overflowX: 'auto', maxWidth: '100%' }),
  table: css({
    borderCollapse: 'separate',
    borderSpacing: 2,
    fontSize: theme.typography.bodySmall.fontSize,
    '& th': { fontWeight: theme.typography.fontWeightRegular, textAlign: 'left', paddingRight: theme.spacing(1) },
    '& td': { minWidth: 24, height: 24, textAlign: 'center', borderRadius: theme.shape.radius.default },
  }),
});

/** Sunday is 0, as in the ids of the groups. Weeks are shown from Monday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const A_SUNDAY = Date.UTC(2026, 0, 4);

/** @param zone of the weekdays and hours: the person's own */
export function WeekHours({ groups, zone }: { groups: readonly FigureGroupWire[]; zone: string }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const counts = new Map(groups.map(({ id, figures }) => [id, figures.find(isInterruptions)?.value ?? 0]));
  const most = Math.max(0, ...counts.values());
  if (most === 0) {
    return null;
  }
  const name = dateFormat({ weekday: 'short' }, 'UTC');
  const title = t('insights.week-hours', 'Interruptions by weekday and hour ({{zone}})', { zone });
  return (
    <Section title={title}>
      <div className={styles.frame} role="region" aria-label={t('insights.weekday', 'Weekday')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('insights.weekday', 'Weekday')}</th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEK.map((day) => (
              <tr key={day}>
                <th scope="row">{name.format(A_SUNDAY + day * DAY)}</th>
                {HOURS.map((hour) => {
                  const count = counts.get(`${day}-${String(hour).padStart(2, '0')}`) ?? 0;
                  return (
                    <td key={hour} style={{ background: shade(theme, count / most) }}>
                      {count === 0 ? '' : count}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const isInterruptions = ({ key }: FigureGroupWire['figures'][number]) => key === 'interruptions';

/** Light enough for the text on it in both themes. */
function shade(theme: GrafanaTheme2, share: number): string {
  const strength = share === 0 ? 0 : Math.round(15 + 25 * share);
  return share === 0
    ? theme.colors.background.secondary
    : `color-mix(in srgb, ${theme.colors.warning.main} ${strength}%, ${theme.colors.background.primary})`;
}
