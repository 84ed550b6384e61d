/** The card with the timeline of an incident. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Stack, TextArea, useStyles2 } from '@grafana/ui';
import type { TimelineEntryWire } from '#contract/incidents/incident';
import type { ApiFailure } from '../../../api/client/failure.ts';
import { command } from '../../../api/resources/incidents.ts';
import type { QueryState } from '../../../api/client/use-api.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { OtherIncident } from '../../../components/incident/other-incident.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Linked } from '../../../components/text/linked-text.tsx';
import { Section } from '../../../components/page/section.tsx';
import { timeText } from '../../../components/time/format.ts';
import { AtSecond } from '../../../components/time/times.tsx';
import { entryBadge } from './entry-badge.ts';
import { entryText } from './entry-text.ts';
import { viaText } from './via-text.ts';
import { Form } from '../../../components/form/form.tsx';
import { useKeptDraft } from '../../../components/form/kept-draft.ts';
import { t } from '../../../language.ts';
import { useZone } from '../../../components/time/zone.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 }),
  entry: css({
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  head: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  text: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
});

function Entry({ entry }: { entry: TimelineEntryWire }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  const zone = useZone();
  const { icon, word } = entryBadge(entry);
  const other = entry.kind === 'merged' ? (entry.data['into'] ?? entry.data['from']) : null;
  return (
    <li className={styles.entry}>
      <Icon name={icon} />
      <div>
        <div className={styles.head}>
          {word()} · <AtSecond at={entry.at} />
          {entry.actor !== null && ` · ${name('people', entry.actor)}`}
          {viaText(entry.data['via'])}
        </div>
        <div className={styles.text}>
          <Linked text={entryText(entry, { name, time: (at) => timeText(at, Date.parse(entry.at), zone) })} />
          {typeof other === 'string' && (
            <>
              {' '}
              <OtherIncident id={other} number={entry.data['number']} />
            </>
          )}
        </div>
      </div>
    </li>
  );
}

function NoteForm({ id, onNoted }: { id: string; onNoted: () => void }) {
  const { draft, change, forget } = useKeptDraft(`note ${id}`, { text: '' });
  const { text } = draft;
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const save = async () => {
    const sent = await command(id, 'note', { text: text.trim() });
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok) {
      change({ text: '' });
      forget();
      onNoted();
    }
  };
  return (
    <Form onSubmit={() => void save()}>
      <Stack direction="column" gap={1}>
        <TextArea
          aria-label={t('note.label', 'Note')}
          placeholder={t('note.placeholder', 'Add a note: what you see, what you tried')}
          rows={2}
          value={text}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') {
              event.preventDefault();
              void save();
            }
          }}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        {failure !== null && <FailureNote failure={failure} what={t('note.failed', 'The note was not added')} />}
        <div>
          <Button type="submit" size="sm" variant="secondary" icon="comment-alt" disabled={text.trim() === ''}>
            {t('note.add', 'Add note')}
          </Button>
        </div>
      </Stack>
    </Form>
  );
}

interface Props {
  id: string;
  mayNote: boolean;
  asked: QueryState<TimelineEntryWire[]>;
}

/** Everything that happened, newest first. */
export function TimelineCard({ id, mayNote, asked }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Section title={t('incident.timeline', 'Timeline')}>
      {mayNote && <NoteForm id={id} onNoted={asked.reload} />}
      <Answer asked={asked}>
        {(entries) => (
          <ol className={styles.list} reversed>
            {[...entries].reverse().map((entry, i) => (
              <Entry key={`${entry.at} ${entries.length - i}`} entry={entry} />
            ))}
          </ol>
        )}
      </Answer>
    </Section>
  );
}
