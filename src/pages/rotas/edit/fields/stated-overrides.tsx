/** Lists the overrides that are part of the rota itself. */
import { IconButton } from '@grafana/ui';
import type { OverrideWire } from '#contract/rotas/rota';
import { toOverride } from '#contract/rotas/rota';
import { Section } from '../../../../components/page/section.tsx';
import { localTimeText } from '../../../../components/time/format-local.ts';
import { t } from '../../../../language.ts';
import type { ShiftWording } from '../../timeline/lanes/shift-text.ts';
import { overrideText } from '../../timeline/lanes/shift-text.ts';

interface Props {
  overrides: readonly OverrideWire[];
  wording: ShiftWording;
  onChange: (overrides: OverrideWire[]) => void;
}

/** These overrides come from a script or a file. They are removed here; the timeline adds others. */
export function StatedOverrides({ overrides, wording, onChange }: Props) {
  if (overrides.length === 0) {
    return null;
  }
  return (
    <Section title={t('stated.title', 'Overrides of the rota itself')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {overrides.map((override, i) => (
          <li key={override.id ?? i} style={{ display: 'flex', gap: 8, justifyContent: 'space-between' }}>
            <div>
              <strong>{overrideText(toOverride({ ...override, id: override.id ?? String(i) }), wording)}</strong>
              {override.layer !== null && ` (${wording.layer(override.layer)})`}
              <div>
                {t('timeline.span', '{{from}} to {{to}}', {
                  from: localTimeText(override.start),
                  to: localTimeText(override.end),
                })}
              </div>
            </div>
            <IconButton
              name="trash-alt"
              tooltip={t('override.remove-button', 'Remove override')}
              onClick={() => onChange(overrides.filter((_, other) => other !== i))}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
