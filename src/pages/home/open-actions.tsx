/** Lists on the home page what reviews say is to be done, by the reader or in the reader's teams. */
import { Stack, TextLink } from '@grafana/ui';
import type { ListedAction } from '#contract/incidents/review';
import type { ListPage } from '#contract/list';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { dateText } from '../../components/time/date-format.ts';
import { titleText } from '../../components/words/title-words.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

const MOST = 10;

/** Nothing while nothing is to be done. */
export function OpenActions() {
  const name = useName();
  const asked = useApi<ListPage<ListedAction>>(
    { path: 'review-actions', query: { done: false, mine: true, limit: MOST } },
    { live: ['incident'] },
  );
  const { items, next } = asked.data ?? { items: [], next: null };
  if (items.length === 0) {
    return null;
  }
  return (
    <Section title={t('home.actions', 'To do from reviews')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
        {items.map(({ id, what, owner, due, incident }) => (
          <li key={`${incident.id} ${id}`} style={{ overflowWrap: 'anywhere' }}>
            <TextLink href={`${PLUGIN_ROOT}/incidents/${segment(incident.id)}/review`}>{what}</TextLink>
            <Stack gap={1} wrap="wrap">
              <span>{owner === null ? t('home.action-nobody', 'Nobody yet') : name('people', owner)}</span>
              {due !== null && <span>{t('home.action-due', 'due {{date}}', { date: dateText(Date.parse(due)) })}</span>}
              <span>{`#${incident.number} ${titleText(incident.title, null)}`}</span>
            </Stack>
          </li>
        ))}
      </ul>
      {next !== null && <p>{t('home.more-actions', 'There are more.')}</p>}
    </Section>
  );
}
