/** Answers callbacks that arrive before the sidecar is ready for them. */
import type { CallbackAnswer } from '../../ports/callback.ts';

/** The answer to callbacks before the sidecar processes them: the service tries again. */
export const NOT_YET: CallbackAnswer = { status: 503, contentType: 'text/plain; charset=utf-8', body: 'Not yet.' };
