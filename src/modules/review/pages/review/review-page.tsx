/** The page on which the review of an incident is written and read. */
import { useId, useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import type { IncidentAnswer } from '#contract/incidents/incident';
import type { ReviewAnswer } from '#modules/review/contract/review';
import { segment } from '../../../../api/client/client.ts';
import { useApi } from '../../../../api/client/use-api.ts';
import { reviewDocument, reviewPath, saveReview } from '../../api/reviews.ts';
import { toast } from '../../../../components/browser/toast.ts';
import { InputField, TextAreaField } from '../../../../components/form/fields/labelled-fields.tsx';
import { useLeaveGuard } from '../../../../components/form/leave-guard.tsx';
import { useSending } from '../../../../components/form/use-sending.ts';
import { Answer } from '../../../../components/page/answer.tsx';
import { Badge } from '../../../../components/page/badge.tsx';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { LinkButton } from '../../../../components/page/link-button.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Columns, Section } from '../../../../components/page/section.tsx';
import { useName } from '../../../../components/people/directory.tsx';
import { readerZone } from '../../../../components/time/format.ts';
import { At } from '../../../../components/time/times.tsx';
import { titleText } from '../../../../components/words/title-words.ts';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { readerLanguage, t } from '../../../../language.ts';
import { ReviewActions } from './review-actions.tsx';
import { bodyOf, draftOf } from './review-draft.ts';
import type { ReviewDraft } from './review-draft.ts';
import { ReviewHead } from './review-head.tsx';
import { ReviewTimeline } from './review-timeline.tsx';

function stateText(state: ReviewAnswer['state']): string {
  switch (state) {
    case 'none':
      return t('review.none', 'Not written yet');
    case 'draft':
      return t('review.draft', 'Draft');
    case 'complete':
      return t('review.complete', 'Complete');
  }
}

export default function ReviewPage() {
  const { id = '' } = useParams();
  const incident = useApi<IncidentAnswer>({ path: `incidents/${segment(id)}` });
  const asked = useApi<ReviewAnswer>({ path: reviewPath(id) });
  const shown = incident.data;
  return (
    <Page
      isDetail
      zone={readerZone()}
      title={
        shown === null
          ? t('review.title', 'Review')
          : t('review.title-of', 'Review of #{{number}}: {{title}}', {
              number: shown.number,
              title: titleText(shown.title, shown.titleReason),
            })
      }
      beside={asked.data && <Badge color="blue" text={stateText(asked.data.state)} />}
      actions={asked.data && <Documents review={asked.data} />}
    >
      <Answer asked={asked}>
        {(review) => (
          <>
            {shown !== null && <ReviewHead incident={shown} facts={review.facts} />}
            <Writing key={review.version} review={review} onSaved={asked.reload} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Documents({ review: { incident, version } }: { review: ReviewAnswer }) {
  const own = readerLanguage().startsWith('fr') ? 'fr' : 'en';
  return (
    <Stack gap={1} wrap="wrap">
      <LinkButton variant="secondary" icon="arrow-left" href={`${PLUGIN_ROOT}/incidents/${segment(incident)}`}>
        {t('review.incident', 'Incident')}
      </LinkButton>
      {version > 0 && (
        <>
          <LinkButton variant="secondary" target="_blank" href={reviewDocument(incident, 'html', own)}>
            {t('review.print', 'Print')}
          </LinkButton>
          <LinkButton variant="secondary" target="_blank" href={reviewDocument(incident, 'md', own)}>
            {t('review.markdown', 'Markdown')}
          </LinkButton>
        </>
      )}
    </Stack>
  );
}

interface WritingProps {
  review: ReviewAnswer;
  onSaved: () => void;
}

function Writing({ review, onSaved }: WritingProps) {
  const first = draftOf(review);
  const [draft, setDraft] = useState<ReviewDraft>(first);
  const { isSending, failure, send, forget } = useSending();
  const isChanged = JSON.stringify(draft) !== JSON.stringify(first);
  const guard = useLeaveGuard(isChanged);
  const change = (part: Partial<ReviewDraft>) => setDraft((old) => ({ ...old, ...part }));
  const { mayWrite } = review;
  const isComplete = review.state === 'complete';
  const save = (state: 'draft' | 'complete') =>
    void send(
      () => saveReview(review.incident, review.version, bodyOf(draft, state)),
      () => {
        toast(
          state === 'complete' && !isComplete
            ? t('review.completed', 'The review is complete')
            : t('review.saved', 'Saved'),
        );
        onSaved();
      },
    );
  return (
    <Stack direction="column" gap={2}>
      {guard}
      <Written review={review} />
      <Columns
        main={<Texts draft={draft} mayWrite={mayWrite} onChange={change} />}
        side={
          <Section title={t('review.timeline', 'What happened')}>
            {mayWrite && <p>{t('review.trim', 'Clear a box to leave an entry out of the document.')}</p>}
            <ReviewTimeline
              entries={review.timeline}
              leftOut={draft.leftOut}
              mayWrite={mayWrite}
              onChange={(leftOut) => change({ leftOut })}
            />
            {review.cutOff && <p>{t('review.cut-off', 'There is more; the incident shows all of it.')}</p>}
          </Section>
        }
      />
      {failure !== null && (
        <FailureNote failure={failure} what={t('review.not-saved', 'The review was not saved')} onClose={forget} />
      )}
      {mayWrite && (
        <Stack gap={1} wrap="wrap">
          <Button disabled={isSending || !isChanged} onClick={() => save(isComplete ? 'complete' : 'draft')}>
            {t('review.save', 'Save')}
          </Button>
          <Button
            variant="secondary"
            icon="check"
            disabled={isSending}
            onClick={() => save(isComplete ? 'draft' : 'complete')}
          >
            {isComplete ? t('review.reopen', 'Back to draft') : t('review.mark-complete', 'Mark as complete')}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}

function Written({ review: { updatedAt, updatedBy, completedAt, completedBy, mayWrite } }: { review: ReviewAnswer }) {
  const name = useName();
  return (
    <>
      {!mayWrite && (
        <Alert
          severity="info"
          title={t('review.read-only', 'You can read this review. People who may act on the incident write it.')}
        />
      )}
      {updatedAt !== null && updatedBy !== null && (
        <div>
          {t('review.updated', 'Last saved by {{who}},', { who: name('people', updatedBy) })} <At at={updatedAt} />
        </div>
      )}
      {completedAt !== null && completedBy !== null && (
        <div>
          {t('review.completed-by', 'Completed by {{who}},', { who: name('people', completedBy) })}{' '}
          <At at={completedAt} />
        </div>
      )}
    </>
  );
}

interface TextsProps {
  draft: ReviewDraft;
  mayWrite: boolean;
  onChange: (part: Partial<ReviewDraft>) => void;
}

function Texts({ draft, mayWrite, onChange }: TextsProps) {
  const { more } = draft;
  const uid = useId();
  const text = (label: string, key: 'impact' | 'cause' | 'wentWell') => (
    <TextAreaField
      id={`${uid}-${key}`}
      label={label}
      rows={4}
      value={draft[key]}
      disabled={!mayWrite}
      onChange={(value) => onChange({ [key]: value })}
    />
  );
  const changeMore = (index: number, part: Partial<ReviewDraft['more'][number]>) =>
    onChange({ more: more.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <>
      <Section title={t('review.texts', 'What we know')}>
        <Stack direction="column" gap={2}>
          {text(t('review.impact', 'Impact'), 'impact')}
          {text(t('review.cause', 'Cause'), 'cause')}
          {text(t('review.went-well', 'What went well'), 'wentWell')}
          {more.map((one, index) => (
            <Stack key={index} direction="column" gap={1}>
              <InputField
                id={`${uid}-title-${index}`}
                label={t('review.section-title', 'Title of the section')}
                value={one.title}
                maxLength={200}
                disabled={!mayWrite}
                onChange={(title) => changeMore(index, { title })}
              />
              <TextAreaField
                id={`${uid}-text-${index}`}
                label={one.title || t('review.section-text', 'Text of the section')}
                rows={4}
                value={one.text}
                disabled={!mayWrite}
                onChange={(value) => changeMore(index, { text: value })}
              />
            </Stack>
          ))}
          {mayWrite && (
            <div>
              <Button
                variant="secondary"
                size="sm"
                icon="plus"
                onClick={() => onChange({ more: [...more, { title: '', text: '' }] })}
              >
                {t('review.add-section', 'Add section')}
              </Button>
            </div>
          )}
        </Stack>
      </Section>
      <Section title={t('review.actions', 'Actions')}>
        <ReviewActions actions={draft.actions} mayWrite={mayWrite} onChange={(actions) => onChange({ actions })} />
      </Section>
    </>
  );
}
