/** A drawer that requests a swap of the reader's shift, or a part of it, with anyone or a colleague. */
import type { Span } from '#domain/time/span';
import { askSwap } from '../../../api/resources/swaps.ts';
import { toast } from '../../../components/browser/toast.ts';
import { DrawerForm } from '../../../components/form/drawer-form.tsx';
import { TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';
import PreviewPanel from '../../../components/labour/preview/preview-panel.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { t } from '../../../language.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { ShiftFields, WhomFields } from './swap-fields.tsx';
import { useSwapDraft } from './use-swap-draft.ts';

interface Props {
  data: RotaData;
  wording: ShiftWording;
  me: string;
  /** The preselected shift; null for the reader's next one. */
  shift: Span | null;
  onClose: () => void;
  onAsked: () => void;
}

export function AskDrawer({ data, wording, me, shift, onClose, onAsked }: Props) {
  const { draft, change, mine, theirs, pick, picked, window, body } = useSwapDraft({
    data,
    me,
    now: wording.now,
    shift,
  });
  const { isSending, failure, send } = useSending();
  const save = () => {
    if (body !== null) {
      void send(
        () => askSwap(body),
        () => {
          toast(t('swap.asked', 'Request sent; the shift is yours until somebody takes it'));
          onAsked();
        },
      );
    }
  };
  const part = { draft, wording, change };
  return (
    <DrawerForm
      draft={draft}
      title={t('swap.ask', 'Ask for a swap')}
      size="sm"
      canSave={body !== null && !isSending}
      saveLabel={t('swap.send', 'Ask')}
      failure={failure}
      notSaved={t('swap.not-asked', 'Nobody was asked')}
      onSave={save}
      onClose={onClose}
    >
      <ShiftFields {...part} mine={mine} zoneName={data.rota.timeZone} pick={pick} picked={picked} />
      <WhomFields {...part} data={data} me={me} theirs={theirs} window={window} />
      <TextAreaField
        id="swap-note"
        label={t('override.note', 'Why? (for others to read)')}
        rows={2}
        maxLength={1000}
        value={draft.note}
        onChange={(text) => change({ note: text })}
      />
      <PreviewPanel change={body === null ? null : { swap: body }} />
    </DrawerForm>
  );
}
