/** What other rules or quiet hours of a person would have changed; of people whom a file states, with the text for the file. */
import type { StoredPerson } from '../../api/resources/people.ts';
import { CopyText } from '../../components/form/copy-text.tsx';
import { fileText } from '../../components/replay/file-text.ts';
import { PastNights } from '../../components/replay/past-nights.tsx';
import { t } from '../../language.ts';
import { replayedPerson } from './replayed-person.ts';

interface Props {
  title: string;
  person: StoredPerson;
  part: Partial<Pick<StoredPerson, 'notificationRules' | 'quietHours'>>;
  isChanged: boolean;
}

export function ReplayedPerson({ title, person, part, isChanged }: Props) {
  const objects = { users: [replayedPerson(person, part)] };
  // What the file does not state of a person is theirs to save, so both ways are open.
  return (
    <>
      <PastNights title={title} objects={objects} />
      {person.provisioned && isChanged && (
        <CopyText
          name={t('replay.for-file', 'For the file')}
          text={fileText({ users: [{ login: person.login, ...part }] })}
        />
      )}
    </>
  );
}
