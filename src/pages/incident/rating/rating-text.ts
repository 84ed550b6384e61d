/** The words of ratings. */
import type { Rating } from '#domain/incident/rating';
import { t } from '../../../language.ts';

export function ratingText(rating: Rating): string {
  switch (rating) {
    case 'useful':
      return t('rating.useful', 'Useful');
    case 'nothing-to-do':
      return t('rating.nothing-to-do', 'Nothing to do');
    case 'too-late':
      return t('rating.too-late', 'Too late');
    case 'not-ours':
      return t('rating.not-ours', 'Not ours');
    case 'false':
      return t('rating.false', 'False alert');
  }
}
