/**
 * A hook for what the editor shows of a draft: who will be on call, the draft's problems, and the sidecar's findings.
 */
import { useMemo, useState } from 'react';
import type { RotaWire } from '#contract/rotas/rota';
import { HOUR } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import type { VersionWire } from '../../../api/resources/rotas.ts';
import { useLabourPreview } from '../../../components/labour/preview/use-labour-preview.ts';
import { layerNames } from '../data/to-domain.ts';
import { useWording } from '../data/use-wording.ts';
import { fromOf } from './fields/from-field.tsx';
import type { SavedRotaData, DrawnDraft } from './use-draft-preview.ts';
import { useDrawnDraft, useDraftFindings } from './use-draft-preview.ts';
import type { EditorState } from './use-editor.ts';

const NEW_ID = 'new-rota';

/** Derived from the state of the editor and from what others saved. */
export function useDraftView(
  background: SavedRotaData,
  versions: readonly VersionWire[],
  { base, body, from }: EditorState,
) {
  const rota = useMemo<RotaWire>(() => ({ id: base?.id ?? NEW_ID, ...body }), [base, body]);
  const states = useMemo(() => [rota, ...versions.flatMap((version) => version.rota ?? [])], [rota, versions]);
  const names = useMemo(() => layerNames(states), [states]);
  const wording = useWording(body.timeZone, null, names);
  // Rounded to the hour, so that a new minute repeats neither requests nor drawing.
  const hour = Math.floor(wording.now / HOUR) * HOUR;
  const zoneOf = (facts: DrawnDraft['facts'] | undefined) =>
    facts !== undefined && body.timeZone in facts.zones
      ? zoneTable(facts.zones, body.timeZone)
      : { changes: [], offsets: [0] };
  const [known, setKnown] = useState<DrawnDraft['facts'] | undefined>(undefined);
  const at = fromOf(from, zoneOf(known), wording.now);
  const { drawn, problems } = useDrawnDraft(rota.id, body, background, at ?? hour);
  if (drawn !== null && drawn.facts !== known) {
    setKnown(drawn.facts);
  }
  const judged = useDraftFindings(problems.length > 0 ? null : base === null ? body : rota, at ?? null, hour);
  const labour = useLabourPreview(
    problems.length > 0 || base === null || at === undefined
      ? null
      : { rota, holdsFrom: at === null ? null : new Date(at).toISOString() },
  );
  return { rota, states, wording, hour, zone: zoneOf(known), at, drawn, problems, judged, labour };
}

export type DraftView = ReturnType<typeof useDraftView>;
