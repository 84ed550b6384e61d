/** The editor of a rota: its fields, the resulting timeline, and the save button. */
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useChromeHeaderHeight } from '@grafana/runtime';
import { Alert, Stack, useStyles2 } from '@grafana/ui';
import { DAY, HOUR } from '#domain/time/duration';
import { dateOf, mondayOf } from '#domain/time/calendar';
import { formatLocal } from '#domain/time/local';
import type { FieldProblem } from '../../../api/client/failure.ts';
import type { StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { Columns, Section } from '../../../components/page/section.tsx';
import { isSame } from '../../../components/form/stored-draft.ts';
import { FileDraft } from '../../../components/replay/file-draft.tsx';
import { PastNights } from '../../../components/replay/past-nights.tsx';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { inTimeFrom } from '../../../components/labour/preview/preview-items.ts';
import { t } from '../../../language.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { problemsOfRota } from './draft.ts';
import { DraftTimeline } from './draft-timeline.tsx';
import { RotaFields } from './fields/rota-fields.tsx';
import { Judgement } from './judgement.tsx';
import { LayerList } from './fields/layer-list.tsx';
import type { SaveProps } from './save-section.tsx';
import { RotaSaveSection, isOutdated } from './save-section.tsx';
import { StatedOverrides } from './fields/stated-overrides.tsx';
import type { SavedRotaData } from './use-draft-preview.ts';
import { useDraftView } from './use-draft-view.ts';
import type { EditedRota } from './use-editor.ts';
import { useEditor } from './use-editor.ts';

interface Props {
  opened: EditedRota;
  background: SavedRotaData;
  /** The state saved now, by anybody; null for a new rota. */
  current: StoredRota | null;
  /** Newest first. */
  versions: readonly VersionWire[];
  /** Somebody has deleted the rota since. */
  isGone: boolean;
}

export function Editor({ opened, background, current, versions, isGone }: Props) {
  const editor = useEditor(opened);
  const [height, setHeight] = useState(0);
  const header = useChromeHeaderHeight() ?? 0;
  const view = useDraftView(background, versions, editor);
  const { states, hour, at, drawn, problems, judged, labour, wording } = view;
  const refused = [editor.failure, judged.failure].find((one) => one?.kind === 'validation')?.details ?? [];
  const details = problems.length > 0 ? problems : refused;
  const part = { editor, view, current, versions, isGone };
  const isFromFile = current?.provisioned === true;
  return (
    <Stack direction="column" gap={2}>
      {editor.guard}
      <MeanwhileNotes {...part} />
      {drawn === null ? (
        <Skeleton />
      ) : (
        <Preview top={header} onHeight={setHeight}>
          <DraftTimeline drawn={drawn} states={states} at={at ?? hour} inTimeFrom={inTimeFrom(labour, wording.now)} />
        </Preview>
      )}
      <Columns
        isSideSticky
        stickyBelow={header + height}
        main={<DraftFields editor={editor} view={view} details={details} />}
        side={
          <>
            {!isFromFile && <RotaSaveSection {...part} />}
            <Judgement
              judged={judged}
              problems={problemsOfRota(details)}
              wording={view.wording}
              isNew={editor.base === null}
            />
            {editor.base !== null && !isGone && !isFromFile && (
              <PastNights objects={{ rotas: [view.rota] }} isDisabled={problems.length > 0} />
            )}
            {isFromFile && (
              <FileDraft
                objects={{ rotas: [view.rota] }}
                isChanged={!isSame(editor.draft, opened.draft)}
                isDisabled={problems.length > 0}
              />
            )}
          </>
        }
      />
    </Stack>
  );
}

const getPreviewStyles = (theme: GrafanaTheme2, top: number) =>
  css({
    position: 'sticky',
    // Below Grafana's own header, which is above the page.
    top,
    // Above the handles and boxes of the form.
    zIndex: theme.zIndex.activePanel + 5,
    maxHeight: '45vh',
    overflowY: 'auto',
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    paddingBottom: theme.spacing(1),
    // A phone has no room for the preview and the form.
    [theme.breakpoints.down('lg')]: { position: 'static', maxHeight: 'none', borderBottom: 0 },
  });

interface PreviewProps {
  /** px */
  top: number;
  onHeight: (px: number) => void;
  children: ReactNode;
}

/** Stays in sight, so that whoever changes a layer sees what it does. */
function Preview({ top, onHeight, children }: PreviewProps) {
  const styles = useStyles2(getPreviewStyles, top);
  const measure = useCallback(
    (box: HTMLElement | null) => {
      if (box === null) {
        return undefined;
      }
      const observer = new ResizeObserver(() => onHeight(box.offsetHeight));
      observer.observe(box);
      return () => observer.disconnect();
    },
    [onHeight],
  );
  return (
    <div ref={measure} className={styles}>
      {children}
    </div>
  );
}

/** Notes about what others did to the rota since it was opened. */
function MeanwhileNotes({ editor, view, current, versions, isGone }: SaveProps) {
  const { base } = editor;
  return (
    <>
      {base !== null && current !== null && isOutdated(editor, current) && (
        <ConflictPanel
          key={current.version}
          base={base}
          mine={view.rota}
          theirs={current}
          saved={versions.find(({ version }) => version === current.version) ?? null}
          onResolve={(resolved) => editor.adopt(current, resolved)}
        />
      )}
      {isGone && (
        <Alert severity="warning" title={t('editor.gone', 'Somebody deleted this rota in the meantime')}>
          {t('editor.gone-more', 'Saving creates it again, as shown here.')}
        </Alert>
      )}
    </>
  );
}

/** Monday of this week at 9:00, as `datetime-local` writes it: the start of a new layer. */
function mondayMorning(now: number): string {
  return formatLocal(mondayOf(dateOf(now)) * DAY + 9 * HOUR).slice(0, 16);
}

function DraftFields({ editor, view, details }: Pick<SaveProps, 'editor' | 'view'> & { details: FieldProblem[] }) {
  const { draft, change } = editor;
  return (
    <>
      <Section title={t('editor.about', 'Rota')}>
        <RotaFields draft={draft} onChange={change} />
      </Section>
      <Section title={t('editor.layers', 'Layers')}>
        <LayerList
          layers={draft.layers}
          zone={draft.timeZone}
          holidays={draft.holidays}
          start={mondayMorning(view.wording.now)}
          details={details}
          onChange={(layers) => change({ layers })}
        />
      </Section>
      <StatedOverrides
        overrides={draft.overrides}
        wording={view.wording}
        onChange={(overrides) => change({ overrides })}
      />
    </>
  );
}
