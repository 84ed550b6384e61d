/** The months of the person: what is ready to be read, accepted or contested, and past documents. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import { toMilliseconds } from '#contract/time/duration';
import type { QueryState } from '../../api/client/use-api.ts';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { acceptStatement, contestStatement, documentUrl } from '../../api/labour/statements.ts';
import { toast } from '../../components/browser/toast.ts';
import { ConfirmDialog } from '../../components/form/confirm-dialog.tsx';
import { TextAreaField } from '../../components/form/fields/labelled-fields.tsx';
import { Form } from '../../components/form/form.tsx';
import { useGuardedDraft } from '../../components/form/leave-guard.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { STAGE_LOOKS, monthEnd, monthText, stageOf, stageText } from '../../components/labour/statement-text.ts';
import { StatementView } from '../../components/labour/statement-view.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';

interface Props {
  asked: QueryState<ListedStatementWire[]>;
  units: readonly StoredUnit[];
}

const latestFirst = (a: ListedStatementWire, b: ListedStatementWire) => (a.month < b.month ? 1 : -1);

export function MonthSections({ asked, units }: Props) {
  return (
    <Answer asked={asked}>
      {(all) => {
        const sorted = all.toSorted(latestFirst);
        const open = sorted.filter(({ state }) => state === 'open');
        return (
          <>
            {open.map((statement) => (
              <OpenMonth
                key={statement.id}
                statement={statement}
                unit={units.find(({ id }) => id === statement.unit)}
                onChanged={asked.reload}
              />
            ))}
            <PastMonths statements={sorted.filter(({ state }) => state === 'closed')} />
          </>
        );
      }}
    </Answer>
  );
}

interface MonthProps {
  statement: ListedStatementWire;
  unit: StoredUnit | undefined;
  onChanged: () => void;
}

function OpenMonth({ statement, unit, onChanged }: MonthProps) {
  const stage = stageOf(statement);
  const month = monthText(statement.month);
  const nameOf = useName();
  const hr = unit?.hr.find((login) => login !== statement.user) ?? unit?.hr[0] ?? '';
  return (
    <Section
      title={t('month.mine', 'Your hours of {{month}}', { month })}
      actions={<Badge {...STAGE_LOOKS[stage]} text={stageText(stage)} />}
    >
      <Stack direction="column" gap={2}>
        {stage === 'open' && unit !== undefined && (
          <div>
            {t('month.ready', 'Your {{month}} hours are ready. Please have a look by {{date}}.', {
              month,
              date: dateText(monthEnd(statement.month) + toMilliseconds(unit.closing.after)),
            })}
          </div>
        )}
        {stage === 'contested' && (
          <div>
            {t('month.contested', 'Thank you. {{name}} will answer before the month is closed.', {
              name: nameOf('people', hr),
            })}
            <blockquote>{statement.contest}</blockquote>
          </div>
        )}
        <StatementView statement={statement} unit={unit ?? null} />
        <Answering statement={statement} mayAccept={stage !== 'accepted'} onChanged={onChanged} />
      </Stack>
    </Section>
  );
}

const LEAST = 3;

function Answering({ statement, mayAccept, onChanged }: Omit<MonthProps, 'unit'> & { mayAccept: boolean }) {
  const [isWrong, setWrong] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const [text, setText] = useState('');
  useGuardedDraft(text !== '');
  const { isSending, failure, send, forget } = useSending();
  const done = () => {
    toast(t('month.noted', 'Thank you, noted.'));
    setWrong(false);
    setText('');
    onChanged();
  };
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={1} wrap="wrap">
        {mayAccept && (
          <Button icon="check" disabled={isSending} onClick={() => setAccepting(true)}>
            {t('month.accept', 'Accept…')}
          </Button>
        )}
        <Button variant="secondary" aria-expanded={isWrong} onClick={() => setWrong(!isWrong)}>
          {t('month.wrong', 'Something is wrong')}
        </Button>
      </Stack>
      {isAccepting && (
        <AcceptDialog
          statement={statement}
          onConfirm={() => {
            setAccepting(false);
            void send(() => acceptStatement(statement.id), done);
          }}
          onDismiss={() => setAccepting(false)}
        />
      )}
      {failure !== null && <FailureNote failure={failure} onClose={forget} />}
      {isWrong && (
        <Form
          onSubmit={() =>
            text.trim().length >= LEAST && void send(() => contestStatement(statement.id, text.trim()), done)
          }
        >
          <Stack direction="column" gap={1}>
            <TextAreaField
              id={`contest-${statement.id}`}
              label={t('month.what', 'What is wrong?')}
              rows={3}
              value={text}
              onChange={setText}
            />
            <div>
              <Button type="submit" disabled={isSending || text.trim().length < LEAST}>
                {t('month.send', 'Send to HR')}
              </Button>
            </div>
          </Stack>
        </Form>
      )}
    </Stack>
  );
}

interface AcceptProps {
  statement: ListedStatementWire;
  onConfirm: () => void;
  onDismiss: () => void;
}

/** HR closes what was accepted, so that it is no tap in passing, least of all while an end is only assumed. */
function AcceptDialog({ statement: { month, body }, onConfirm, onDismiss }: AcceptProps) {
  const assumed = body.interventions.filter(({ confirmed }) => !confirmed).length;
  return (
    <ConfirmDialog
      isOpen
      title={t('month.accept-title', 'Accept your hours of {{month}}?', { month: monthText(month) })}
      body={t(
        'month.accept-body',
        'HR may then close the month as it is. Until it is closed, you can still say what is wrong.',
      )}
      description={
        assumed > 0 && (
          <strong>
            {t('month.accept-assumed', '', {
              count: assumed,
              defaultValue_one:
                'You have not confirmed when {{count}} intervention ended: it counts with the end that Vigie assumes. Confirm it first, above.',
              defaultValue_other:
                'You have not confirmed when {{count}} interventions ended: they count with the ends that Vigie assumes. Confirm them first, above.',
            })}
          </strong>
        )
      }
      confirmText={assumed > 0 ? t('month.accept-anyway', 'Accept anyway') : t('month.accept-confirm', 'Accept')}
      confirmVariant={assumed > 0 ? 'destructive' : 'primary'}
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}

function PastMonths({ statements }: { statements: readonly ListedStatementWire[] }) {
  return statements.length === 0 ? null : (
    <Section title={t('month.past', 'Past documents')}>
      <RowList>
        {statements.map(({ id, month, closedAt, reason }) => (
          <ListRow
            key={id}
            name={monthText(month)}
            text={
              closedAt !== null && t('month.closed-on', 'Closed on {{date}}', { date: dateText(Date.parse(closedAt)) })
            }
            textMore={reason}
            tools={
              <LinkButton
                size="sm"
                variant="secondary"
                icon="file-alt"
                href={documentUrl(id)}
                target="_blank"
                aria-label={t('month.document-of', 'Open the document of {{month}}', { month: monthText(month) })}
              >
                {t('statement.document', 'Open the document')}
              </LinkButton>
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
