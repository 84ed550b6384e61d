/** Buttons of a unit: *Publish now*, *Close all that are ready*, and the payroll file. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import type { ApiResult } from '../../api/client/client.ts';
import { publishNotices } from '../../api/labour/notices.ts';
import { closeStatement, payrollFile } from '../../api/labour/statements.ts';
import { download } from '../../components/browser/download.ts';
import { toast } from '../../components/browser/toast.ts';
import { ConfirmDialog } from '../../components/form/confirm-dialog.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { t } from '../../language.ts';

export function PublishButton({ unit, onPublished }: { unit: string; onPublished: () => void }) {
  const { isSending, failure, send, forget } = useSending();
  const publish = () =>
    send(
      () => publishNotices(unit),
      ({ people: count }) => {
        toast(
          count === 0
            ? t('publish.nobody', 'Everybody has been told already')
            : t('publish.done', '', {
                count,
                defaultValue_one: '{{count}} person is told their programme',
                defaultValue_other: '{{count}} people are told their programmes',
              }),
        );
        onPublished();
      },
    );
  return (
    <>
      <Button variant="secondary" icon="message" disabled={isSending} onClick={() => void publish()}>
        {t('publish.button', 'Publish now')}
      </Button>
      {failure !== null && (
        <FailureNote failure={failure} what={t('publish.failed', 'Nobody was told')} onClose={forget} />
      )}
    </>
  );
}

/** Those that need no reason, so that nobody closes unread what somebody objects to. */
function readyOf(statements: readonly ListedStatementWire[]): ListedStatementWire[] {
  return statements.filter(({ closing }) => closing !== null && closing.isReady && closing.needs.length === 0);
}

/** One after the other; a failure stops, and a second attempt goes on with the rest. */
async function closeAll(statements: readonly ListedStatementWire[]): Promise<ApiResult<null>> {
  for (const { id } of statements) {
    const sent = await closeStatement(id, {});
    if (!sent.ok) {
      return sent;
    }
  }
  return { ok: true, value: null };
}

interface MonthProps {
  unit: string;
  month: string;
  statements: readonly ListedStatementWire[];
  onChanged: () => void;
}

export function MonthActions({ unit, month, statements, onChanged }: MonthProps) {
  const [isAsking, setAsking] = useState(false);
  const closing = useSending();
  const payroll = useSending();
  const ready = readyOf(statements);
  const count = ready.length;
  const save = () =>
    payroll.send(
      () => payrollFile(unit, month),
      // A spreadsheet knows by the mark that the file is UTF-8.
      (text) => download(`${unit}-${month}.csv`, 'text/csv;charset=utf-8', `\uFEFF${text.replace(/^\uFEFF/, '')}`),
    );
  const close = async () => {
    setAsking(false);
    await closing.send(
      () => closeAll(ready),
      () => undefined,
    );
    // Those before one that fails are closed all the same.
    onChanged();
  };
  const failure = closing.failure ?? payroll.failure;
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap">
        <Button size="sm" icon="lock" disabled={closing.isSending || count === 0} onClick={() => setAsking(true)}>
          {t('close.all', 'Close all that are ready ({{n}})', { n: count })}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          disabled={payroll.isSending || !statements.some(({ state }) => state === 'closed')}
          onClick={() => void save()}
        >
          {t('payroll.button', 'Payroll file')}
        </Button>
      </Stack>
      {failure !== null && <FailureNote failure={failure} />}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('close.all-title', 'Close these months?')}
        body={t('close.all-body', '', {
          count,
          defaultValue_one:
            '{{count}} statement becomes final. After closing nothing changes; differences become corrections of the next month.',
          defaultValue_other:
            '{{count}} statements become final. After closing nothing changes; differences become corrections of the next month.',
        })}
        confirmText={t('close.button', 'Close the month')}
        onConfirm={() => void close()}
        onDismiss={() => setAsking(false)}
      />
    </Stack>
  );
}
