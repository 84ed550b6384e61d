/**
 * Asks everybody of a team to confirm the contact methods that are not confirmed yet: by a code to each method or, where
 * that is not possible, by a mail with a link to their profile.
 */
import type { AskedToConfirmWire } from '#contract/people/team-shadow';
import type { ContactMethod, Responder } from '#domain/notify/responder';
import type { Directory } from '../../ports/directory.ts';
import { peopleOfTeam } from '../../stages/routing/people-of-team.ts';
import type { ContactMethodActions } from '../people/contact-methods.ts';
import { auditTest, sendTest, testMessage } from '../people/test-message.ts';
import type { TestContext } from '../people/test-message.ts';

export interface ConfirmationContext extends TestContext {
  directory(): Directory;
  /** Address of a person's profile. */
  profileOf(login: string): string;
  sendCode: ContactMethodActions['sendCode'];
}

/** `isAdmin`: codes may go to any country. */
interface Asking {
  team: string;
  actor: string;
  isAdmin: boolean;
}

export async function askToConfirm(context: ConfirmationContext, asking: Asking): Promise<AskedToConfirmWire[] | null> {
  const directory = context.directory();
  if (!directory.teams.has(asking.team)) {
    return null;
  }
  const answers: AskedToConfirmWire[] = [];
  for (const person of peopleOfTeam(directory, asking.team, await context.clock.now())) {
    answers.push(...(await askPerson(context, asking, person)));
  }
  return answers;
}

/** At most one mail, however many methods cannot be confirmed by a code. */
async function askPerson(
  context: ConfirmationContext,
  asking: Asking,
  person: Responder,
): Promise<AskedToConfirmWire[]> {
  const answers: AskedToConfirmWire[] = [];
  for (const { id: method } of person.contactMethods.filter(({ verified }) => !verified)) {
    answers.push({ user: person.login, method, ...(await sendCode(context, asking, { login: person.login, method })) });
  }
  const mail = person.contactMethods.find(({ type, verified }) => type === 'email' && verified);
  const isMailed =
    mail !== undefined && answers.some(({ sent }) => sent === null) && (await sendMail(context, asking, person, mail));
  return answers.map((answer) => (answer.sent === null && isMailed ? { ...answer, sent: 'mail' as const } : answer));
}

type AskedBy = Pick<AskedToConfirmWire, 'sent' | 'reason'>;

async function sendCode(
  { sendCode: send, profileOf }: ConfirmationContext,
  { actor, isAdmin }: Asking,
  { login, method }: { login: string; method: string },
): Promise<AskedBy> {
  const answer = await send({ login, method, actor, isAdmin, asked: { profile: profileOf(login) } });
  if (!answer.ok) {
    return { sent: null, reason: answer.why.reason };
  }
  const { outcome, reason } = answer.result;
  return outcome === 'done' ? { sent: 'code', reason: null } : { sent: null, reason };
}

async function sendMail(
  context: ConfirmationContext,
  { actor }: Asking,
  person: Responder,
  mail: ContactMethod,
): Promise<boolean> {
  const { login } = person;
  const message = await testMessage(context, person, null, context.profileOf(login));
  const trusted = context.directory().isTrusted(login, mail);
  const result = await sendTest(context, mail.type, { to: mail.to, settings: {}, secrets: {}, trusted }, message);
  const details = { method: mail.id };
  await auditTest(context, { actor, action: 'ask-to-confirm', kind: 'users', subject: login, result, details });
  return result.outcome === 'done';
}
