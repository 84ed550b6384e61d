/** Asking to be stood in for: one of my shifts or a part of it, anyone or a colleague, for nothing or for a shift of theirs. */
import { useState } from 'react';
import { Field, Input, Stack, TextArea } from '@grafana/ui';
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
import { Combobox } from '../../../components/form/fields/combobox.tsx';

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
      <Field label={labels.shift} noMargin>
        <Combobox
          id="swap-shift"
          aria-label={labels.shift}
          placeholder={t('swap.pick', 'One of mine')}
          options={shiftOptions(mine, wording)}
          value={null}
          onChange={({ value }) => pick(mine.find((span) => keyOf(span) === value))}
        />
      </Field>
      <Stack gap={1} wrap="wrap">
        <Field label={t('override.from', 'From')} noMargin>
          <Input
            id="swap-from"
            type="datetime-local"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </Field>
        <Field label={t('override.to', 'To')} noMargin>
          <Input id="swap-to" type="datetime-local" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </Field>
      </Stack>
      <div>{t('override.zone', 'Times are {{zone}}', { zone: data.rota.timeZone })}</div>
      <Field label={labels.whom} noMargin>
        <Combobox
          id="swap-whom"
          aria-label={labels.whom}
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
      </Field>
      {whom !== ANYONE && (
        <Field
          label={labels.back}
          description={
            theirs.length === 0 ? t('swap.no-shift', 'No shift of theirs is ahead on this rota.') : undefined
          }
          noMargin
        >
          <Combobox
            id="swap-back"
            aria-label={labels.back}
            isClearable
            placeholder={t('swap.nothing', 'nothing')}
            disabled={theirs.length === 0}
            options={shiftOptions(theirs, wording)}
            value={inReturn}
            onChange={(option) => setInReturn(option?.value ?? null)}
          />
        </Field>
      )}
      <Field label={t('override.note', 'Why? (for others to read)')} noMargin>
        <TextArea
          id="swap-note"
          rows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
    </DrawerForm>
  );
}
