/** A button that ends a maintenance early. */
import { Button } from '@grafana/ui';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { ZoneTable } from '#domain/time/zone';
import { removeObject, saveObject } from '../../api/client/objects.ts';
import { now } from '../../api/live/clock.ts';
import { t } from '../../language.ts';
import { toast } from '../browser/toast.ts';
import { afterColon } from '../text/punctuation.ts';
import { offerUndeletion } from '../undo/offer-undeletion.ts';
import { useSending } from '../form/use-sending.ts';
import { FailureNote } from '../page/failure-note.tsx';
import type { StoredMaintenance } from './switch-draft.ts';
import { ending } from './switch-draft.ts';

interface Props {
  maintenance: StoredMaintenance;
  /** The maintenance's zone. */
  zone: ZoneTable;
  /** Accessible name, for people who hear the buttons out of context. */
  name: string;
  onEnded: () => void;
}

/** Ends the maintenance early. The incidents that it holds escalate from then on. */
export function EndButton({ maintenance, zone, name, onEnded }: Props) {
  const { isSending, failure, send } = useSending();
  const { id, version, integrations } = maintenance;
  const text =
    integrations.length > 1
      ? t('switch.end-all', 'End now for all {{number}}', { number: integrations.length })
      : t('switch.end', 'End now');
  const end = () => {
    const what = ending(maintenance, now(), zone);
    return what.kind === 'save'
      ? send(
          () => saveObject<MaintenanceWire>({ path: 'maintenances', id, version, body: what.body }),
          () => {
            toast(t('switch.ended', 'Maintenance ended'));
            onEnded();
          },
        )
      : send(
          () => removeObject('maintenances', id, version),
          () => {
            offerUndeletion({ resource: 'maintenances', id, name: maintenance.name ?? id });
            onEnded();
          },
        );
  };
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        icon="check"
        aria-label={`${text}${afterColon(name)}`}
        disabled={isSending}
        onClick={() => void end()}
      >
        {text}
      </Button>
      {failure !== null && <FailureNote failure={failure} what={t('switch.not-ended', 'Maintenance was not ended')} />}
    </>
  );
}
