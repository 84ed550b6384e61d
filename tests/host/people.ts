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
}

const person = (id: number, login: string, name: string, role: Role, teams: number[] = [], isDisabled = false): Person => ({ id, uid: `u${id}`, login, name, email: `${login}@example.com`, role, teams, isDisabled, kind: 'user' });

export const PEOPLE: readonly Person[] = [
  person(1, 'admin', 'Zoë Admin', 'Admin'),
  person(2, 'ann', 'Ann Martin', 'Viewer', [7]),
  person(3, 'ben', 'Ben Petit', 'Viewer', [7]),
  person(4, 'cleo', 'Cleo Roux', 'Editor', [7]),
  person(5, 'dee', 'Dee Blanc', 'Viewer'),
  person(6, 'gone', 'Guy Gone', 'Viewer', [7], true),
];

/** Who asks Grafana, too, and is no member of it: a script with a service account's token, a visitor who has not signed in. */
export const ROBOT: Person = { id: 9, uid: 'bg5ihgp2t05c0a', login: 'sa-1-robot', name: 'robot', email: 'sa-1-robot', role: 'Editor', teams: [], isDisabled: false, kind: 'service-account' };
export const VISITOR: Person = { id: 0, uid: '', login: '', name: '', email: '', role: 'Viewer', teams: [], isDisabled: false, kind: 'anonymous' };

export const TEAMS = [{ id: 7, uid: 't7', name: 'SRE', email: '', memberCount: 4, orgId: 1 }];

export function personOf(login: string | undefined): Person {
  const found = login === 'anonymous' ? VISITOR : (PEOPLE.find((one) => one.login === login) ?? PEOPLE[0]);
  if (found === undefined) {
    throw new Error('the preview host has nobody');
  }
  return found;
}

const RANK: Record<Role, number> = { Viewer: 1, Editor: 2, Admin: 3 };

export function hasRole(one: Person, role: Role): boolean {
  return RANK[one.role] >= RANK[role];
}
