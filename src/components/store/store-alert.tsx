/** An alert that says that no alert can be stored, and why. */
import { Alert } from '@grafana/ui';
import type { StoreTroubleWire } from '../../api/connection/store-trouble.ts';
import { t } from '../../language.ts';
import { storeTroubleWords } from './store-words.ts';

/** Before everything else, since what is new pages nobody. @param trouble null: none */
export default function StoreAlert({ trouble }: { trouble: StoreTroubleWire | null }) {
  if (trouble === null) {
    return null;
  }
  const why = storeTroubleWords(trouble);
  return (
    <Alert severity="error" title={t('store.title', 'New alerts are refused: {{why}}', { why })}>
      {t(
        'store.body',
        'Monitors are asked to send them again, and nobody is paged for them meanwhile. An Admin puts this right; Vigie notices within seconds.',
      )}
    </Alert>
  );
}
