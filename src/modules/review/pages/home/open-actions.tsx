/** Lists on the home page what reviews say is to be done, by the reader or in the reader's teams. */
import { Button, Stack, TextLink } from '@grafana/ui';
import type { ListedAction } from '#modules/review/contract/review';
import type { ListPage } from '#contract/list';
import { segment } from '../../../../api/client/client.ts';
import { useApi } from '../../../../api/client/use-api.ts';
import { markActionDone } from '../../api/reviews.ts';
import { toast } from '../../../../components/browser/toast.ts';
import { useSending } from '../../../../components/form/use-sending.ts';
import { FailureNote } from '../../../../components/page/failure-note.tsx';
import { Section } from '../../../../components/page/section.tsx';
import { useName } from '../../../../components/people/directory.tsx';
import { dateText } from '../../../../components/time/date-format.ts';
import { titleText } from '../../../../components/words/title-words.ts';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { t } from '../../../../language.ts';

const MOST = 10;

/** Nothing while nothing is to be done. */
export default function OpenActions() {
  const { isSending, failure, send: sendDone, forget } = useSending();
  const asked = useApi<ListPage<ListedAction>>(
    { path: 'review-actions', query: { done: false, mine: true, limit: MOST } },
    { live: ['incident'] },
  );
  const { items, next } = asked.data ?? { items: [], next: null };
  const finish = ({ incident, id, what }: ListedAction) =>
    sendDone(
      () => markActionDone(incident.id, id),
      () => {
        toast(t('home.action-finish', 'Done: {{what}}', { what }));
        asked.reload();
      },
    );
  if (items.length === 0) {
    return null;
  }
  return (
    <Section title={t('home.actions', 'To do from reviews')}>
      {failure !== null && <FailureNote failure={failure} onClose={forget} />}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
        {items.map((action) => (
          <ActionItem
            key={`${action.incident.id} ${action.id}`}
            action={action}
            isSending={isSending}
            onDone={finish}
          />
        ))}
      </ul>
      {next !== null && <p>{t('home.more-actions', 'There are more.')}</p>}
    </Section>
  );
}

interface ItemProps {
  action: ListedAction;
  isSending: boolean;
  onDone: (action: ListedAction) => Promise<void>;
}

function ActionItem({ action, isSending, onDone }: ItemProps) {
  const name = useName();
  const { what, owner, due, incident, mayWrite } = action;
  return (
    <li style={{ overflowWrap: 'anywhere', display: 'flex', gap: 8, alignItems: 'flex-start' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <TextLink href={`${PLUGIN_ROOT}/incidents/${segment(incident.id)}/review`}>{what}</TextLink>
        <Stack gap={1} wrap="wrap">
          <span>{owner === null ? t('home.action-nobody', 'Nobody yet') : name('people', owner)}</span>
          {due !== null && <span>{t('home.action-due', 'due {{date}}', { date: dateText(Date.parse(due)) })}</span>}
          <span>{`#${incident.number} ${titleText(incident.title, null)}`}</span>
        </Stack>
      </div>
      {mayWrite && (
        <Button
          size="sm"
          variant="secondary"
          icon="check"
          disabled={isSending}
          aria-label={t('home.action-finish', 'Done: {{what}}', { what })}
          onClick={() => void onDone(action)}
        >
          {t('home.action-done', 'Done')}
        </Button>
      )}
    </li>
  );
}
