/** Shows who is on call now and next, and lets the reader take over at once. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { OnCallAnswer } from '#contract/rotas/on-call';
import { segment } from '../../../api/client/client.ts';
import { useApi } from '../../../api/client/use-api.ts';
import { takeOver } from '../../../api/resources/swaps.ts';
import { toast } from '../../../components/browser/toast.ts';
import PreviewPanel from '../../../components/labour/preview/preview-panel.tsx';
import type { PreviewedChange } from '../../../components/labour/preview/use-labour-preview.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { myLogin } from '../../../components/people/me.ts';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { OnCallList } from '../../../components/rota/on-call-list.tsx';
import { t } from '../../../language.ts';
import { mayTakeOver } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';

interface TakeOverProps {
  rota: string;
  /** The person who is relieved. */
  user: string;
  wording: ShiftWording;
  onDone: () => void;
}

export function TakeOverButton({ rota, user, wording, onDone }: TakeOverProps) {
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, send } = useSending();
  const who = wording.name(user);
  const go = () => {
    setOpen(false);
    void send(
      () => takeOver(rota, user),
      () => {
        toast(t('take-over.done', 'You are on call now'));
        onDone();
      },
    );
  };
  return (
    <>
      <div>
        <Button size="sm" variant="secondary" icon="user" disabled={isSending} onClick={() => setOpen(true)}>
          {t('take-over.button', 'Take over from {{who}} now', { who })}
        </Button>
      </div>
      {failure !== null && (
        <FailureNote failure={failure} what={t('take-over.failed', 'The shift was not taken over')} />
      )}
      {isOpen && (
        <TakeOverDialog
          who={who}
          change={{ takeOver: { rota, user } }}
          onConfirm={go}
          onDismiss={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface DialogProps {
  /** The person's name. */
  who: string;
  change: PreviewedChange;
  onConfirm: () => void;
  onDismiss: () => void;
}

function TakeOverDialog({ who, change, onConfirm, onDismiss }: DialogProps) {
  return (
    <ConfirmDialog
      isOpen
      title={t('take-over.title', 'Take over this shift?')}
      body={t(
        'take-over.body',
        'You go on call at once, instead of {{who}}, until the shift ends. {{who}} is no longer paged.',
        { who },
      )}
      description={<PreviewPanel change={change} />}
      confirmText={t('take-over.confirm', 'Take over')}
      confirmVariant="primary"
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}

export function NowCard({
  data,
  wording,
  onChanged,
}: {
  data: RotaData;
  wording: ShiftWording;
  onChanged: () => void;
}) {
  const { id } = data.rota;
  const me = useMe();
  const asked = useApi<OnCallAnswer>({ path: `rotas/${segment(id)}/on-call` }, { live: ['rota'], id });
  const mayTake = mayTakeOver(data, me);
  const done = () => {
    asked.reload();
    onChanged();
  };
  return (
    <Section title={t('rota.now', 'Now and next')}>
      <Answer asked={asked}>
        {(answer) => (
          <Stack direction="column" gap={1}>
            <OnCallList rota={answer} me={myLogin()} />
            {mayTake &&
              answer.onCall
                .filter(({ user }) => !answer.onCall.some((one) => one.user === me?.login) && user !== me?.login)
                .map(({ user }) => <TakeOverButton key={user} rota={id} user={user} wording={wording} onDone={done} />)}
          </Stack>
        )}
      </Answer>
    </Section>
  );
}
