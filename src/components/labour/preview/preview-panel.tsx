/**
 * Asks what the rules would say of a change, and shows it. It asks by itself, so that an answer draws nothing else
 * again: a list that is open beside it would close.
 */
import { useEffect } from 'react';
import { LabourPanel } from './labour-panel.tsx';
import type { PreviewedChange } from './use-labour-preview.ts';
import { useLabourPreview } from './use-labour-preview.ts';

interface Props {
  /** null: the draft is not complete. */
  change: PreviewedChange | null;
  /** Whether saving needs a reason; the same function each time. */
  onExceptional?: (isAsked: boolean) => void;
}

export default function PreviewPanel({ change, onExceptional }: Props) {
  const preview = useLabourPreview(change);
  const isAsked = preview?.exceptional === true;
  useEffect(() => onExceptional?.(isAsked), [isAsked, onExceptional]);
  return <LabourPanel preview={preview} hasReason={isAsked && onExceptional !== undefined} />;
}
