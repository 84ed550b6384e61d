/** The next duties as they were told, how far ahead, and *Seen*. */
import { Button, Stack } from '@grafana/ui';
import type { NoticeWire } from '#contract/labour/notice';
import type { QueryState } from '../../api/client/use-api.ts';
import { sayNoticesSeen } from '../../api/labour/notices.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { timeText } from '../../components/time/format.ts';
import { useNow } from '../../components/time/use-now.ts';
import { useZone } from '../../components/time/zone.tsx';
import { t } from '../../language.ts';
import { aheadOf, toldText } from './told-text.ts';

export function DutiesSection({ asked }: { asked: QueryState<NoticeWire[]> }) {
  const now = useNow(60_000);
  const { isSending, failure, send, forget } = useSending();
  const unseen = aheadOf(asked.data ?? [], now).filter(({ seenAt }) => seenAt === null);
  const say = () =>
    send(
      () => sayNoticesSeen(unseen.map(({ id }) => id)),
      () => {
        toast(t('duties.noted', 'Thank you, noted.'));
        asked.reload();
      },
    );
  return (
    <Section
      title={t('duties.title', 'Your next duties')}
      actions={
        unseen.length > 0 && (
          <Button size="sm" icon="check" disabled={isSending} onClick={() => void say()}>
            {t('duties.seen', 'Seen')}
          </Button>
        )
      }
    >
      {failure !== null && <FailureNote failure={failure} onClose={forget} />}
      <Answer asked={asked}>
        {(notices) => {
          const ahead = aheadOf(notices, now);
          return ahead.length === 0 ? (
            <div>{t('duties.none', 'You have not been told of any duty ahead.')}</div>
          ) : (
            <RowList>
              {ahead.map((notice) => (
                <DutyRow key={notice.id} notice={notice} />
              ))}
            </RowList>
          );
        }}
      </Answer>
    </Section>
  );
}

function DutyRow({ notice }: { notice: NoticeWire }) {
  const now = useNow(60_000);
  const zone = useZone();
  const nameOf = useName();
  const [from, to] = [notice.start, notice.end].map((at) => timeText(Date.parse(at), now, zone));
  return (
    <ListRow
      name={`${from} – ${to}`}
      nameMore={nameOf('rotas', notice.rota)}
      text={toldText(notice)}
      textMore={
        <Stack direction="column" gap={0}>
          {notice.reason !== null && (
            <span>{t('duties.reason', 'Short notice: {{reason}}', { reason: notice.reason })}</span>
          )}
          {notice.seenAt !== null && (
            <span>
              {t('duties.seen-at', 'seen {{time}}', { time: timeText(Date.parse(notice.seenAt), now, zone) })}
            </span>
          )}
        </Stack>
      }
    />
  );
}
