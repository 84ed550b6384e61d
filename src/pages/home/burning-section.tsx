/** Answers on the home page whether anything is burning: open incidents, unanswered ones first. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { ApiFailure } from '../../api/client/failure.ts';
import { command } from '../../api/resources/incidents.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { SeverityBadge, StateBadge } from '../../components/incident/badges.tsx';
import { canDo } from '../../components/incident/can.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { NextText } from '../../components/escalation/next-text.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Section } from '../../components/page/section.tsx';
import { useSettling } from '../../components/touch/use-settling.ts';
import { Ago } from '../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';

const SHOWN = 8;
/** Enough to find the reader's own among those shown. */
const MOST_MINE = 100;

/** Room for badges, a title, and what is next in one line. */
const ONE_LINE = '@container (min-width: 640px)';

const oneLine = { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, containerType: 'inline-size' }),
  item: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
    [ONE_LINE]: { flexWrap: 'nowrap', padding: theme.spacing(0.5, 0), minHeight: theme.spacing(5) },
  }),
  what: css({
    flex: '1 1 240px',
    minWidth: 0,
    overflowWrap: 'anywhere',
    [ONE_LINE]: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  }),
  badges: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    [ONE_LINE]: { flex: 'none', flexWrap: 'nowrap' },
  }),
  // A title of 500 characters leaves room for the next incident.
  title: css({
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    // Only text is cut after some lines, not the box that Grafana makes of a link.
    '& > a': { display: 'inline' },
    margin: theme.spacing(0.5, 0),
    [ONE_LINE]: { ...oneLine, display: 'block', flex: '1 1 0', margin: 0 },
  }),
  minor: css({
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
    [ONE_LINE]: { ...oneLine, flex: '0 1 auto', maxWidth: '45%' },
  }),
  calm: css({ color: theme.colors.text.secondary }),
});

interface ItemProps {
  incident: IncidentAnswer;
  isMine: boolean;
  /** The rows have just changed places: what is under the finger is not what it was meant for. */
  isSettling: boolean;
  onAcknowledge: () => void;
}

function Standing({ incident: { state, next, acknowledgedBy } }: Pick<ItemProps, 'incident'>) {
  const name = useName();
  if (state === 'acknowledged') {
    return acknowledgedBy === null ? null : <> · {name('people', acknowledgedBy)}</>;
  }
  return next === null ? null : (
    <>
      {acknowledgedBy === null ? null : ` · ${name('people', acknowledgedBy)}`}
      {' · '}
      <NextText next={next} />
    </>
  );
}

function hasButton(incident: IncidentAnswer): boolean {
  return incident.state === 'open' && canDo(incident).acknowledge;
}

function Item({ incident, isMine, isSettling, onAcknowledge }: ItemProps) {
  const styles = useStyles2(getStyles);
  const { id, number, title, titleReason, severity, test, openedAt } = incident;
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <div className={styles.badges}>
          <SeverityBadge severity={severity} />
          <StateBadge incident={incident} />
          {isMine && !test && <Badge color="orange" icon="user" text={t('home.pages-you', 'Pages you')} />}
        </div>
        <div className={styles.title}>
          <TextLink href={`${PLUGIN_ROOT}/incidents/${id}`} color="primary">
            {`#${number} ${titleText(title, titleReason)}`}
          </TextLink>
        </div>
        <div className={styles.minor}>
          <Ago at={openedAt} />
          <Standing incident={incident} />
        </div>
      </div>
      {hasButton(incident) && (
        <Button
          size="sm"
          icon="eye"
          disabled={isSettling}
          aria-label={t('home.acknowledge', 'Acknowledge #{{number}}', { number })}
          onClick={onAcknowledge}
        >
          {t('command.acknowledge', 'Acknowledge')}
        </Button>
      )}
    </li>
  );
}

function useBurning() {
  const query = { state: ['open', 'acknowledged'], sort: 'attention' };
  const live = { live: ['incident'] as const };
  const asked = useApi<ListPage<IncidentAnswer>>({ path: 'incidents', query: { ...query, limit: SHOWN } }, live);
  const own = useApi<ListPage<IncidentAnswer>>(
    { path: 'incidents', query: { ...query, mine: true, limit: MOST_MINE } },
    live,
  );
  return { asked, mine: new Set((own.data?.items ?? []).map(({ id }) => id)) };
}

interface ListProps {
  items: readonly IncidentAnswer[];
  mine: ReadonlySet<string>;
  onAcknowledge: (id: string) => void;
}

/** A part of its own, so that the first answer is what it starts from, and no button waits after loading. */
function List({ items, mine, onAcknowledge }: ListProps) {
  const styles = useStyles2(getStyles);
  // An acknowledged row moves away, and the button of the next one comes under the same finger.
  const isSettling = useSettling(items.map((one) => (hasButton(one) ? one.id : '')).join());
  return (
    <ul className={styles.list}>
      {items.map((incident) => (
        <Item
          key={incident.id}
          incident={incident}
          isMine={mine.has(incident.id)}
          isSettling={isSettling}
          onAcknowledge={() => onAcknowledge(incident.id)}
        />
      ))}
    </ul>
  );
}

/** Without any open incident it takes one line. */
export function BurningSection() {
  const styles = useStyles2(getStyles);
  const { asked, mine } = useBurning();
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const acknowledge = async (id: string) => {
    const sent = await command(id, 'acknowledge');
    setFailure(sent.ok ? null : sent.failure);
    asked.reload();
  };
  return (
    <Section
      title={t('home.burning', 'Open incidents')}
      actions={<TextLink href={`${PLUGIN_ROOT}/incidents`}>{t('home.all', 'Show all')}</TextLink>}
    >
      {failure !== null && <FailureNote failure={failure} onClose={() => setFailure(null)} />}
      <Answer asked={asked}>
        {({ items, next }) =>
          items.length === 0 ? (
            <div className={styles.calm}>
              <Icon name="check-circle" /> {t('incidents.none', 'No open incidents')}
            </div>
          ) : (
            <>
              <List items={items} mine={mine} onAcknowledge={(id) => void acknowledge(id)} />
              {next !== null && <p>{t('home.more', 'There are more.')}</p>}
            </>
          )
        }
      </Answer>
    </Section>
  );
}
