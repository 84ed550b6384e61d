/** A hook that saves one part of a person. */
import type { UserWire } from '#contract/people/user';
import { saveObject } from '../../api/client/objects.ts';
import type { StoredPerson, PersonBody } from '../../api/resources/people.ts';
import { toast } from '../../components/browser/toast.ts';
import type { SendingState } from '../../components/form/use-sending.ts';
import { useSending } from '../../components/form/use-sending.ts';
import { t } from '../../language.ts';

export interface SavePerson extends Omit<SendingState, 'send'> {
  /** @param onDone called after success, before the person is read again */
  save: (part: Partial<PersonBody>, onDone?: () => void) => Promise<void>;
}

/** Each card saves its own part and sends the rest back as it was read. */
export function useSave(person: StoredPerson, onSaved: () => void): SavePerson {
  const { send, ...rest } = useSending();
  const save = (part: Partial<PersonBody>, onDone?: () => void) =>
    send(
      () =>
        saveObject<UserWire>({
          path: 'users',
          id: person.login,
          version: person.version,
          body: { ...person, ...part },
        }),
      () => {
        toast(t('person.saved', 'Saved'));
        onDone?.();
        onSaved();
      },
    );
  return { ...rest, save };
}
