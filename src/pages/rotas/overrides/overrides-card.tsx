/** The card with the overrides of a rota. */
import { useState } from 'react';
import { IconButton } from '@grafana/ui';
import type { Override } from '#domain/rota/model';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import { zoneTable } from '#domain/time/zone';
import type { ApiFailure } from '../../../api/client/failure.ts';
import type { ListedOverride } from '../../../api/resources/rotas.ts';
import { removeOverride } from '../../../api/resources/rotas.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { offerUndeletion } from '../../../components/undo/offer-undeletion.ts';
import { Section } from '../../../components/page/section.tsx';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { overrideText, spanText } from '../timeline/lanes/shift-text.ts';
import type { RotaData } from '../data/to-domain.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { t } from '../../../language.ts';
import { quoted } from '../../../components/text/punctuation.ts';

interface Props {
  data: RotaData;
  wording: ShiftWording;
  mayEdit: boolean;
  onChange: (override: ListedOverride) => void;
  onChanged: () => void;
}

interface Placed {
  override: Override;
  start: number;
  end: number;
  /** The override as the API lists it, if a person made it. */
  listed: ListedOverride | undefined;
}

/** Present and future overrides, soonest first. */
export function OverridesCard({ data, wording, mayEdit, onChange, onChanged }: Props) {
  const { rota, facts } = data;
  const [removing, setRemoving] = useState<Placed | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const zone = zoneTable(facts.zones, rota.timeZone);
  const placed = rota.overrides.map((override): Placed => ({
    override,
    start: startInstant(override.start, zone),
    end: endInstant(override.end, zone),
    listed: override.origin.kind === 'person' ? data.overrides.find(({ id }) => id === override.id) : undefined,
  }));
  const coming = placed.filter(({ end }) => end > wording.now).sort((a, b) => a.start - b.start);

  const remove = async (id: string) => {
    setRemoving(null);
    const sent = await removeOverride(rota.id, id);
    setFailure(sent.ok ? null : sent.failure);
    if (sent.ok) {
      offerUndeletion({ resource: 'overrides', id: `${rota.id}/${id}`, name: t('override.one', 'The override') });
    }
    onChanged();
  };

  return (
    <Section title={t('timeline.overrides', 'Overrides')}>
      {failure !== null && (
        <FailureNote
          failure={failure}
          what={t('override.not-removed', 'The override was not removed')}
          onClose={() => setFailure(null)}
        />
      )}
      {coming.length === 0 &&
        (mayEdit
          ? t('override.none', 'No current or upcoming overrides. Draw a window on the lane “On call” to create one.')
          : t('override.none-short', 'No current or upcoming overrides.'))}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {coming.map((one) => (
          <li key={one.override.id} style={{ display: 'flex', gap: 8, justifyContent: 'space-between' }}>
            <div>
              <strong>{overrideText(one.override, wording)}</strong>
              {one.override.layer !== null && ` (${wording.layer(one.override.layer)})`}
              <div>{spanText(one, wording)}</div>
              {one.listed?.note && <div>{quoted(one.listed.note)}</div>}
            </div>
            {mayEdit && one.listed !== undefined && (
              <div style={{ display: 'flex', gap: 8 }}>
                <IconButton
                  name="pen"
                  tooltip={t('override.change', 'Edit override')}
                  onClick={() => onChange(one.listed as ListedOverride)}
                />
                <IconButton
                  name="trash-alt"
                  tooltip={t('override.remove-button', 'Remove override')}
                  onClick={() => setRemoving(one)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {removing !== null && (
        <ConfirmDialog
          isOpen
          title={t('override.remove-title', 'Remove the override?')}
          body={`${overrideText(removing.override, wording)}, ${spanText(removing, wording)}`}
          confirmText={t('override.remove-confirm', 'Remove')}
          onConfirm={() => void remove(removing.override.id)}
          onDismiss={() => setRemoving(null)}
        />
      )}
    </Section>
  );
}
