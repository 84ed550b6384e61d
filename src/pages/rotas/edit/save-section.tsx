/** Saves an edited rota: asks when it takes effect, and shows what prevents saving. */
import { segment } from '../../../api/client/client.ts';
import type { StoredRota, VersionWire } from '../../../api/resources/rotas.ts';
import { toast } from '../../../components/browser/toast.ts';
import { goTo } from '../../../components/form/leave-guard.tsx';
import { ExceptionalField, isReason, isReasonAsked } from '../../../components/labour/preview/exceptional-field.tsx';
import { LabourPanel } from '../../../components/labour/preview/labour-panel.tsx';
import { SaveSection } from '../../../components/form/save-section.tsx';
import { LinkButton } from '../../../components/page/link-button.tsx';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { t } from '../../../language.ts';
import { FromField, planned } from './fields/from-field.tsx';
import type { DraftView } from './use-draft-view.ts';
import type { EditorState } from './use-editor.ts';

export interface SaveProps {
  editor: EditorState;
  view: DraftView;
  /** The state saved now, by anybody; null for a new rota. */
  current: StoredRota | null;
  /** Newest first. */
  versions: readonly VersionWire[];
  /** Somebody has deleted the rota since. */
  isGone: boolean;
}

/** Somebody else has saved the rota since it was opened. */
export const isOutdated = ({ base }: EditorState, current: StoredRota | null) =>
  base !== null && current !== null && current.version > base.version;

export function RotaSaveSection({ editor, view, current, versions, isGone }: SaveProps) {
  const { base, failure, isSending, isChanged } = editor;
  const isAsked = view.labour?.exceptional === true || isReasonAsked(failure);
  const isExplained = !isAsked || isReason(editor.exceptional);
  const isNamed = editor.draft.name.trim() !== '';
  const canSave =
    isExplained &&
    isChanged &&
    !isSending &&
    !isOutdated(editor, current) &&
    isNamed &&
    view.problems.length === 0 &&
    view.at !== undefined;
  return (
    <SaveSection
      failure={failure?.kind === 'conflict' ? null : failure}
      notSaved={t('editor.not-saved', 'The rota was not saved')}
      onForget={editor.forget}
      isNamed={isNamed}
      create={base === null ? t('editor.create', 'Create rota') : null}
      canSave={canSave}
      onSave={() => save({ editor, view, isGone, isAsked })}
      otherwise={
        <LinkButton variant="secondary" href={`${PLUGIN_ROOT}/rotas${base === null ? '' : `/${segment(base.id)}`}`}>
          {t('form.cancel', 'Cancel')}
        </LinkButton>
      }
    >
      {base !== null && !isGone && <WhenField editor={editor} view={view} versions={versions} />}
      <LabourPanel preview={view.labour} hasReason={isAsked} />
      {isAsked && (
        <ExceptionalField id="rota-exceptional" value={editor.exceptional} onChange={editor.setExceptional} />
      )}
    </SaveSection>
  );
}

function WhenField({ editor, view: { wording, zone, at }, versions }: Pick<SaveProps, 'editor' | 'view' | 'versions'>) {
  const replaced = planned(versions, wording.now).filter(
    ({ holdsFrom }) => Date.parse(holdsFrom ?? '') > (at ?? wording.now),
  );
  return (
    <FromField
      value={editor.from}
      onChange={editor.setFrom}
      zoneName={editor.draft.timeZone}
      zone={zone}
      now={wording.now}
      replaced={replaced}
    />
  );
}

interface SavingProps extends Pick<SaveProps, 'editor' | 'view' | 'isGone'> {
  isAsked: boolean;
}

function save({ editor, view: { at }, isGone, isAsked }: SavingProps): void {
  editor.save({ at: at === null || at === undefined ? null : new Date(at).toISOString(), isGone, isAsked }, (saved) => {
    toast(
      at === null
        ? t('editor.saved', 'The rota is saved and in effect')
        : t('editor.planned', 'The change is saved and will take effect then'),
    );
    goTo(`${PLUGIN_ROOT}/rotas/${segment(saved.id)}`);
  });
}
