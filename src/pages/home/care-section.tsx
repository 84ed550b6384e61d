import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import type { RotaOnCall } from '#contract/on-call';
import { DAY } from '#domain/time/duration';
import { now } from '../../api/live/clock.ts';
import { segment } from '../../api/client/client.ts';
import type { FindingWire, HealthWire } from '../../api/resources/rotas.ts';
import { useAskEach } from '../../api/client/use-ask.ts';
import { Answer } from '../../components/page/answer.tsx';
import { useName } from '../../components/people/directory.tsx';
import { findingLook } from '../../components/rota/finding-text.ts';
import { Section } from '../../components/page/section.tsx';
import { At } from '../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

const DAYS = 7;
const SHOWN = 10;
/** What can leave somebody unreached this week; fairness can wait for the rota's own page. */
const URGENT = ['gap', 'unreachable', 'disabled', 'conflict'];

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  minor: css({ color: theme.colors.text.secondary }),
});

interface Care extends FindingWire {
  rota: RotaOnCall;
}

function Item({ care }: { care: Care }) {
  const look = useStyles2(styles);
  const name = useName();
  const { title, color } = findingLook(care.kind);
  return (
    <li>
      <Badge color={color} text={title} />{' '}
      <TextLink href={`${PLUGIN_ROOT}/rotas/${care.rota.rota}`} color="primary">
        {care.rota.name}
      </TextLink>
      <div className={look.minor}>
        {care.users.length > 0 && `${care.users.map((user) => name('people', user)).join(', ')}, `}
        <At at={care.start} /> – <At at={care.end} />
      </div>
    </li>
  );
}

/** Holes of this week, before somebody falls into one. */
export function CareSection({ rotas }: { rotas: RotaOnCall[] }) {
  const look = useStyles2(styles);
  const today = Math.floor(now() / DAY) * DAY;
  const query = { from: new Date(today).toISOString(), to: new Date(today + DAYS * DAY).toISOString() };
  const asked = useAskEach<HealthWire>(
    rotas.map(({ rota }) => ({ path: `rotas/${segment(rota)}/health`, query })),
    { live: ['rota'] }
  );
  return (
    <Section title={t('home.care', 'Needs care this week')}>
      <Answer asked={asked}>
        {(answers) => {
          const all = answers.flatMap((answer, i) => (answer?.findings ?? []).filter(({ kind }) => URGENT.includes(kind)).flatMap((finding): Care[] => (rotas[i] === undefined ? [] : [{ ...finding, rota: rotas[i] }])));
          const soonest = all.sort((a, b) => a.start.localeCompare(b.start));
          const isUnknown = answers.some((answer) => answer === null);
          return (
            <>
              {isUnknown && <Badge color="orange" icon="exclamation-triangle" text={t('home.care-unknown', 'Not every rota could be checked')} />}
              {all.length === 0 && !isUnknown && t('home.no-care', 'Every rota has somebody, and everybody can be reached.')}
              <ul className={look.list}>
                {soonest.slice(0, SHOWN).map((care) => (
                  <Item key={`${care.rota.rota} ${care.kind} ${care.start} ${care.users.join()}`} care={care} />
                ))}
              </ul>
              {all.length > SHOWN && <p>{t('diff.more', '', { count: all.length - SHOWN, defaultValue_one: 'and {{count}} more', defaultValue_other: 'and {{count}} more' })}</p>}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
