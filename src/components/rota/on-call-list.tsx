/** Lists who is on call in a rota now and who is next. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Badge } from '../page/badge.tsx';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { useName } from '../people/directory.tsx';
import { At } from '../time/times.tsx';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  now: css({
    fontSize: theme.typography.h5.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    overflowWrap: 'anywhere',
  }),
  next: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

interface Props {
  rota: Pick<RotaOnCall, 'onCall' | 'next' | 'until'>;
  me: string;
}

export function OnCallList({ rota, me }: Props) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const names = (users: string[]) => users.map((user) => name('people', user)).join(', ');
  const current = rota.onCall.map(({ user }) => user);
  const following = rota.next.map(({ user }) => user);
  const from = rota.next[0]?.from;
  return (
    <>
      <div className={styles.now}>
        {current.length === 0 ? (
          <Badge color="red" icon="exclamation-triangle" text={t('on-call.nobody', 'Nobody is on call')} />
        ) : (
          names(current)
        )}{' '}
        {current.includes(me) && <Badge color="orange" icon="user" text={t('on-call.you', 'You')} />}
      </div>
      {current.length > 0 && rota.until && (
        <div className={styles.next}>
          {t('shifts.until', 'until')} <At at={rota.until} />
        </div>
      )}
      <div className={styles.next}>
        {from === undefined ? (
          t('on-call.no-next', 'Nobody follows in the next 90 days')
        ) : (
          <>
            {t('on-call.next', 'next: {{who}}', { who: names(following) })} (<At at={from} />)
          </>
        )}
      </div>
    </>
  );
}
