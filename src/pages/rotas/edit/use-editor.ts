/** A hook for the state of an edit: the original, the draft, when it takes effect, and saving. */
import { useMemo, useState } from 'react';
import type { RotaWire } from '#contract/rotas/rota';
import { saveObject } from '../../../api/client/objects.ts';
import type { StoredRota } from '../../../api/resources/rotas.ts';
import { useLeaveGuard } from '../../../components/form/leave-guard.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { isSame } from '../changes/changes.ts';
import type { RotaBody, RotaDraft } from './draft.ts';
import { bodyOf, draftOf } from './draft.ts';
import type { EffectiveFrom } from './fields/from-field.tsx';

export interface EditedRota {
  /** The saved rota as loaded; null for a new one. */
  stored: StoredRota | null;
  draft: RotaDraft;
  from: EffectiveFrom;
}

interface SaveOptions {
  /** ISO 8601; null for at once. */
  at: string | null;
  /** The rota was deleted since, so saving creates it again. */
  isGone: boolean;
  /** The reason for short notice is wanted. */
  isAsked: boolean;
}

export function useEditor(opened: EditedRota) {
  const [base, setBase] = useState(opened.stored);
  const [draft, setDraft] = useState(opened.draft);
  const [from, setFrom] = useState(opened.from);
  const [exceptional, setExceptional] = useState('');
  const sending = useSending();
  const body = useMemo<RotaBody>(() => bodyOf(draft), [draft]);
  const isChanged = useMemo(() => base === null || !isSame(body, bodyOf(draftOf(base))), [base, body]);
  const guard = useLeaveGuard(isChanged);
  return {
    base,
    draft,
    body,
    from,
    setFrom,
    /** Why somebody is told late that they are on call; sent only where it is asked. */
    exceptional,
    setExceptional,
    isChanged,
    /** The question before the page is left. */
    guard,
    ...sending,
    change: (part: Partial<RotaDraft>) => setDraft((old) => ({ ...old, ...part })),
    /** Continues from the state that somebody else saved. */
    adopt: (theirs: StoredRota, rota: RotaWire) => {
      setBase(theirs);
      setDraft(draftOf(rota));
      sending.forget();
    },
    save: ({ at, isGone, isAsked }: SaveOptions, onSaved: (saved: StoredRota) => void) => {
      const isNew = base === null || isGone;
      const what = {
        ...body,
        ...(base !== null && { id: base.id }),
        ...(isAsked && { exceptional: exceptional.trim() }),
      };
      void sending.send(
        () =>
          saveObject<RotaWire>({
            path: 'rotas',
            id: isNew ? null : base.id,
            body: what,
            version: isNew ? null : base.version,
            from: isNew ? null : at,
          }),
        onSaved,
      );
    },
  };
}

export type EditorState = ReturnType<typeof useEditor>;
