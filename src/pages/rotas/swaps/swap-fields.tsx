/** The fields of a swap request: the shift or part of it, the colleague, and the shift in return. */
import { Stack } from '@grafana/ui';
import type { Span } from '#domain/time/span';
import { ComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { MomentField } from '../../../components/form/fields/time/moment-field.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { t } from '../../../language.ts';
import { participantsOf } from '../data/shifts.ts';
import type { RotaData } from '../data/to-domain.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';
import type { SwapDraft } from './use-swap-draft.ts';
import { ANYONE, keyOf } from './use-swap-draft.ts';
import { whoCan } from './who-can.ts';

function shiftOptions(shifts: readonly Span[], wording: ShiftWording) {
  return shifts.map((span) => ({ value: keyOf(span), label: spanText(span, wording) }));
}

interface PartProps {
  draft: SwapDraft;
  wording: ShiftWording;
  change: (part: Partial<SwapDraft>) => void;
}

interface ShiftProps extends PartProps {
  mine: readonly Span[];
  zoneName: string;
  /** Chooses a shift by its key. */
  pick: (key: string) => void;
  /** The key of the chosen one; null: only a part of a shift. */
  picked: string | null;
}

export function ShiftFields({ draft: { from, to }, wording, mine, zoneName, pick, picked, change }: ShiftProps) {
  return (
    <>
      <ComboboxField
        id="swap-shift"
        label={t('swap.shift', 'Which shift?')}
        placeholder={t('swap.pick', 'One of mine')}
        options={shiftOptions(mine, wording)}
        value={picked}
        onChange={({ value }) => pick(value)}
      />
      <Stack gap={1} wrap="wrap">
        <MomentField
          id="swap-from"
          label={t('override.from', 'From')}
          type="datetime-local"
          value={from}
          onChange={(text) => change({ from: text })}
        />
        <MomentField
          id="swap-to"
          label={t('override.to', 'To')}
          type="datetime-local"
          value={to}
          onChange={(text) => change({ to: text })}
        />
      </Stack>
      <div>{t('override.zone', 'Times are in {{zone}}', { zone: zoneName })}</div>
    </>
  );
}

/** Colleagues on the rota who are not away; everybody where the rota names nobody. */
function useColleagues(data: RotaData, me: string, window: Span | null): string[] {
  const { people } = useDirectory();
  const colleagues = participantsOf(data);
  const named = colleagues.some((login) => login !== me) ? colleagues : people.map(({ key }) => key);
  return whoCan(named, data.facts.absences, { me, window });
}

interface WhomProps extends PartProps {
  data: RotaData;
  me: string;
  /** Shifts of the chosen colleague. */
  theirs: readonly Span[];
  /** The time to take; null while it is not complete. */
  window: Span | null;
}

export function WhomFields({ draft, wording, data, me, theirs, window, change }: WhomProps) {
  const colleagues = useColleagues(data, me, window);
  return (
    <>
      <ComboboxField
        id="swap-whom"
        label={t('swap.whom', 'Who do you ask?')}
        options={[
          { value: ANYONE, label: t('swap.anyone', 'Anyone') },
          ...colleagues.map((login) => ({ value: login, label: wording.name(login) })),
        ]}
        value={draft.whom}
        onChange={({ value }) => change({ whom: value, inReturn: null })}
      />
      {draft.whom !== ANYONE && <ReturnField draft={draft} wording={wording} theirs={theirs} change={change} />}
    </>
  );
}

function ReturnField({ draft, wording, theirs, change }: PartProps & Pick<WhomProps, 'theirs'>) {
  const hasNone = theirs.length === 0;
  return (
    <ComboboxField
      id="swap-back"
      label={t('swap.back', 'In return you take')}
      description={hasNone ? t('swap.no-shift', 'They have no upcoming shift on this rota.') : undefined}
      isClearable
      placeholder={t('swap.nothing', 'nothing')}
      disabled={hasNone}
      options={shiftOptions(theirs, wording)}
      value={draft.inReturn}
      onChange={(option) => change({ inReturn: option?.value ?? null })}
    />
  );
}
