/** Shows what taking a swap would mean for the reader's working time. */
import { LabourPanel } from './labour-panel.tsx';
import { useLabourPreview } from './use-labour-preview.ts';

export function SwapPanel({ swap }: { swap: string }) {
  return <LabourPanel preview={useLabourPreview({ swap })} />;
}
