/** Lists on the home page the open actions of reviews that concern the reader or the reader's teams. */
import { Button, Stack, TextLink } from '@grafana/ui';
import type { ListedAction } from '#modules/review/contract/review';
import { segment } from '../../../../api/client/client.ts';
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

interface Props {
  items: readonly ListedAction[];
  /** Whether the sidecar has more than these. */
  isCut: boolean;
  onChanged(): void;
}

export default function ActionsSection({ items, isCut, onChanged }: Props) {
  const { isSending, failure, send: sendDone, forget } = useSending();
  const finish = ({ incident, id, what }: ListedAction) =>
    sendDone(
      () => markActionDone(incident.id, id),
      () => {
        toast(t('home.action-finish', 'Done: {{what}}', { what }));
        onChanged();
      },
    );
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
      {isCut && <p>{t('home.more-actions', 'There are more.')}</p>}
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
