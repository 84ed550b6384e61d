/** The page that lists rotas. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, RadioButtonGroup, Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { SearchField } from '../../../components/form/fields/search-field.tsx';
import { useApi } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { HealthBadge } from '../../../components/rota/health-badge.tsx';
import { LiveBadge } from '../../../components/page/live-badge.tsx';
import { myLogin } from '../../../components/people/me.ts';
import { OnCallList } from '../../../components/rota/on-call-list.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useUrl } from '../../../components/browser/use-url.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { DeletedRotas } from './deleted-rotas.tsx';
import { OverviewSection } from './overview-section.tsx';
import { readerZone } from '../../../components/time/format.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, 1fr) minmax(220px, 2fr) auto',
    gap: theme.spacing(2),
    alignItems: 'center',
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
      '& > :last-child': { justifySelf: 'start' },
    },
  }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

/** The reader's rotas first, then by name. */
function ordered(items: RotaOnCall[], me: string): RotaOnCall[] {
  const rank = ({ onCall, next }: RotaOnCall) =>
    onCall.some(({ user }) => user === me) ? 0 : next.some(({ user }) => user === me) ? 1 : 2;
  return [...items].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function RotaRow({ rota }: { rota: RotaOnCall }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  return (
    <li className={styles.row}>
      <div>
        <TextLink href={`${PLUGIN_ROOT}/rotas/${rota.rota}`} color="primary" weight="medium">
          {rota.name}
        </TextLink>
        {rota.team !== null && <div className={styles.minor}>{name('teams', rota.team)}</div>}
      </div>
      <div>
        <OnCallList rota={rota} me={myLogin()} />
      </div>
      <HealthBadge rota={rota.rota} />
    </li>
  );
}

type ListLook = 'list' | 'timeline';

function RotaList({ items }: { items: RotaOnCall[] }) {
  const styles = useStyles2(getStyles);
  return items.length === 0 ? (
    <EmptyState variant="not-found" message={t('rotas.none-match', 'No matching rotas')} />
  ) : (
    <ul className={styles.list}>
      {ordered(items, myLogin()).map((rota) => (
        <RotaRow key={rota.rota} rota={rota} />
      ))}
    </ul>
  );
}

export default function RotasPage() {
  const asked = useApi<ListPage<RotaOnCall>>({ path: 'on-call' }, { live: ['rota'] });
  const [params, setUrl] = useUrl();
  const text = params.get('q') ?? '';
  const look: ListLook = params.get('look') === 'timeline' ? 'timeline' : 'list';
  const me = useMe();
  const add = me?.can.edit === true && (
    <LinkButton icon="plus" href={`${PLUGIN_ROOT}/rotas/new`}>
      {t('rotas.add', 'New rota')}
    </LinkButton>
  );
  const actions = (
    <>
      <LinkButton variant="secondary" icon="calendar-alt" href={`${PLUGIN_ROOT}/calendars`}>
        {t('calendars.title', 'External calendars')}
      </LinkButton>
      {add}
    </>
  );
  const matches = ({ name, rota, team }: RotaOnCall) =>
    [name, rota, team ?? ''].some((one) => one.toLowerCase().includes(text.toLowerCase()));
  return (
    <Page title={t('rotas.title', 'Rotas')} zone={readerZone()} beside={<LiveBadge />} actions={actions}>
      <Answer asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState variant="call-to-action" message={t('rotas.none', 'No rotas yet')} button={add || undefined}>
              {t('rotas.none-more', 'A rota says who is on call and when. Create one here, or in a provisioning file.')}
            </EmptyState>
          ) : (
            <>
              <Stack gap={1} wrap="wrap" alignItems="center">
                <div style={{ flex: '1 1 240px' }}>
                  <SearchField
                    placeholder={t('rotas.search', 'Search rotas')}
                    value={text}
                    onChange={(value) => setUrl({ q: value })}
                  />
                </div>
                <RadioButtonGroup<ListLook>
                  aria-label={t('rotas.look', 'View')}
                  value={look}
                  onChange={(chosen) => setUrl({ look: chosen === 'list' ? null : chosen })}
                  options={[
                    { value: 'list', label: t('rotas.look-list', 'List') },
                    { value: 'timeline', label: t('rotas.look-timeline', 'Timeline') },
                  ]}
                />
              </Stack>
              {look === 'timeline' ? (
                <div style={{ marginTop: 8 }}>
                  <OverviewSection text={text} />
                </div>
              ) : (
                <RotaList items={items.filter(matches)} />
              )}
            </>
          )
        }
      </Answer>
      <DeletedRotas />
    </Page>
  );
}
