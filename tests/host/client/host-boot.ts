/** What the server writes into the page, as Grafana writes its boot data. */
interface HostPerson {
  login: string;
  name: string;
  role: string;
}

export interface HostBoot {
  pluginId: string;
  person: HostPerson;
  people: HostPerson[];
  theme: 'dark' | 'light';
  language: string;
  languages: string[];
  /** Version of Grafana's packages. */
  version: string;
  grafana: unknown;
}
