/** The form that edits a rota. */
import { useMemo, useState } from 'react';
import { goTo } from '../../../components/form/leave-guard.tsx';
import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import type { RotaWire } from '#contract/rota';
import { DAY, HOUR } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import { segment } from '../../../api/client/client.ts';
import type { StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Columns, Section } from '../../../components/page/section.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { layerNames } from '../data/to-domain.ts';
import { useWording } from '../data/use-wording.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { problemsOfRota } from './draft.ts';
import { DraftTimeline } from './draft-timeline.tsx';
import { RotaFields } from './fields/rota-fields.tsx';
import { FromField, fromOf, planned } from './from-field.tsx';
import { Judgement } from './judgement.tsx';
import { LayerList } from './layer-list.tsx';
import { StatedOverrides } from './stated-overrides.tsx';
import type { Background, Drawn } from './use-draft-preview.ts';
import { useDrawn, useJudged } from './use-draft-preview.ts';
import type { EditorState, Opened } from './use-editor.ts';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { useEditor } from './use-editor.ts';

interface Props {
  opened: Opened;
  background: Background;
  /** What is saved at this moment, by whomever; null: the rota is new. */
  current: StoredRota | null;
  /** Newest first. */
  versions: readonly VersionWire[];
  /** Somebody deleted it meanwhile. */
  isGone: boolean;
}

const NEW_ID = 'new-rota';

/** All that is shown follows from the state of the editing and from what others saved. */
function useLooks({ background, versions }: Pick<Props, 'background' | 'versions'>, { base, body, from }: EditorState) {
  const rota = useMemo<RotaWire>(() => ({ id: base?.id ?? NEW_ID, ...body }), [base, body]);
  const states = useMemo(() => [rota, ...versions.flatMap((version) => version.rota ?? [])], [rota, versions]);
  const names = useMemo(() => layerNames(states), [states]);
  const wording = useWording(body.timeZone, null, names);
  // A minute must not change what is asked and drawn.
  const hour = Math.floor(wording.now / HOUR) * HOUR;
  const zoneOf = (facts: Drawn['facts'] | undefined) =>
    facts !== undefined && body.timeZone in facts.zones
      ? zoneTable(facts.zones, body.timeZone)
      : { changes: [], offsets: [0] };
  const [known, setKnown] = useState<Drawn['facts'] | undefined>(undefined);
  const at = fromOf(from, zoneOf(known), wording.now);
  const { drawn, problems } = useDrawn(rota.id, body, background, at ?? hour);
  if (drawn !== null && drawn.facts !== known) {
    setKnown(drawn.facts);
  }
  const judged = useJudged(problems.length > 0 ? null : base === null ? body : rota, at ?? null, hour);
  return { rota, states, wording, hour, zone: zoneOf(known), at, drawn, problems, judged };
}

export function Editor({ opened, background, current, versions, isGone }: Props) {
  const editor = useEditor(opened);
  const { base, draft, from, change, failure, isSending, isChanged } = editor;
  const { rota, states, wording, hour, zone, at, drawn, problems, judged } = useLooks({ background, versions }, editor);
  const refused = [failure, judged.failure].find((one) => one?.kind === 'validation')?.details ?? [];
  const details = problems.length > 0 ? problems : refused;
  const isStale = base !== null && current !== null && current.version > base.version;
  const replaced = planned(versions, wording.now).filter(
    ({ holdsFrom }) => Date.parse(holdsFrom ?? '') > (at ?? wording.now),
  );
  const isNamed = draft.name.trim() !== '';
  const start = `${new Date(Math.floor((wording.now - 4 * DAY) / (7 * DAY)) * 7 * DAY + 4 * DAY).toISOString().slice(0, 11)}09:00`;
  const save = () =>
    editor.save(at === null || at === undefined ? null : new Date(at).toISOString(), isGone, (saved) => {
      toast(
        at === null
          ? t('editor.saved', 'The rota is saved and holds from now on')
          : t('editor.planned', 'The change is saved and will hold from then on'),
      );
      goTo(`${PLUGIN_ROOT}/rotas/${segment(saved.id)}`);
    });

  return (
    <Stack direction="column" gap={2}>
      {editor.guard}
      {isStale && (
        <ConflictPanel
          key={current.version}
          base={base}
          mine={rota}
          theirs={current}
          saved={versions.find(({ version }) => version === current.version) ?? null}
          onResolve={(resolved) => editor.adopt(current, resolved)}
        />
      )}
      {isGone && (
        <Alert severity="warning" title={t('editor.gone', 'Somebody deleted this rota meanwhile')}>
          {t('editor.gone-more', 'Saving makes it again, as it is here.')}
        </Alert>
      )}
      {drawn === null ? (
        <LoadingPlaceholder text={t('answer.loading', 'Loading…')} />
      ) : (
        <DraftTimeline drawn={drawn} states={states} at={at ?? hour} />
      )}
      <Columns
        isSideSticky
        main={
          <>
            <Section title={t('editor.about', 'Rota')}>
              <RotaFields draft={draft} onChange={change} />
            </Section>
            <Section title={t('editor.layers', 'Layers')}>
              <LayerList
                layers={draft.layers}
                zone={draft.timeZone}
                start={start}
                details={details}
                onChange={(layers) => change({ layers })}
              />
            </Section>
            <StatedOverrides
              overrides={draft.overrides}
              wording={wording}
              onChange={(overrides) => change({ overrides })}
            />
          </>
        }
        side={
          <>
            <Section title={t('editor.save', 'Save')}>
              <Stack direction="column" gap={2}>
                {base !== null && !isGone && (
                  <FromField
                    value={from}
                    onChange={editor.setFrom}
                    zoneName={draft.timeZone}
                    zone={zone}
                    now={wording.now}
                    replaced={replaced}
                  />
                )}
                {failure !== null && failure.kind !== 'conflict' && (
                  <FailureNote
                    failure={failure}
                    what={t('editor.not-saved', 'The rota was not saved')}
                    onClose={editor.forget}
                  />
                )}
                {!isNamed && <div>{t('form.name-missing', 'It needs a name.')}</div>}
                <Stack gap={1} wrap="wrap">
                  <Button
                    icon="save"
                    disabled={isSending || isStale || !isNamed || problems.length > 0 || at === undefined || !isChanged}
                    onClick={save}
                  >
                    {base === null ? t('editor.create', 'Create the rota') : t('form.save', 'Save')}
                  </Button>
                  <LinkButton
                    variant="secondary"
                    href={`${PLUGIN_ROOT}/rotas${base === null ? '' : `/${segment(base.id)}`}`}
                  >
                    {t('form.cancel', 'Cancel')}
                  </LinkButton>
                </Stack>
              </Stack>
            </Section>
            <Judgement judged={judged} problems={problemsOfRota(details)} wording={wording} isNew={base === null} />
          </>
        }
      />
    </Stack>
  );
}
