/** The button that deletes an integration with its contact point in Grafana. */
import { useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Checkbox } from '@grafana/ui';
import { deleteContactPoint } from '../../api/grafana/grafana-alerting.ts';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import { DeleteButton } from '../../components/form/delete-button.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { isReadOnly, ownPoint } from './grafana/contact-point.ts';
import { useContactPoints } from './grafana/use-contact-points.ts';

/** Deletes the contact point too, since Vigie would refuse its alerts from then on. */
export function DeleteIntegration({ integration }: { integration: StoredIntegration }) {
  const { id, name, version, token } = integration;
  const { points } = useContactPoints(integration.type === 'grafana');
  const [isWithPoint, setWithPoint] = useState(true);
  const point = points === null ? null : ownPoint(points, { id, token: token ?? '' });
  const isOurs = point !== null && !isReadOnly(point);
  const more =
    point !== null &&
    (isOurs ? (
      <Checkbox
        id="delete-contact-point"
        label={t('integration.delete-point', 'Also remove its contact point “{{name}}” from this Grafana', {
          name: point.name,
        })}
        value={isWithPoint}
        onChange={(event) => setWithPoint(event.currentTarget.checked)}
      />
    ) : (
      <p>
        {t(
          'integration.delete-filed',
          'Its contact point “{{name}}” is provisioned in Grafana from a file: remove it there.',
          { name: point.name },
        )}
      </p>
    ));
  return (
    <DeleteButton
      path="integrations"
      id={id}
      name={name ?? id}
      version={version}
      consequence={t('integration.delete', 'Anything sent to it from then on is rejected. Its incidents stay.')}
      more={more}
      first={isOurs && isWithPoint ? () => deleteContactPoint(point) : undefined}
      lost={
        isOurs && isWithPoint
          ? t('integration.lost-point', 'Undoing does not bring back the contact point in Grafana.')
          : undefined
      }
      onDeleted={() => locationService.push(`${PLUGIN_ROOT}/integrations`)}
    />
  );
}
