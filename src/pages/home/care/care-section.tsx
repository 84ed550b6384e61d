/** Lists what needs care on the home page: gaps and people who cannot be reached. */
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { RotaOnCall } from '#contract/rotas/on-call';
import { segment } from '../../../api/client/client.ts';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { ReachBadge } from '../../../components/people/reach-badge.tsx';
import { findingBadge } from '../../../components/rota/finding-text.ts';
import { Ago, At, Span } from '../../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import type { RotaCare } from './care.ts';
import type { HomeCare } from './use-care.ts';
import { useCare } from './use-care.ts';

const SHOWN = 10;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

interface ItemProps {
  badge: ReactNode;
  /** Between the badge and the name. */
  before?: string | undefined;
  href: string;
  name: string;
  children?: ReactNode;
}

function Item({ badge, before, href, name, children }: ItemProps) {
  const styles = useStyles2(getStyles);
  return (
    <li>
      {badge} {before !== undefined && <>{before} </>}
      <TextLink href={`${PLUGIN_ROOT}/${href}`} color="primary">
        {name}
      </TextLink>
      {children !== undefined && <div className={styles.minor}>{children}</div>}
    </li>
  );
}

function RotaItem({ care }: { care: RotaCare }) {
  const name = useName();
  const { title, color } = findingBadge(care.kind);
  return (
    <Item
      badge={<Badge color={color} text={title} />}
      before={care.kind === 'gap' ? t('home.gap-of', 'on') : undefined}
      href={`rotas/${segment(care.rota)}`}
      name={care.name}
    >
      {care.users.length > 0 && `${care.users.map((user) => name('people', user)).join(', ')}, `}
      {care.kind === 'frozenEnd' ? <At at={care.start} /> : <Span start={care.start} end={care.end} />}
      {care.times > 1 &&
        `, ${t('home.times', '', { count: care.times - 1, defaultValue_one: 'and {{count}} more time', defaultValue_other: 'and {{count}} more times' })}`}
    </Item>
  );
}

type Name = ReturnType<typeof useName>;

function channelItem({ service, problem }: HomeCare['channels'][number]): ReactNode {
  return (
    <Item
      key={`channel ${service}`}
      badge={<Badge color="red" text={t('home.channel-down', 'Channel not responding')} />}
      href="integrations?tab=channels"
      name={service}
    >
      {problem ?? undefined}
    </Item>
  );
}

function silentItem({ integration, lastAt }: HomeCare['silent'][number], name: Name): ReactNode {
  return (
    <Item
      key={`beat ${integration}`}
      badge={<Badge color="red" text={t('home.silent', 'Heartbeat missing')} />}
      href={`integrations/${segment(integration)}`}
      name={name('integrations', integration)}
    >
      {lastAt === null ? t('home.never-seen', 'Never received.') : <Ago at={lastAt} />}
    </Item>
  );
}

function refusingItem({ integration, count }: HomeCare['refusing'][number], name: Name): ReactNode {
  return (
    <Item
      key={`refused ${integration}`}
      badge={<Badge color="red" text={t('home.refusing', 'Rejecting payloads')} />}
      href={`integrations/${segment(integration)}?tab=came`}
      name={name('integrations', integration)}
    >
      {t('home.refused', '', {
        count,
        defaultValue_one: '{{count}} message was rejected in the last day. Check the reason and fix the sender.',
        defaultValue_other: '{{count}} messages were rejected in the last day. Check the reason and fix the sender.',
      })}
    </Item>
  );
}

function personItem({ login, reach }: HomeCare['people'][number], name: Name): ReactNode {
  return (
    <Item
      key={`person ${login}`}
      badge={<ReachBadge reach={reach} />}
      href={`people/${segment(login)}`}
      name={name('people', login)}
    >
      {t('home.person-named', 'An escalation policy counts on them.')}
    </Item>
  );
}

function itemsOf({ channels, silent, refusing, people, rotas }: HomeCare, name: Name): ReactNode[] {
  return [
    ...channels.map(channelItem),
    ...silent.map((one) => silentItem(one, name)),
    ...refusing.map((one) => refusingItem(one, name)),
    ...people.map((one) => personItem(one, name)),
    ...rotas.map((care) => <RotaItem key={`rota ${care.rota} ${care.kind} ${care.users.join()}`} care={care} />),
  ];
}

export function CareSection({ rotas }: { rotas: RotaOnCall[] }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const care = useCare(rotas);
  const items = care === null ? [] : itemsOf(care, name);
  return (
    <Section title={t('home.care', 'Needs attention this week')}>
      {care === null && <Skeleton />}
      {care?.isUnknown === true && (
        <Badge
          color="orange"
          icon="exclamation-triangle"
          text={t('home.care-unknown', 'Not everything could be checked')}
        />
      )}
      {care !== null &&
        items.length === 0 &&
        !care.isUnknown &&
        (rotas.length === 0
          ? t('home.no-rota', 'No rotas yet, so nobody is on call.')
          : t('home.no-care', 'Every rota is covered, and everybody can be reached.'))}
      <ul className={styles.list}>{items.slice(0, SHOWN)}</ul>
      {items.length > SHOWN && (
        <p>
          {t('diff.more', '', {
            count: items.length - SHOWN,
            defaultValue_one: 'and {{count}} more',
            defaultValue_other: 'and {{count}} more',
          })}
        </p>
      )}
    </Section>
  );
}
