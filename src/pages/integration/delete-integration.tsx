/** The button that deletes an integration with its contact point in Grafana. */
import { useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Checkbox } from '@grafana/ui';
import type { ApiResult } from '../../api/client/client.ts';
import { deleteContactPoint } from '../../api/grafana/grafana-alerting.ts';
import type { ContactPoint } from '../../api/grafana/grafana-receiver.ts';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import { forgetAccount, hasAccount } from '../../api/service-accounts/silence-account.ts';
import { silenceWorld } from '../../api/service-accounts/silence-world.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { isReadOnly, ownPoint } from './grafana/contact-point.ts';
import { useContactPoints } from './grafana/use-contact-points.ts';

interface ContactPointProps {
  point: ContactPoint;
  isWithPoint: boolean;
  onChange: (isWithPoint: boolean) => void;
}

function AboutPoint({ point, isWithPoint, onChange }: ContactPointProps) {
  return isReadOnly(point) ? (
    <p>
      {t(
        'integration.delete-filed',
        'Its contact point “{{name}}” is provisioned in Grafana from a file: remove it there.',
        { name: point.name },
      )}
    </p>
  ) : (
    <Checkbox
      id="delete-contact-point"
      label={t('integration.delete-point', 'Also remove its contact point “{{name}}” from this Grafana', {
        name: point.name,
      })}
      value={isWithPoint}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/**
 * Deletes the contact point too, since Vigie would refuse its alerts from then on, and the service account, which only
 * this integration uses.
 */
export function DeleteIntegration({ integration }: { integration: StoredIntegration }) {
  const { id, name, version, token } = integration;
  const { points } = useContactPoints(integration.type === 'grafana');
  const isAdmin = useMe()?.can.administer === true;
  const [isWithPoint, setWithPoint] = useState(true);
  const point = points === null ? null : ownPoint(points, { id, token: token ?? '' });
  const removed = point !== null && !isReadOnly(point) && isWithPoint ? point : null;
  const sync = hasAccount(integration) && isAdmin ? integration.sync : null;
  const first = async (): Promise<ApiResult<unknown>> => {
    const without = removed === null ? null : await deleteContactPoint(removed);
    return without?.ok === false || sync === null
      ? (without ?? { ok: true, value: null })
      : forgetAccount(silenceWorld(), sync);
  };
  const more = (
    <>
      {point !== null && <AboutPoint point={point} isWithPoint={isWithPoint} onChange={setWithPoint} />}
      {hasAccount(integration) && (
        <p>
          {isAdmin
            ? t('integration.delete-account', 'The service account with which Vigie follows silences is deleted, too.')
            : t(
                'integration.keep-account',
                'The service account with which Vigie follows silences stays in Grafana until an administrator deletes it there.',
              )}
        </p>
      )}
    </>
  );
  return (
    <DeleteButton
      path="integrations"
      id={id}
      name={name ?? id}
      version={version}
      consequence={t('integration.delete', 'Anything sent to it from then on is rejected. Its incidents stay.')}
      more={more}
      first={removed !== null || sync !== null ? first : undefined}
      lost={
        removed !== null || sync !== null
          ? t('integration.lost-point', 'Undoing does not bring back what is deleted in Grafana.')
          : undefined
      }
      onDeleted={() => locationService.push(`${PLUGIN_ROOT}/integrations`)}
    />
  );
}
