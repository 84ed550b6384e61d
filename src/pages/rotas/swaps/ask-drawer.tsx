/** Asking to be stood in for: one of my shifts or a part of it, anyone or a colleague, for nothing or for a shift of theirs. */
import { useState } from 'react';
import { Stack } from '@grafana/ui';
import type { Span } from '#domain/time/span';
import { zoneTable } from '#domain/time/zone';
import { askSwap } from '../../../api/resources/swaps.ts';
import { toast } from '../../../components/browser/toast.ts';
import { DrawerForm } from '../../../components/form/drawer-form.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { useDirectory } from '../../../components/people/directory.tsx';
import { instantOf, localText } from '../../../components/time/local-time.ts';
import { t } from '../../../language.ts';
import { participantsOf, shiftsOf } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { Wording } from '../timeline/shift-text.ts';
import { spanText } from '../timeline/shift-text.ts';
import { ComboboxField, InputField, TextAreaField } from '../../../components/form/fields/labelled-fields.tsx';

interface Props {
  data: RotaData;
  wording: Wording;
  me: string;
  /** The shift to begin with; null: my next one. */
  shift: Span | null;
  onClose: () => void;
  onAsked: () => void;
}

const keyOf = ({ start }: Span) => String(start);
const ANYONE = '';

function shiftOptions(shifts: readonly Span[], wording: Wording) {
  return shifts.map((span) => ({ value: keyOf(span), label: spanText(span, wording) }));
}

export function AskDrawer({ data, wording, me, shift, onClose, onAsked }: Props) {
  const zone = zoneTable(data.facts.zones, data.rota.timeZone);
  const { people } = useDirectory();
  const [mine] = useState(() => shiftsOf(data, me, wording.now));
  const first = shift ?? mine[0] ?? { start: wording.now, end: wording.now };
  const [from, setFrom] = useState(localText(Math.max(first.start, wording.now), zone));
  const [to, setTo] = useState(localText(first.end, zone));
  const [whom, setWhom] = useState(ANYONE);
  const [inReturn, setInReturn] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { isSending, failure, send } = useSending();
  const [start, end] = [instantOf(from, zone), instantOf(to, zone)];
  const theirs = whom === ANYONE ? [] : shiftsOf(data, whom, wording.now);
  const back = theirs.find((span) => keyOf(span) === inReturn) ?? null;
  const isReady = start !== null && end !== null && end > start;
  const iso = (at: number) => new Date(at).toISOString();
  const labels = {
    shift: t('swap.shift', 'Which shift?'),
    whom: t('swap.whom', 'Whom do you ask?'),
    back: t('swap.back', 'In return you take'),
  };

  const pick = (span: Span | undefined) => {
    if (span !== undefined) {
      setFrom(localText(Math.max(span.start, wording.now), zone));
      setTo(localText(span.end, zone));
    }
  };
  const save = () => {
    if (!isReady) {
      return;
    }
    void send(
      () =>
        askSwap({
          rota: data.rota.id,
          start: iso(start),
          end: iso(end),
          askedOf: whom === ANYONE ? null : whom,
          inReturn: back && { start: iso(back.start), end: iso(back.end) },
          note: note.trim(),
        }),
      () => {
        toast(t('swap.asked', 'They are asked; until somebody takes it, the shift is yours'));
        onAsked();
      },
    );
  };
  const colleagues = participantsOf(data).filter((login) => login !== me);
  const others = people.map(({ key }) => key).filter((login) => login !== me && !colleagues.includes(login));
  return (
    <DrawerForm
      draft={{ from, to, whom, inReturn, note }}
      title={t('swap.ask', 'Ask for a swap')}
      size="sm"
      canSave={isReady && !isSending}
      saveLabel={t('swap.send', 'Ask')}
      failure={failure}
      notSaved={t('swap.not-asked', 'Nobody was asked')}
      onSave={save}
      onClose={onClose}
    >
      <ComboboxField
        id="swap-shift"
        label={labels.shift}
        placeholder={t('swap.pick', 'One of mine')}
        options={shiftOptions(mine, wording)}
        value={null}
        onChange={({ value }) => pick(mine.find((span) => keyOf(span) === value))}
      />
      <Stack gap={1} wrap="wrap">
        <InputField
          id="swap-from"
          label={t('override.from', 'From')}
          type="datetime-local"
          value={from}
          onChange={setFrom}
        />
        <InputField id="swap-to" label={t('override.to', 'To')} type="datetime-local" value={to} onChange={setTo} />
      </Stack>
      <div>{t('override.zone', 'Times are {{zone}}', { zone: data.rota.timeZone })}</div>
      <ComboboxField
        id="swap-whom"
        label={labels.whom}
        options={[
          { value: ANYONE, label: t('swap.anyone', 'Anyone') },
          ...[...colleagues, ...others].map((login) => ({ value: login, label: wording.name(login) })),
        ]}
        value={whom}
        onChange={({ value }) => {
          setWhom(value);
          setInReturn(null);
        }}
      />
      {whom !== ANYONE && (
        <ComboboxField
          id="swap-back"
          label={labels.back}
          description={
            theirs.length === 0 ? t('swap.no-shift', 'No shift of theirs is ahead on this rota.') : undefined
          }
          isClearable
          placeholder={t('swap.nothing', 'nothing')}
          disabled={theirs.length === 0}
          options={shiftOptions(theirs, wording)}
          value={inReturn}
          onChange={(option) => setInReturn(option?.value ?? null)}
        />
      )}
      <TextAreaField
        id="swap-note"
        label={t('override.note', 'Why? (for others to read)')}
        rows={2}
        maxLength={1000}
        value={note}
        onChange={setNote}
      />
    </DrawerForm>
  );
}
