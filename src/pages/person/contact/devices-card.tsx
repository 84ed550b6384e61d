/** The person's phones with the app: scanning a code adds one, a button removes one. */
import { useEffect, useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import { isLocalOnly } from '../../../api/connection/address.ts';
import { Badge } from '../../../components/page/badge.tsx';
import type { DeviceAnswer, EnrolmentAnswer } from '#contract/people/device';
import type { ListPage } from '#contract/list';
import { useApi } from '../../../api/client/use-api.ts';
import { devicesPath, enrolDevice, removeDevice } from '../../../api/resources/devices.ts';
import { toast } from '../../../components/browser/toast.ts';
import { CopyText } from '../../../components/form/copy-text.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { Answer } from '../../../components/page/answer.tsx';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { At } from '../../../components/time/times.tsx';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { t } from '../../../language.ts';

interface Props {
  login: string;
  /** Only the person may add a phone, since whoever opens the link answers in their name. */
  isMe: boolean;
  onChanged: () => void;
}

/** While the code is shown, somebody is about to scan it. */
const LOOK_EVERY = 3_000;

function Enrolment({ made, onClose }: { made: EnrolmentAnswer; onClose: () => void }) {
  return (
    <Stack direction="column" gap={1}>
      <div>{t('devices.scan', 'Scan this with the phone’s camera, or open the link on it. It works once.')}</div>
      {isLocalOnly(made.url) && (
        <Alert
          severity="warning"
          title={t('devices.local', 'A phone cannot reach {{address}}', { address: new URL(made.url).origin })}
        >
          {t(
            'devices.local-more',
            'An administrator sets VIGIE_PUBLIC_URL of the sidecar to an address that phones reach.',
          )}
        </Alert>
      )}
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qr)}`}
        alt={t('devices.qr', 'Code that connects a phone')}
        width={220}
        height={220}
        style={{ background: '#fff' }}
      />
      <CopyText name={t('devices.link', 'Link')} text={made.url} />
      <CopyText name={t('devices.code', 'Code to enter')} text={made.code} />
      <div>
        {t('devices.until', 'Works until')} <At at={made.expiresAt} />
      </div>
      <div>
        <Button size="sm" variant="secondary" onClick={onClose}>
          {t('devices.close', 'Done')}
        </Button>
      </div>
    </Stack>
  );
}

function DeviceRow({ login, device, onRemoved }: { login: string; device: DeviceAnswer; onRemoved: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const { isSending, failure, send } = useSending();
  const remove = () =>
    send(
      () => removeDevice(login, device),
      () => {
        setOpen(false);
        toast(t('devices.removed', '{{name}} is no longer paged and can’t answer anything', { name: device.name }));
        onRemoved();
      },
    );
  return (
    <Stack gap={1} wrap="wrap" alignItems="center" justifyContent="space-between">
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <strong>{device.name}</strong> <PushBadge push={device.push} />
        <div>
          {device.seenAt === null ? (
            t('devices.ended', 'Signed out: connect it again')
          ) : (
            <>
              {t('devices.seen', 'last seen')} <At at={device.seenAt} />
            </>
          )}
        </div>
      </div>
      <Button
        size="sm"
        variant="destructive"
        fill="outline"
        icon="trash-alt"
        aria-label={t('devices.remove-label', 'Disconnect {{name}}', { name: device.name })}
        onClick={() => setOpen(true)}
      >
        {t('devices.remove', 'Disconnect')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('devices.remove-title', 'Disconnect {{name}}?', { name: device.name })}
        body={
          <>
            <p>
              {t(
                'devices.consequence',
                'It will no longer be paged and can’t answer anything. You can connect it again at any time.',
              )}
            </p>
            {failure !== null && <FailureNote failure={failure} what={t('devices.not-removed', 'Not disconnected')} />}
          </>
        }
        confirmText={t('devices.remove', 'Disconnect')}
        dismissText={t('form.cancel', 'Cancel')}
        disabled={isSending}
        onConfirm={remove}
        onDismiss={() => setOpen(false)}
      />
    </Stack>
  );
}

function PushBadge({ push }: Pick<DeviceAnswer, 'push'>) {
  switch (push) {
    case 'on':
      return <Badge color="green" icon="bell" text={t('devices.on', 'Notifications are on')} />;
    case 'failing':
      return (
        <Badge
          color="red"
          icon="exclamation-triangle"
          text={t('devices.failing', 'The last notification was rejected: open the app on it')}
        />
      );
    case 'off':
      return (
        <Badge
          color="orange"
          icon="bell-slash"
          text={t('devices.off', 'Notifications are off: turn them on in the app')}
        />
      );
  }
}

export function DevicesCard({ login, isMe, onChanged }: Props) {
  const asked = useApi<ListPage<DeviceAnswer>>({ path: devicesPath(login) }, { keep: true });
  const { isSending, failure, send } = useSending();
  const [made, setMade] = useState<{ enrolment: EnrolmentAnswer; before: number } | null>(null);
  const count = asked.data?.items.length ?? 0;
  const reload = asked.reload;
  useEffect(() => {
    if (made === null) {
      return;
    }
    const timer = window.setInterval(reload, LOOK_EVERY);
    return () => window.clearInterval(timer);
  }, [made, reload]);
  useEffect(() => {
    if (made !== null && count > made.before) {
      setMade(null);
      toast(t('devices.added', 'The phone is connected'));
      onChanged();
    }
  }, [count, made, onChanged]);
  const add = () =>
    send(
      () => enrolDevice(login),
      (enrolment) => setMade({ enrolment, before: count }),
    );
  return (
    <Section
      title={t('devices.title', 'Phone app')}
      actions={
        isMe &&
        made === null && (
          <Button
            size="sm"
            variant="secondary"
            icon="plus"
            disabled={isSending || asked.data === null}
            onClick={() => void add()}
          >
            {t('devices.add', 'Add a phone')}
          </Button>
        )
      }
    >
      <Stack direction="column" gap={2}>
        {made !== null && <Enrolment made={made.enrolment} onClose={() => (setMade(null), onChanged())} />}
        {failure !== null && <FailureNote failure={failure} what={t('devices.not-made', 'No code was created')} />}
        <Answer asked={asked}>
          {({ items }) => (
            <Stack direction="column" gap={2}>
              {items.length === 0 && made === null && (
                <div>
                  {t(
                    'devices.none',
                    'No phone yet. The app shows what is open, pages by push without any paid service, and acknowledges from the notification.',
                  )}
                </div>
              )}
              {items.map((device) => (
                <DeviceRow
                  key={device.id}
                  login={login}
                  device={device}
                  onRemoved={() => (asked.reload(), onChanged())}
                />
              ))}
            </Stack>
          )}
        </Answer>
      </Stack>
    </Section>
  );
}
