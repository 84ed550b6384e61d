/** What a draft would have changed in the last 30 days: as they were beside as they would have been. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import type { ReplayResultWire, ReplayWire } from '#contract/replay';
import { FailureNote } from '../page/failure-note.tsx';
import { Section } from '../page/section.tsx';
import { useName } from '../people/directory.tsx';
import { timeText } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useZone } from '../time/zone.tsx';
import { readerLanguage, t } from '../../language.ts';
import { movedPages } from './differing-pages.ts';
import { PageByPage } from './page-by-page.tsx';
import { differenceText, replayProblemText } from './replay-words.ts';
import type { ReplayObjects } from './use-replay.ts';
import { useReplay } from './use-replay.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', fontWeight: 'inherit' },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});

interface Props {
  /** Where several are on one page, each has a title of its own. */
  title?: string | undefined;
  objects: ReplayObjects;
  /** What the draft is of cannot be gone through, such as a rota that is not drawn yet. */
  isDisabled?: boolean;
}

export function PastNights({ title, objects, isDisabled = false }: Props) {
  const now = useNow(60_000);
  const { replay, isRunning, failure, begin, cancel } = useReplay(objects);
  return (
    <Section title={title ?? t('replay.title', 'The last 30 days')}>
      <Stack direction="column" gap={1}>
        <div>
          {t(
            'replay.what',
            'Goes through the alerts of the last 30 days again with this draft, and compares who is paged. Nothing is sent or saved.',
          )}
        </div>
        <Stack gap={1} wrap="wrap">
          <Button variant="secondary" icon="history" disabled={isRunning || isDisabled} onClick={() => begin(now)}>
            {t('replay.begin', 'What would this have changed?')}
          </Button>
          {isRunning && (
            <Button variant="secondary" fill="text" onClick={cancel}>
              {t('form.cancel', 'Cancel')}
            </Button>
          )}
        </Stack>
        {isRunning && (
          <div role="status">
            {t('replay.running', 'Going through the alerts: {{share}}', { share: shareText(replay?.progress ?? 0) })}
          </div>
        )}
        {failure !== null && <FailureNote failure={failure} what={t('replay.failed', 'The comparison was not made')} />}
        {replay !== null && !isRunning && <Outcome replay={replay} now={now} />}
      </Stack>
    </Section>
  );
}

function shareText(share: number): string {
  return new Intl.NumberFormat(readerLanguage(), { style: 'percent' }).format(share);
}

function Outcome({ replay, now }: { replay: ReplayWire; now: number }) {
  const zone = useZone();
  const nameOf = useName();
  if (replay.result === null) {
    return <div>{t('replay.ended', 'The comparison ended early. Start it again.')}</div>;
  }
  const texts = new Set(replay.result.problems.map((problem) => replayProblemText(problem, nameOf)));
  const problems = [...texts].map((text) => <div key={text}>{text}</div>);
  if (replay.result.problems.some(({ reason }) => reason === 'no-data')) {
    return <div>{problems}</div>;
  }
  return (
    <Stack direction="column" gap={1}>
      <Change result={replay.result} />
      <Figures result={replay.result} />
      <First result={replay.result} now={now} />
      <PageByPage result={replay.result} now={now} />
      <div>
        {t('replay.reproduced', 'Replayed without the draft, {{same}} of {{pages}} pages are as they really were.', {
          ...replay.result.reproduced,
        })}
      </div>
      {replay.result.supposed.answers > 0 && (
        <div>
          {t(
            'replay.supposed',
            'Answers assumed, since nobody gave them then: {{answers}}; differences that depend on them: {{pages}}.',
            { ...replay.result.supposed },
          )}
        </div>
      )}
      {replay.exactSince !== null && (
        <div>
          {t('replay.exact-since', 'Exact since {{when}}; before that, earlier states were not kept.', {
            when: timeText(Date.parse(replay.exactSince), now, zone),
          })}
        </div>
      )}
      {problems}
    </Stack>
  );
}

/** Pairs of people that are named; more of them are only counted. */
const MOST_PAIRS = 3;

function Change({ result }: { result: ReplayResultWire }) {
  const nameOf = useName();
  const pairs = movedPages(result);
  const named = pairs.length > MOST_PAIRS ? [] : pairs;
  const moved = named.reduce((sum, { count }) => sum + count, 0);
  const [more, fewer, { changed }] = [result.more - moved, result.fewer - moved, result];
  const name = (login: string) => nameOf('people', login);
  return (
    <>
      {named.map(({ from, to, count }) => (
        <strong key={`${from} ${to}`}>
          {t('replay.instead', '', {
            count,
            from: name(from),
            to: name(to),
            defaultValue_one: '{{count}} page goes to {{to}} instead of {{from}}.',
            defaultValue_other: '{{count}} pages go to {{to}} instead of {{from}}.',
          })}
        </strong>
      ))}
      {(more + fewer + changed > 0 || moved === 0) && (
        <strong>
          <Counts more={more} fewer={fewer} changed={changed} />
        </strong>
      )}
    </>
  );
}

function Counts({ more, fewer, changed }: Pick<ReplayResultWire, 'more' | 'fewer' | 'changed'>) {
  return more + fewer + changed === 0
    ? t('replay.same', 'Every page would have been the same.')
    : t('replay.change', '', {
        count: more,
        fewer,
        changed,
        defaultValue_one:
          '{{count}} page more, {{fewer}} fewer, {{changed}} at another time or by another contact method.',
        defaultValue_other:
          '{{count}} pages more, {{fewer}} fewer, {{changed}} at another time or by another contact method.',
      });
}

function Figures({ result }: { result: ReplayResultWire }) {
  const styles = useStyles2(getStyles);
  const nameOf = useName();
  // Those whose figures the reader may read; nobody else's are in the answer.
  const people = result.woken.map(
    ({ user, ...both }) =>
      [t('replay.woken', 'Times {{person}} was woken', { person: nameOf('people', user) }), both] as const,
  );
  const rows: Array<readonly [string, { before: number; after: number }]> = [
    [t('replay.night-pages', 'Pages at night'), result.nightPages],
    [t('replay.interruptions', 'Times somebody was woken'), result.interruptions],
    ...people,
    [t('replay.most', 'Most night pages of one person'), result.mostNightPages],
    [t('replay.unanswered', 'Incidents that nobody answered'), countsOf(result.unanswered)],
    [t('replay.unreached', 'Incidents that reached nobody'), countsOf(result.unreached)],
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('replay.before', 'As it was')}</th>
          <th scope="col">{t('replay.after', 'With this draft')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, { before, after }]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function countsOf({ before, after }: ReplayResultWire['unanswered']): { before: number; after: number } {
  return { before: before.length, after: after.length };
}

function First({ result: { first, incidents }, now }: { result: ReplayResultWire; now: number }) {
  const nameOf = useName();
  const zone = useZone();
  if (first === null) {
    return null;
  }
  return (
    <div>
      {t('replay.first', 'First difference, {{when}}, {{person}}, “{{title}}”: {{why}}.', {
        when: timeText(Date.parse(first.at), now, zone),
        person: nameOf('people', first.user),
        title: incidents.find(({ id }) => id === first.incident)?.title ?? first.incident,
        why: differenceText(first.reason),
      })}
    </div>
  );
}
