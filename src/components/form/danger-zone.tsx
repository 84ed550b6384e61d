/** The place for what deletes the object on the screen: below everything else, apart from what saves. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  zone: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    alignItems: 'center',
    justifyContent: 'space-between',
    marginTop: theme.spacing(4),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  title: css({ ...theme.typography.h5, margin: 0, color: theme.colors.text.secondary }),
});

export function DangerZone({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.zone}>
      <div className={styles.title}>{t('danger.title', 'Danger zone')}</div>
      {children}
    </div>
  );
}
