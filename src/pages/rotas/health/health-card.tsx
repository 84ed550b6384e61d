/** The card with the health of a rota. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import { DAY, HOUR } from '#domain/time/duration';
import { segment } from '../../../api/client/client.ts';
import type { HealthWire, WorkloadWire } from '../../../api/resources/rotas.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { findingBadge } from '../../../components/rota/finding-text.ts';
import { healthColor } from '../../../components/rota/health-badge.tsx';
import { Section } from '../../../components/page/section.tsx';
import { hoursText } from '../../../components/time/duration-text.ts';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { Findings } from './findings.tsx';

const WINDOW = 90 * DAY;

const getStyles = (theme: GrafanaTheme2) => ({
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  table: css({
    width: '100%',
    marginTop: theme.spacing(2),
    '& th': { textAlign: 'right', fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.secondary },
    '& td:not(:first-child)': { whiteSpace: 'nowrap' },
    '& th:first-child, & td:first-child': { textAlign: 'left' },
    '& td': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0) },
  }),
  scroll: css({ overflowX: 'auto' }),
});

/** In whole hours, which people compare. */
function Shares({ people, wording }: { people: WorkloadWire[]; wording: ShiftWording }) {
  const styles = useStyles2(getStyles);
  const hours = (ms: number) => hoursText(Math.round(ms / HOUR) * HOUR);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('share.person', 'Person')}</th>
            <th>{t('share.total', 'On call')}</th>
            <th>{t('share.nights', 'Nights')}</th>
            <th>{t('share.weekends', 'Weekends')}</th>
            <th>{t('share.holidays', 'Holidays')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.user}>
              <td>{wording.name(one.user)}</td>
              <td>{hours(one.total)}</td>
              <td>{hours(one.nights)}</td>
              <td>{hours(one.weekends)}</td>
              <td>{hours(one.holidays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The findings of the next 90 days, and how the load is shared. */
export function HealthCard({ id, wording }: { id: string; wording: ShiftWording }) {
  const styles = useStyles2(getStyles);
  const today = Math.floor(wording.now / DAY) * DAY;
  const query = { from: new Date(today).toISOString(), to: new Date(today + WINDOW).toISOString() };
  const asked = useApi<HealthWire>({ path: `rotas/${segment(id)}/health`, query }, { live: ['rota'], id });
  return (
    <Section title={t('health.title', 'Health in the next 90 days')}>
      <Answer asked={asked}>
        {({ score, reasons, findings, people }) => (
          <>
            <div style={{ marginBottom: 12 }}>
              <Badge color={healthColor({ score, findings })} text={t('health.score', '{{score}} of 100', { score })} />{' '}
              {findings.length === 0 && t('health.fine', 'Nothing needs attention.')}{' '}
              <span className={styles.minor}>
                {reasons
                  .map(({ kind, points }) =>
                    t('health.reason', '{{kind}}: −{{points}}', { kind: findingBadge(kind).title, points }),
                  )
                  .join(', ')}
              </span>
            </div>
            <Findings findings={findings} wording={wording} />
            {people.length > 0 && <Shares people={people} wording={wording} />}
          </>
        )}
      </Answer>
    </Section>
  );
}
