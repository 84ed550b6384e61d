/** The page with every saved state of a rota: who, when, what changed, and a link to restore it. */
import { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import { useParams } from 'react-router';
import type { ListPage } from '#contract/list';
import { inForce } from '#domain/rota/versions';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import type { StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { useMayEdit } from '../../../components/people/who-am-i.tsx';
import { At } from '../../../components/time/times.tsx';
import { useNow } from '../../../components/time/use-now.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { changesOf, keyOf } from '../changes/changes.ts';
import { changeText } from '../changes/change-text.ts';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { layerNames } from '../data/to-domain.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  changes: css({ margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5), overflowWrap: 'anywhere' }),
  minor: css({ color: theme.colors.text.secondary }),
});

interface RowProps {
  version: VersionWire;
  /** The previous state; null for the first one and after a deletion. */
  before: VersionWire | null;
  isFirst: boolean;
  state: 'now' | 'planned' | 'replaced' | 'past';
  /** null if the state is the present one, or the reader may not restore it. */
  restore: string | null;
}

function When({ version: { savedAt, savedBy, holdsFrom }, state }: Pick<RowProps, 'version' | 'state'>) {
  const name = useName();
  return (
    <div>
      <strong>{savedBy === null ? t('history.file', 'A provisioning file') : name('people', savedBy)}</strong>{' '}
      <At at={savedAt} /> {state === 'now' && <Badge color="green" text={t('history.now', 'in force')} />}
      {state === 'planned' && holdsFrom !== null && (
        <>
          <Badge color="blue" text={t('history.planned', 'planned')} /> {t('history.from', 'effective from')}{' '}
          <At at={holdsFrom} />
        </>
      )}
      {state === 'replaced' && (
        <Badge color="darkgrey" text={t('history.replaced', 'replaced before it took effect')} />
      )}
    </div>
  );
}

function Row({ version, before, isFirst, state, restore }: RowProps) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const { rota } = version;
  const layers = useMemo(() => layerNames([rota, before?.rota].flatMap((one) => one ?? [])), [rota, before]);
  const changes = rota === null || !before?.rota ? [] : changesOf(before.rota, rota);
  const words = { name: (login: string) => name('people', login), team: (id: string) => name('teams', id) };
  return (
    <li className={styles.row}>
      <div>
        <When version={version} state={state} />
        {version.unreadable !== null && t('history.unreadable', 'This version can no longer be read')}
        {rota === null && version.unreadable === null && t('history.deleted', 'Deleted')}
        {rota !== null && before?.unreadable && (
          <div className={styles.minor}>
            {t('history.unreadable-before', 'What changed is unknown: the version before it can’t be read')}
          </div>
        )}
        {rota !== null &&
          (before === null || (before.rota === null && before.unreadable === null)) &&
          (isFirst ? t('history.made', 'Created') : t('history.again', 'Recreated'))}
        {rota !== null && before?.rota && changes.length === 0 && (
          <div className={styles.minor}>{t('history.same', 'Saved without changes')}</div>
        )}
        {changes.length > 0 && (
          <ul className={styles.changes}>
            {changes.map((change) => (
              <li key={keyOf(change)}>{changeText(change, words, layers)}</li>
            ))}
          </ul>
        )}
      </div>
      {restore !== null && rota !== null && (
        <div>
          <LinkButton size="sm" variant="secondary" icon="history" href={restore}>
            {t('history.restore', 'Restore this version')}
          </LinkButton>
        </div>
      )}
    </li>
  );
}

function stateOf(version: VersionWire, versions: readonly VersionWire[], now: number): RowProps['state'] {
  const holding = inForce(
    [...versions]
      .reverse()
      .map((one) => ({ from: one.holdsFrom === null ? null : Date.parse(one.holdsFrom), version: one.version })),
  );
  const own = holding.find((one) => one.version === version.version);
  const current = holding.filter(({ from }) => from === null || from <= now).at(-1);
  if (own === undefined) {
    return 'replaced';
  }
  return own === current ? 'now' : (own.from ?? 0) > now ? 'planned' : 'past';
}

export default function HistoryPage() {
  const { id = '' } = useParams();
  const styles = useStyles2(getStyles);
  const now = useNow(60_000);
  const asked = useApi<ListPage<VersionWire>>({ path: `rotas/${segment(id)}/versions` }, { live: ['rota'], id });
  const rota = useApi<StoredRota>({ path: `rotas/${segment(id)}` }, { live: ['rota'], id });
  const mayEdit = useMayEdit(rota.data?.team ?? null) && rota.data?.provisioned === false;
  const base = `${PLUGIN_ROOT}/rotas/${segment(id)}`;
  const back = (
    <LinkButton variant="secondary" icon="arrow-left" href={base}>
      {t('history.back', 'Back to the rota')}
    </LinkButton>
  );
  return (
    <Page
      isDetail
      zone={rota.data?.timeZone}
      title={t('history.title', 'History of {{name}}', { name: rota.data?.name ?? id })}
      actions={back}
    >
      <Answer asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState variant="not-found" message={t('history.none', 'No history yet')} />
          ) : (
            <ul className={styles.list}>
              {items.map((version, i) => (
                <Row
                  key={version.version}
                  version={version}
                  before={items[i + 1] ?? null}
                  isFirst={i === items.length - 1}
                  state={stateOf(version, items, now)}
                  restore={i > 0 && mayEdit ? `${base}/edit?version=${version.version}` : null}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}
