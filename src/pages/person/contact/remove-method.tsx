/** Asks before a contact method and its rules are removed. */
import type { MethodAnswer, StoredPerson } from '../../../api/resources/people.ts';
import { ConfirmDialog } from '../../../components/form/confirm-dialog.tsx';
import { rulesOf } from '../../../components/people/person-reach.ts';
import { t } from '../../../language.ts';

interface Props {
  person: StoredPerson;
  method: MethodAnswer;
  /** Of its type. */
  name: string;
  onConfirm: () => void;
  onDismiss: () => void;
}

export function RemoveMethod({ person, method, name, onConfirm, onDismiss }: Props) {
  const rules = rulesOf(person);
  const count = [...rules.default, ...rules.urgent].filter((rule) => rule.method === method.id).length;
  return (
    <ConfirmDialog
      isOpen
      title={t('method.remove', 'Remove {{name}}', { name: [name, method.to].filter(Boolean).join(' ') })}
      body={
        <>
          {method.verified && <p>{t('method.remove-verified', 'To use it again, it must be verified again.')}</p>}
          {count > 0 && (
            <p>
              {t('method.remove-rules', '', {
                count,
                defaultValue_one: '{{count}} notification rule goes with it.',
                defaultValue_other: '{{count}} notification rules go with it.',
              })}
            </p>
          )}
        </>
      }
      confirmText={t('method.remove-confirm', 'Remove')}
      dismissText={t('form.cancel', 'Cancel')}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}
