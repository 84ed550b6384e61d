/** The page that lists rotas. */
import { EmptyState, RadioButtonGroup, Stack, TextLink } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { SearchField } from '../../../components/form/fields/search-field.tsx';
import { ListRow, RowList } from '../../../components/list/row-list.tsx';
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

/** The reader's rotas first, then by name. */
function ordered(items: RotaOnCall[], me: string): RotaOnCall[] {
  const rank = ({ onCall, next }: RotaOnCall) =>
    onCall.some(({ user }) => user === me) ? 0 : next.some(({ user }) => user === me) ? 1 : 2;
  return [...items].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function RotaRow({ rota }: { rota: RotaOnCall }) {
  const name = useName();
  return (
    <ListRow
      name={
        <TextLink href={`${PLUGIN_ROOT}/rotas/${rota.rota}`} color="primary" weight="medium">
          {rota.name}
        </TextLink>
      }
      nameMore={rota.team !== null && name('teams', rota.team)}
      text={<OnCallList rota={rota} me={myLogin()} />}
      tools={<HealthBadge rota={rota.rota} />}
    />
  );
}

type ListLook = 'list' | 'timeline';

function RotaList({ items }: { items: RotaOnCall[] }) {
  return items.length === 0 ? (
    <EmptyState variant="not-found" message={t('rotas.none-match', 'No matching rotas')} />
  ) : (
    <RowList
      heads={[
        t('rotas.head-rota', 'Rota'),
        t('rotas.head-on-call', 'On call now, and next'),
        t('rotas.head-health', 'Health'),
      ]}
    >
      {ordered(items, myLogin()).map((rota) => (
        <RotaRow key={rota.rota} rota={rota} />
      ))}
    </RowList>
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
  const matches = ({ name, rota, team }: RotaOnCall) =>
    [name, rota, team ?? ''].some((one) => one.toLowerCase().includes(text.toLowerCase()));
  return (
    <Page title={t('rotas.title', 'Rotas')} zone={readerZone()} beside={<LiveBadge />} actions={add}>
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
