/** The card that lists the pages of an incident. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { DeliveryWire, PageWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { QueryState } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { wayName } from '../../../components/people/way-words.ts';
import { Section } from '../../../components/page/section.tsx';
import { At } from '../../../components/time/times.tsx';
import { deliveryBadge } from './delivery-badge.ts';
import { reasonText } from './reason-text.ts';
import { t } from '../../../language.ts';
import { afterColon } from '../../../components/text/punctuation.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  inner: css({
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0, 0),
    padding: theme.spacing(0, 0, 0, 2),
    borderLeft: `2px solid ${theme.colors.border.weak}`,
    display: 'grid',
    gap: theme.spacing(0.5),
  }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

/** Most methods have the id of their kind; another id tells two of a kind apart. */
function wayText({ method, channel }: DeliveryWire): string {
  return method === channel ? wayName(channel) : `${wayName(channel)} (${method})`;
}

function Delivery({ delivery }: { delivery: DeliveryWire }) {
  const styles = useStyles2(getStyles);
  const { color, icon, text } = deliveryBadge(delivery);
  const last = delivery.attempts.at(-1);
  const tries = delivery.attempts.length;
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <Badge color={color} icon={icon} text={text()} />
        <span>{wayText(delivery)}</span>
        {delivery.dueAt !== null && (
          <span className={styles.minor}>
            {t('delivery.due', 'due')} <At at={delivery.dueAt} />
          </span>
        )}
        {last !== undefined && (
          <span className={styles.minor}>
            <At at={last.at} />
            {last.reason !== null && afterColon(reasonText(last.reason))}
            {last.detail !== '' && ` (${last.detail})`}
          </span>
        )}
        {tries > 1 && (
          <span className={styles.minor}>
            {t('delivery.tries', '', {
              count: tries,
              defaultValue_one: '{{count}} attempt',
              defaultValue_other: '{{count}} attempts',
            })}
          </span>
        )}
      </Stack>
    </li>
  );
}

function PageItem({ page }: { page: PageWire }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const who = page.user === null ? (page.room ?? '') : name('people', page.user);
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <strong>{who}</strong>
        {page.urgency === 'urgent' && <Badge color="orange" icon="bell" text={t('urgency.urgent', 'Urgent')} />}
        <span className={styles.minor}>
          <At at={page.startedAt} />
          {', '}
          {page.step === null
            ? t('page.asked', 'requested by a person')
            : t('page.step', 'step {{step}}', { step: page.step })}
          {page.reason !== null && `, ${reasonText(page.reason)}`}
        </span>
        {page.state === 'running' && (
          <Badge color="blue" icon="sync" text={t('page.running', 'Waiting for an answer')} />
        )}
      </Stack>
      <ul className={styles.inner}>
        {page.deliveries.length === 0 && <li className={styles.minor}>{t('page.no-delivery', 'Nothing sent yet.')}</li>}
        {page.deliveries.map((delivery) => (
          <Delivery key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </li>
  );
}

/** Who was paged, by which methods, and the results. */
export function PagesCard({ asked }: { asked: QueryState<ListPage<PageWire>> }) {
  const styles = useStyles2(getStyles);
  return (
    <Section title={t('incident.pages', 'Who was paged')}>
      <Answer asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <>{t('incident.nobody', 'Nobody was paged. The timeline says why.')}</>
          ) : (
            <ul className={styles.list}>
              {[...items].reverse().map((page) => (
                <PageItem key={page.id} page={page} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
