/** Names whom a page by hand reaches, by which methods, and who comes next, before it is sent. */
import { Alert, Icon } from '@grafana/ui';
import type { Severity } from '#domain/incident/signal/alert';
import { MINUTE } from '#domain/time/duration';
import { useApi } from '../../api/client/use-api.ts';
import { t } from '../../language.ts';
import { useDebounced } from '../browser/use-debounced.ts';
import { Answer } from '../page/answer.tsx';
import { useName } from '../people/directory.tsx';
import { durationText } from '../time/format.ts';
import { At } from '../time/times.tsx';
import { PreviewPerson } from './escalation-preview.tsx';
import type { EscalationPreviewWire, PreviewEntryWire } from './preview-words.ts';

interface Props {
  /** null: people are paged directly. */
  policy: string | null;
  users: readonly string[];
  severity: Severity;
  labels: Readonly<Record<string, string>>;
}

const reaches = ({ people, channels }: PreviewEntryWire) => people.length + channels.length > 0;

/** People who are paged directly are what one step would name. */
function requestOf({ policy, users, severity, labels }: Props) {
  const steps = [{ notify: users.map((user) => ({ user })) }];
  return { policy: policy ?? { name: 'by hand', steps }, alert: { severity, labels } };
}

export default function WhomPreview(props: Props) {
  const text = useDebounced(JSON.stringify(requestOf(props)));
  const asked = useApi<EscalationPreviewWire>(
    { method: 'POST', path: 'policies/preview', body: JSON.parse(text) as unknown },
    { keep: true, live: ['rota'] },
  );
  return (
    <div role="status" style={{ marginBottom: 16 }}>
      <Answer asked={asked}>{(preview) => <Whom entries={preview.entries} />}</Answer>
    </div>
  );
}

function Whom({ entries }: { entries: readonly PreviewEntryWire[] }) {
  const name = useName();
  const [first, then] = entries.filter(reaches);
  if (first === undefined) {
    return (
      <Alert severity="warning" title={t('page-someone.whom-nobody', 'This would reach nobody now')}>
        {t('page-someone.whom-nobody-more', 'Choose another policy, or page people directly.')}
      </Alert>
    );
  }
  const start = Date.parse(entries[0]?.at ?? first.at);
  const namesOf = ({ people, channels }: PreviewEntryWire) =>
    [...people.map(({ user }) => name('people', user)), ...channels].join(', ');
  return (
    <>
      <div>
        {Date.parse(first.at) - start < MINUTE ? (
          t('page-someone.whom-now', 'Paged at once:')
        ) : (
          <>
            {t('page-someone.whom-at', 'Nobody is paged before')} <At at={first.at} />
          </>
        )}
      </div>
      <ul style={{ listStyle: 'none', margin: '4px 0', padding: 0, display: 'grid', gap: 4 }}>
        {first.people.map((person) => (
          <PreviewPerson key={person.user} person={person} at={first.at} />
        ))}
        {first.channels.map((channel) => (
          <li key={channel}>
            <Icon name="comment-alt" size="sm" /> {t('preview.room', 'room {{room}}', { room: channel })}
          </li>
        ))}
      </ul>
      {then !== undefined && (
        <div>
          {t('page-someone.whom-then', 'Without an answer, after {{wait}}: {{who}}', {
            wait: durationText(Date.parse(then.at) - Date.parse(first.at)),
            who: namesOf(then),
          })}
        </div>
      )}
    </>
  );
}
