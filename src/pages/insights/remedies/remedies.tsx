/** What would help against the alerts that wake people most, and what each of it would have saved and delayed. */
import { Button, Stack, useStyles2 } from '@grafana/ui';
import type { AlertWithRemedies, OfferedRemedy, RemediesWire } from '#contract/insight/remedies';
import { SECOND } from '#domain/time/duration';
import { lookForRemedies, useRemedies } from '../../../api/insights/remedies.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { durationText } from '../../../components/time/duration-text.ts';
import { Ago } from '../../../components/time/times.tsx';
import { readerLanguage, t } from '../../../language.ts';
import { Adopt } from './adopt.tsx';
import { OBJECTION_TEXTS, REMEDY_TEXTS } from './remedy-words.ts';
import { getTableStyles } from '../tables/table-styles.ts';

export function Remedies() {
  const me = useMe();
  const asked = useRemedies();
  const { isSending, failure, send, forget } = useSending();
  const mayEdit = me?.can.edit === true;
  const isRunning = isSending || (asked.data?.progress ?? null) !== null;
  const look = mayEdit && (
    <Button
      size="sm"
      variant="secondary"
      icon="history"
      disabled={isRunning}
      onClick={() => void send(lookForRemedies, asked.replace)}
    >
      {t('remedies.look', 'Look now')}
    </Button>
  );
  return (
    <Section title={t('remedies.title', 'What would help')} actions={look}>
      <Stack direction="column" gap={1}>
        <div>
          {t(
            'remedies.what',
            'Each night, Vigie goes through the last 30 days again with small changes for the ten alerts that woke people most. Only changes that would have lost no incident, and changed no page that mattered, are offered.',
          )}
        </div>
        {failure !== null && (
          <FailureNote failure={failure} what={t('remedies.not-begun', 'The search did not begin')} onClose={forget} />
        )}
        <Answer asked={asked}>{(remedies) => <Found remedies={remedies} mayEdit={mayEdit} />}</Answer>
      </Stack>
    </Section>
  );
}

function Found({ remedies: { progress, problem, found }, mayEdit }: { remedies: RemediesWire; mayEdit: boolean }) {
  const share = new Intl.NumberFormat(readerLanguage(), { style: 'percent' }).format(progress ?? 0);
  return (
    <Stack direction="column" gap={1}>
      {progress !== null && (
        <div role="status">{t('remedies.running', 'Going through the alerts: {{share}}', { share })}</div>
      )}
      {problem !== null && <div>{PROBLEMS[problem]()}</div>}
      {found === null ? (
        progress === null && <div>{t('remedies.none-yet', 'Nothing has been searched for yet.')}</div>
      ) : (
        <Alerts found={found} mayEdit={mayEdit} />
      )}
    </Stack>
  );
}

const PROBLEMS = {
  'too-much': () =>
    t('remedies.too-much', 'The last search needed more memory than it may take. What is shown is older.'),
  failed: () => t('remedies.failed', 'The last search failed. What is shown is older.'),
} as const;

function Alerts({ found, mayEdit }: { found: NonNullable<RemediesWire['found']>; mayEdit: boolean }) {
  const styles = useStyles2(getTableStyles);
  const rows = found.alerts.flatMap((alert) => alert.offered.map((offered) => ({ alert, offered })));
  return (
    <>
      {rows.length === 0 ? (
        <div>{t('remedies.nothing', 'Nothing that was tried can be offered.')}</div>
      ) : (
        <div className={styles.frame} role="region" aria-label={t('remedies.offered', 'Offered changes')} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('remedies.change', 'Change')}</th>
                <th scope="col">{t('remedies.wakings', 'Wakings saved')}</th>
                <th scope="col">{t('remedies.delayed', 'Answers delayed')}</th>
                <th scope="col">{t('remedies.lost', 'Incidents missed')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ alert, offered }) => (
                <Row
                  key={`${alert.integration} ${alert.name} ${offered.remedy}`}
                  alert={alert}
                  offered={offered}
                  mayEdit={mayEdit}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Refused alerts={found.alerts} />
      <div>
        {t('remedies.computed', 'Computed')} <Ago at={found.computedAt} />.
        {found.withheld > 0 &&
          ` ${t('remedies.withheld', '', {
            count: found.withheld,
            defaultValue_one:
              '{{count}} alert is not shown: it woke fewer than three people, whose figures you may not read.',
            defaultValue_other:
              '{{count}} alerts are not shown: each woke fewer than three people, whose figures you may not read.',
          })}`}
      </div>
    </>
  );
}

interface RowProps {
  alert: AlertWithRemedies;
  offered: OfferedRemedy;
  mayEdit: boolean;
}

function Row({ alert, offered, mayEdit }: RowProps) {
  const nameOf = useName();
  const { remedy, saved, delayed, longestDelay, missed } = offered;
  return (
    <tr>
      <th scope="row">
        {REMEDY_TEXTS[remedy]()}
        <div>{alertText(alert, nameOf)}</div>
      </th>
      <td>{savedText(saved, alert.wakings)}</td>
      <td>
        {delayed === 0
          ? 0
          : t('remedies.by-at-most', '{{n}}, by at most {{duration}}', {
              n: delayed,
              duration: durationText(longestDelay * SECOND),
            })}
      </td>
      <td>{missed}</td>
      <td>
        <Adopt name={alert.name} offered={offered} mayEdit={mayEdit} />
      </td>
    </tr>
  );
}

function savedText(saved: number | null, wakings: number | null): string {
  return saved === null || wakings === null ? '–' : t('remedies.of', '{{n}} of {{all}}', { n: saved, all: wakings });
}

function alertText({ name, integration }: AlertWithRemedies, nameOf: ReturnType<typeof useName>): string {
  return t('remedies.alert', '“{{name}}” ({{integration}})', {
    name,
    integration: nameOf('integrations', integration),
  });
}

/** Why the rest is not offered; folded, since most of it is. */
function Refused({ alerts }: { alerts: readonly AlertWithRemedies[] }) {
  const nameOf = useName();
  const refused = alerts.filter((alert) => alert.refused.length > 0);
  return refused.length === 0 ? null : (
    <details>
      <summary>{t('remedies.refused', 'Tried, and not offered')}</summary>
      <ul style={{ paddingLeft: 20 }}>
        {refused.map((alert) => (
          <li key={`${alert.integration} ${alert.name}`}>
            {alertText(alert, nameOf)}
            <ul style={{ paddingLeft: 20 }}>
              {alert.refused.map(({ remedy, because }) => (
                <li key={remedy}>
                  {t('remedies.because', '{{remedy}}: {{why}}', {
                    remedy: REMEDY_TEXTS[remedy](),
                    why: OBJECTION_TEXTS[because](),
                  })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
