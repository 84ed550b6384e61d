/** The card that lists swap requests and their results. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { SwapWire } from '#contract/rotas/swap';
import type { SwapStep } from '../../../api/resources/swaps.ts';
import { changeSwap } from '../../../api/resources/swaps.ts';
import { toast } from '../../../components/browser/toast.ts';
import PreviewPanel from '../../../components/labour/preview/preview-panel.tsx';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { swapNotes, swapState, swapSteps, swapText } from './swap-text.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  minor: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});

const SHOWN_OF_PAST = 5;

const WORDS: Record<SwapStep, () => { label: string; title: string; done: string }> = {
  take: () => ({
    label: t('swap.take', 'Take it'),
    title: t('swap.take-title', 'Take this shift?'),
    done: t('swap.take-done', 'The shift is yours'),
  }),
  decline: () => ({
    label: t('swap.decline', 'Decline'),
    title: t('swap.decline-title', 'Decline?'),
    done: t('swap.decline-done', 'Declined'),
  }),
  cancel: () => ({
    label: t('swap.cancel', 'Withdraw'),
    title: t('swap.cancel-title', 'Withdraw the request?'),
    done: t('swap.cancel-done', 'Withdrawn'),
  }),
};

function SwapRow({
  swap,
  wording,
  onStep,
}: {
  swap: SwapWire;
  wording: ShiftWording;
  onStep: (step: SwapStep) => void;
}) {
  const styles = useStyles2(getStyles);
  const me = useMe();
  const { text, color } = swapState(swap.state);
  const steps = swapSteps(swap, me?.login ?? null, me?.can.administer ?? false);
  return (
    <li>
      <Badge color={color} text={text} /> {swapText(swap, wording)}
      {swapNotes(swap, wording).map((note) => (
        <div key={note} className={styles.minor}>
          {note}
        </div>
      ))}
      {steps.length > 0 && (
        <Stack gap={1} wrap="wrap">
          {steps.map((step) => (
            <Button
              key={step}
              size="sm"
              variant={step === 'take' ? 'primary' : 'secondary'}
              onClick={() => onStep(step)}
            >
              {WORDS[step]().label}
            </Button>
          ))}
        </Stack>
      )}
    </li>
  );
}

interface Props {
  swaps: readonly SwapWire[];
  wording: ShiftWording;
  /** null if the reader has no shift to swap. */
  onAsk: (() => void) | null;
  onChanged: () => void;
}

export function SwapsCard({ swaps, wording, onAsk, onChanged }: Props) {
  const styles = useStyles2(getStyles);
  const [asked, setAsked] = useState<{ swap: SwapWire; step: SwapStep } | null>(null);
  const [isAll, setAll] = useState(false);
  const { failure, send, forget } = useSending();
  const open = swaps.filter(({ state }) => state === 'open').sort((a, b) => a.start.localeCompare(b.start));
  const past = swaps.filter(({ state }) => state !== 'open');
  const shown = [...open, ...(isAll ? past : past.slice(0, SHOWN_OF_PAST))];
  const go = ({ swap, step }: { swap: SwapWire; step: SwapStep }) => {
    setAsked(null);
    void send(
      () => changeSwap(swap, step),
      () => {
        toast(WORDS[step]().done);
        onChanged();
      },
    );
  };
  const ask = onAsk !== null && (
    <Button size="sm" variant="secondary" icon="exchange-alt" onClick={onAsk}>
      {t('swap.ask', 'Ask for a swap')}
    </Button>
  );
  return (
    <Section title={t('swap.title', 'Swaps')} actions={ask}>
      {failure !== null && (
        <FailureNote failure={failure} what={t('swap.failed', 'The swap did not change')} onClose={forget} />
      )}
      {shown.length === 0 && t('swap.none', 'No swap requests.')}
      <ul className={styles.list}>
        {shown.map((swap) => (
          <SwapRow key={swap.id} swap={swap} wording={wording} onStep={(step) => setAsked({ swap, step })} />
        ))}
      </ul>
      {!isAll && past.length > SHOWN_OF_PAST && (
        <Button size="sm" fill="text" onClick={() => setAll(true)}>
          {t('swap.all', 'Show all {{count}} past swaps', { count: past.length })}
        </Button>
      )}
      {asked !== null && (
        <ConfirmDialog
          isOpen
          title={WORDS[asked.step]().title}
          body={[swapText(asked.swap, wording), ...swapNotes(asked.swap, wording)].join(', ')}
          description={asked.step === 'take' && <PreviewPanel change={{ swap: asked.swap.id }} />}
          confirmText={WORDS[asked.step]().label}
          confirmVariant={asked.step === 'take' ? 'primary' : 'destructive'}
          dismissText={t('form.cancel', 'Cancel')}
          onConfirm={() => go(asked)}
          onDismiss={() => setAsked(null)}
        />
      )}
    </Section>
  );
}
