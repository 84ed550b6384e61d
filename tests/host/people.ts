/** Who can sit in front of the preview host; the same people as in the tests, and an administrator. */
export type Role = 'Admin' | 'Editor' | 'Viewer';

export interface Person {
  id: number;
  uid: string;
  login: string;
  name: string;
  email: string;
  role: Role;
  /** Ids of Grafana teams. */
  teams: number[];
  isDisabled: boolean;
  kind: 'user' | 'service-account' | 'anonymous';
  /** The organisation that is theirs at the moment. */
  org: Org;
}

export interface Org {
  id: number;
  name: string;
}

const MAIN: Org = { id: 1, name: 'Main Org.' };
const SECOND: Org = { id: 2, name: 'Second Org.' };

const person = (
  id: number,
  login: string,
  name: string,
  role: Role,
  teams: number[] = [],
  isDisabled = false,
): Person => ({
  id,
  uid: `u${id}`,
  login,
  name,
  email: `${login}@example.com`,
  role,
  teams,
  isDisabled,
  kind: 'user',
  org: MAIN,
});

export const PEOPLE: readonly Person[] = [
  person(1, 'admin', 'Zoë Admin', 'Admin'),
  person(2, 'ann', 'Ann Martin', 'Viewer', [7]),
  person(3, 'ben', 'Ben Petit', 'Viewer', [7]),
  person(4, 'cleo', 'Cleo Roux', 'Editor', [7]),
  person(5, 'dee', 'Dee Blanc', 'Viewer'),
  person(6, 'gone', 'Guy Gone', 'Viewer', [7], true),
];

/** Who asks Grafana, too, and is no member of it: a script with a service account's token, a visitor who has not signed in. */
export const ROBOT: Person = {
  id: 9,
  uid: 'bg5ihgp2t05c0a',
  login: 'sa-1-robot',
  name: 'robot',
  email: 'sa-1-robot',
  role: 'Editor',
  teams: [],
  isDisabled: false,
  kind: 'service-account',
  org: MAIN,
};
export const VISITOR: Person = {
  id: 0,
  uid: '',
  login: '',
  name: '',
  email: '',
  role: 'Viewer',
  teams: [],
  isDisabled: false,
  kind: 'anonymous',
  org: MAIN,
};

/** Of the second organisation, which has settings of its own for each plugin. */
export const OLGA: Person = { ...person(7, 'olga', 'Olga Second', 'Admin'), org: SECOND };

/** What scripts send as `Authorization: Bearer`; they are the service account. */
export const ROBOT_TOKEN = 'glsa_0123456789abcdefghijABCDEFGHIJ01_01234567';

export const TEAMS = [{ id: 7, uid: 't7', name: 'SRE', email: '', memberCount: 4, orgId: 1 }];

export function personOf(login: string | undefined): Person {
  const found =
    [VISITOR, ROBOT, OLGA, ...PEOPLE].find((one) => one.login === (login === 'anonymous' ? '' : login)) ?? PEOPLE[0];
  if (found === undefined) {
    throw new Error('the preview host has nobody');
  }
  return found;
}

/** Passwords are not checked: whoever has an account is let in. Null: nobody says who they are. */
export function bearerOf(
  authorization: string | undefined,
  accounts: { personOf(key: string): Person | null },
): Person | null | 'refused' {
  const [scheme, credentials = ''] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'basic') {
    const [login] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
    return [OLGA, ...PEOPLE].find((one) => one.login === login && !one.isDisabled) ?? 'refused';
  }
  return scheme?.toLowerCase() === 'bearer'
    ? credentials === ROBOT_TOKEN
      ? ROBOT
      : (accounts.personOf(credentials) ?? 'refused')
    : null;
}

const RANK: Record<Role, number> = { Viewer: 1, Editor: 2, Admin: 3 };

export function hasRole(one: Person, role: Role): boolean {
  return RANK[one.role] >= RANK[role];
}
