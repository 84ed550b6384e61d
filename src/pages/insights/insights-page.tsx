/** The page "Insights": one line of what matters, and figures of a period in four chapters, beside those of the period before. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, EmptyState, Stack, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { INSIGHT_CHAPTERS } from '#contract/insight/insight';
import type { InsightChapter, InsightWire } from '#contract/insight/insight';
import { useInsights } from '../../api/insights/insights.ts';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import type { UrlChange } from '../../components/browser/use-url.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Page } from '../../components/page/page.tsx';
import { useName } from '../../components/people/directory.tsx';
import { myLogin } from '../../components/people/me.ts';
import { NobodyNote } from '../../components/people/sign-in-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { useNow } from '../../components/time/use-now.ts';
import { readerLanguage, t } from '../../language.ts';
import { Filters } from './asked/filters.tsx';
import { periodOf } from './asked/range.ts';
import { askedIn, requestOf } from './asked/request.ts';
import { figureBehind } from './behind.ts';
import { Breakdowns, OpenedChart } from './breakdowns.tsx';
import { Definitions } from './definitions.tsx';
import { headlineOf } from './headline/headline.ts';
import { headlineText } from './headline/headline-text.ts';
import { periodBeforeText } from './headline/period-text.ts';
import { FigureGroups } from './tiles/figure-groups.tsx';

const CHAPTERS: Readonly<Record<InsightChapter, () => string>> = {
  me: () => t('insights.me', 'Me'),
  team: () => t('insights.team', 'Team'),
  alerts: () => t('insights.alerts', 'Alerts'),
  pager: () => t('insights.pager', 'Pager'),
};

export default function InsightsPage() {
  const [params, setUrl] = useUrl();
  const chapter = INSIGHT_CHAPTERS.find((one) => one === params.get('chapter')) ?? 'team';
  // A visitor is known before the sidecar has answered, which would refuse what is nobody's.
  const isNobody = useMe()?.login === null || myLogin() === '';
  const asked = askedIn(params);
  const now = useNow(60_000);
  const query = requestOf(asked, periodOf(asked.period, now));
  return (
    <Page title={t('insights.title', 'Insights')} zone="UTC">
      <Stack direction="column" gap={2}>
        <TabsBar>
          {INSIGHT_CHAPTERS.map((one) => (
            <Tab
              key={one}
              label={CHAPTERS[one]()}
              active={one === chapter}
              onChangeTab={() => setUrl({ chapter: one })}
            />
          ))}
        </TabsBar>
        <Filters asked={asked} setUrl={setUrl} />
        {chapter === 'me' && isNobody ? (
          <NobodyNote />
        ) : (
          <Chapter key={chapter} chapter={chapter} query={query} now={now} setUrl={setUrl} />
        )}
      </Stack>
    </Page>
  );
}

interface ChapterProps {
  chapter: InsightChapter;
  query: InsightRequest;
  now: number;
  setUrl: (change: UrlChange) => void;
}

function Chapter({ chapter, query, now, setUrl }: ChapterProps) {
  const language = readerLanguage().startsWith('fr') ? ('fr' as const) : ('en' as const);
  const asked = useInsights(chapter, { ...query, language });
  // The one line on top names the worst alert, which is in another chapter.
  const ofAlerts = useInsights('alerts', chapter === 'team' ? { ...query, language } : null);
  const alerts = chapter === 'team' ? ofAlerts.data : chapter === 'alerts' ? asked.data : null;
  // What is to come has no figures yet.
  const period = { start: Date.parse(query.from), end: Math.min(Date.parse(query.to), now) };
  const me = chapter === 'me' ? myLogin() : undefined;
  return (
    <Answer asked={asked}>
      {(insight) =>
        insight.problems.some(({ code }) => code === 'no-data') ? (
          <EmptyState variant="not-found" message={t('insights.nothing', 'Nothing happened in this period')}>
            {t('insights.nothing-more', 'Choose a longer period, or another team or rota.')}
          </EmptyState>
        ) : (
          <Stack direction="column" gap={2}>
            <HeadlineLine insight={insight} alerts={alerts} />
            <Problems insight={insight} />
            {chapter === 'team' && <OpenedChart groups={insight.groups} period={period} />}
            <FigureGroups
              insight={insight}
              now={now}
              period={period}
              behind={(figure) => figureBehind(figure, query, me)}
              onPeriod={setUrl}
            />
            <Breakdowns chapter={chapter} groups={insight.groups} query={query} period={period} />
            <Definitions figures={[...insight.figures, ...insight.groups.flatMap(({ figures }) => figures)]} />
          </Stack>
        )
      }
    </Answer>
  );
}

const getLineStyles = (theme: GrafanaTheme2) => css({ ...theme.typography.h4, margin: 0, overflowWrap: 'anywhere' });

function HeadlineLine({ insight, alerts }: { insight: InsightWire; alerts: InsightWire | null }) {
  const style = useStyles2(getLineStyles);
  const before = insight.before === null ? '' : periodBeforeText(insight.before);
  return (
    <p className={style} role="status">
      {headlineText(headlineOf(insight, alerts), before)}
    </p>
  );
}

/** What had to be done without, by name. */
function Problems({ insight: { problems } }: { insight: InsightWire }) {
  const nameOf = useName();
  const words = problems.map(({ code, id }) => {
    const name = id ?? '';
    switch (code) {
      case 'unknown-zone':
        return t('insights.unknown-zone', 'The time zone of {{name}} is not known: their nights count in UTC.', {
          name: nameOf('people', name),
        });
      case 'person-gone':
        return t('insights.person-gone', '{{name}} is no user any more, and in no figure of people.', { name });
      case 'integration-gone':
        return t('insights.integration-gone', 'The integration {{name}} does not exist any more.', { name });
      default:
        return t(
          'insights.cut-off',
          'The period has more than can be computed: the figures are of its newest incidents.',
        );
    }
  });
  return words.length === 0 ? null : (
    <Alert severity="info" title={t('insights.incomplete', 'Not everything could be counted')}>
      {words.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </Alert>
  );
}
