/** Defines what counts on a person: `GET users/:login/commitments`. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant } from '#contract/base/scalars';
import { ABSENCE_MODES } from '#domain/rota/model';

export const commitments = strict({
  /** Rotas with a shift in the next 90 days; those that begin soonest come first. */
  rotas: z.array(
    strict({
      rota: id,
      /** What happens to the shifts when the person is away or disabled. */
      onAbsence: z.enum(ABSENCE_MODES),
      /** The running shift and those that follow; `end` is null if the shift ends later than that. */
      shifts: z.array(
        strict({
          start: instant,
          end: instant.nullable(),
          /** As calendar feeds have it: the running shift begins at its true start. */
          event: strict({ uid: z.string(), start: instant }),
        }),
      ),
    }),
  ),
  /** Policies that name the person; steps count from 1, and are empty if only the end of the policy does. */
  policies: z.array(strict({ policy: id, steps: z.array(z.int()) })),
});

export type CommitmentsWire = z.output<typeof commitments>;
