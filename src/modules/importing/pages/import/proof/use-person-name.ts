/** Names the people of a comparison; of the other pager's people whom nobody has mapped only the id is known. */
import { idOfStandIn, isStandIn } from '#modules/importing/domain/stand-in';
import { useName } from '../../../../../components/people/directory.tsx';
import { t } from '../../../../../language.ts';

export function usePersonName(): (login: string) => string {
  const name = useName();
  return (login) =>
    isStandIn(login)
      ? t('import-proof.unmapped', '{{id}} (not mapped)', { id: idOfStandIn(login) })
      : name('people', login);
}
