/** Lists on the home page the swaps that wait for the reader's answer, who answers in place. */
import { Suspense } from 'react';
import { Button, Stack, TextLink } from '@grafana/ui';
import type { ListPage } from '#contract/list';
import type { SwapWire } from '#contract/rotas/swap';
import { segment } from '../../api/client/client.ts';
import { useApi } from '../../api/client/use-api.ts';
import type { SwapStep } from '../../api/resources/swaps.ts';
import { changeSwap } from '../../api/resources/swaps.ts';
import { toast } from '../../components/browser/toast.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { Span } from '../../components/time/times.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { later } from '../../later.ts';
import { quoted } from '../../components/text/punctuation.ts';

const PreviewPanel = later(() => import('../../components/labour/preview/preview-panel.tsx'));

interface SwapProps {
  swap: SwapWire;
  isSending: boolean;
  onAnswer: (step: SwapStep) => void;
}

function Swap({ swap: { id, rota, asked, start, end, inReturn, note }, isSending, onAnswer }: SwapProps) {
  const name = useName();
  return (
    <li style={{ display: 'grid', gap: 4, overflowWrap: 'anywhere' }}>
      <div>
        {t('home.swap-asks', '{{who}} asks you to take', { who: name('people', asked.by) })}{' '}
        <TextLink href={`${PLUGIN_ROOT}/rotas/${segment(rota)}`}>{name('rotas', rota)}</TextLink>,{' '}
        <Span start={start} end={end} />
      </div>
      {inReturn !== null && (
        <div>
          {t('home.swap-in-return', 'and takes yours:')} <Span start={inReturn.start} end={inReturn.end} />
        </div>
      )}
      {note !== '' && <div>{quoted(note)}</div>}
      <Suspense fallback={null}>
        <PreviewPanel change={{ swap: id }} />
      </Suspense>
      <Stack gap={1} wrap="wrap">
        <Button size="sm" icon="check" disabled={isSending} onClick={() => onAnswer('take')}>
          {t('swap.take', 'Take it')}
        </Button>
        <Button size="sm" variant="secondary" disabled={isSending} onClick={() => onAnswer('decline')}>
          {t('swap.decline', 'Decline')}
        </Button>
      </Stack>
    </li>
  );
}

/** Nothing while nobody asks. */
export function AskedSwaps({ login }: { login: string }) {
  const asked = useApi<ListPage<SwapWire>>(
    { path: 'swaps', query: { state: 'open', user: login } },
    { live: ['rota'] },
  );
  const { isSending, failure, send } = useSending();
  const waiting = (asked.data?.items ?? []).filter(({ askedOf }) => askedOf === login);
  if (waiting.length === 0) {
    return null;
  }
  const answer = (swap: SwapWire, step: SwapStep) =>
    void send(
      () => changeSwap(swap, step),
      () => {
        toast(step === 'take' ? t('swap.take-done', 'The shift is yours') : t('swap.decline-done', 'Declined'));
        asked.reload();
      },
    );
  return (
    <Section title={t('home.swaps', 'Swaps that wait for you')}>
      {failure !== null && <FailureNote failure={failure} what={t('swap.failed', 'The swap did not change')} />}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 12 }}>
        {waiting.map((swap) => (
          <Swap key={swap.id} swap={swap} isSending={isSending} onAnswer={(step) => answer(swap, step)} />
        ))}
      </ul>
    </Section>
  );
}
