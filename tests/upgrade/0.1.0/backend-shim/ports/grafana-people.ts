/** The people of a Grafana organisation, as its API lists them to a service account. */
export interface GrafanaPerson {
  uid: string;
  login: string;
  isDisabled: boolean;
}

/** `reason` is for the person who operates Vigie. Half a list is no list. */
export type ListedPeople = { ok: true; people: GrafanaPerson[] } | { ok: false; reason: string };

export interface GrafanaPeople {
  list(): Promise<ListedPeople>;
}
