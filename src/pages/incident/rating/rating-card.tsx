/** The card that asks, once somebody has answered, whether it was worth waking somebody; one press, never required. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, TextArea, useStyles2 } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { RATINGS } from '#domain/incident/rating';
import type { IncidentRating, NewRating } from '#contract/incidents/rating';
import { rateIncident } from '../../../api/resources/incidents.ts';
import { useKeptDraft } from '../../../components/form/kept-draft.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { canDo } from '../../../components/incident/can.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useName } from '../../../components/people/directory.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { LinkedText } from '../../../components/text/linked-text.tsx';
import { At } from '../../../components/time/times.tsx';
import { t } from '../../../language.ts';
import { ratingText } from './rating-text.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  head: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

function Said({ rating }: { rating: IncidentRating }) {
  const styles = useStyles2(getStyles);
  const name = useName();
  return (
    <li>
      <div className={styles.head}>
        {rating.script ? rating.user : name('people', rating.user)} · <At at={rating.at} />
      </div>
      <div>{ratingText(rating.rating)}</div>
      {rating.note !== null && <LinkedText text={rating.note} />}
    </li>
  );
}

interface AskProps {
  id: string;
  own: IncidentRating | null;
  onRated: () => void;
}

function Ask({ id, own, onRated }: AskProps) {
  const { draft, change } = useKeptDraft<{ note: string | null }>(`rating ${id}`, { note: null });
  const { isSending, failure, send } = useSending();
  const shown = draft.note ?? own?.note ?? '';
  const say = (rating: NewRating | null) =>
    void send(
      () => rateIncident(id, rating),
      () => {
        change({ note: null });
        onRated();
      },
    );
  return (
    <Stack direction="column" gap={1}>
      <div role="group" aria-label={t('rating.question', 'Was it worth waking somebody?')}>
        <Stack gap={1} wrap="wrap">
          {RATINGS.map((rating) => (
            <Button
              key={rating}
              size="sm"
              variant={own?.rating === rating ? 'primary' : 'secondary'}
              aria-pressed={own?.rating === rating}
              disabled={isSending}
              onClick={() => say({ rating, note: shown.trim() || null })}
            >
              {ratingText(rating)}
            </Button>
          ))}
        </Stack>
      </div>
      {own !== null && (
        <>
          <TextArea
            aria-label={t('rating.note', 'Note on your answer')}
            placeholder={t(
              'rating.note-hint',
              'What would have been better? Everybody who reads the incident sees it.',
            )}
            rows={2}
            maxLength={2000}
            value={shown}
            onChange={(event) => change({ note: event.currentTarget.value })}
          />
          <Stack gap={1} wrap="wrap">
            <Button
              size="sm"
              variant="secondary"
              disabled={isSending || shown.trim() === (own.note ?? '')}
              onClick={() => say({ rating: own.rating, note: shown.trim() || null })}
            >
              {t('rating.save-note', 'Save note')}
            </Button>
            <Button size="sm" variant="secondary" fill="text" disabled={isSending} onClick={() => say(null)}>
              {t('rating.undo', 'Take my answer back')}
            </Button>
          </Stack>
        </>
      )}
      {failure !== null && <FailureNote failure={failure} what={t('rating.failed', 'Your answer was not saved')} />}
    </Stack>
  );
}

/** Asked of nobody while nobody has answered: at three in the morning, only the answer counts. */
export function RatingCard({ incident, onRated }: { incident: IncidentAnswer; onRated: () => void }) {
  const styles = useStyles2(getStyles);
  const me = useMe();
  const { ratings, state } = incident;
  if (ratings === undefined || ratings === null) {
    return null;
  }
  const own = ratings.find(({ user, script }) => !script && user === me?.login) ?? null;
  const asks =
    me?.kind === 'person' && canDo(incident).note && (state === 'acknowledged' || state === 'resolved' || own !== null);
  const others = ratings.filter((rating) => rating !== own || !asks);
  if (!asks && others.length === 0) {
    return null;
  }
  return (
    <Section title={t('rating.question', 'Was it worth waking somebody?')}>
      <Stack direction="column" gap={2}>
        {asks && <Ask id={incident.id} own={own} onRated={onRated} />}
        {others.length > 0 && (
          <ul className={styles.list}>
            {others.map((rating) => (
              <Said key={`${rating.user} ${rating.script}`} rating={rating} />
            ))}
          </ul>
        )}
      </Stack>
    </Section>
  );
}
