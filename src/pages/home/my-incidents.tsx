/** Lists open incidents on the home page. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import { useApi } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { SeverityBadge, StateBadge } from '../../components/incident/badges.tsx';
import { NextText } from '../../components/escalation/next-text.tsx';
import { worstFirst } from './worst-first.ts';
import { Section } from '../../components/page/section.tsx';
import { Ago } from '../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { titleText } from '../../components/words/title-words.ts';
import { t } from '../../language.ts';

const SHOWN = 8;
const LOOKED_AT = 50;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

function Item({ incident }: { incident: IncidentWire }) {
  const styles = useStyles2(getStyles);
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <SeverityBadge severity={incident.severity} />
        <StateBadge incident={incident} />
        <TextLink href={`${PLUGIN_ROOT}/incidents/${incident.id}`} color="primary">
          {`#${incident.number} ${titleText(incident.title, incident.titleReason)}`}
        </TextLink>
      </Stack>
      <div className={styles.minor}>
        <Ago at={incident.openedAt} />
        {incident.state === 'open' && incident.next !== null && (
          <>
            {' · '}
            <NextText next={incident.next} />
          </>
        )}
      </div>
    </li>
  );
}

interface Props {
  title: string;
  nothing: string;
  /** Shows only incidents that the reader was paged for or is on call for. */
  isMine: boolean;
}

export function IncidentsSection({ title, nothing, isMine }: Props) {
  const styles = useStyles2(getStyles);
  const query = { state: ['open', 'acknowledged'], mine: isMine ? true : null, limit: LOOKED_AT };
  const asked = useApi<ListPage<IncidentWire>>({ path: 'incidents', query }, { live: ['incident'] });
  const all = `${PLUGIN_ROOT}/incidents${isMine ? '?mine=true' : ''}`;
  return (
    <Section title={title} actions={<TextLink href={all}>{t('home.all', 'Show all')}</TextLink>}>
      <Answer asked={asked}>
        {({ items, next }) => (
          <>
            {items.length === 0 && nothing}
            <ul className={styles.list}>
              {worstFirst(items)
                .slice(0, SHOWN)
                .map((incident) => (
                  <Item key={incident.id} incident={incident} />
                ))}
            </ul>
            {(next !== null || items.length > SHOWN) && <p>{t('home.more', 'There are more.')}</p>}
          </>
        )}
      </Answer>
    </Section>
  );
}
