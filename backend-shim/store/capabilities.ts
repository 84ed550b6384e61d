/** Lists where the two databases differ; code asks for the capability, never for the name. */
export type Dialect = 'sqlite' | 'postgres';

/** Where another thread of this process reads. It contains the password. */
export type ReadPlace = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

export interface StoreCapabilities {
  /** Rows read for update are locked against other sidecars. */
  forUpdate: string;
  forUpdateSkipLocked: string;
  /** Several sidecars may work on it at once. */
  shared: boolean;
  placeholder(index: number): string;
  /** `column in (…)` with one parameter for the whole list. */
  inList(column: string, placeholder: string): string;
  listParameter(values: readonly string[]): unknown;
  /**
   * What follows `from` to find rows by two columns: `first` is the first parameter, `second` is in the list that is the
   * second. PostgreSQL would read all rows with that `first` while the table is small, and keep to it while it grows;
   * `offset 0` makes it look up each.
   */
  eachOf(table: string, first: string, second: string): string;
}

export const CAPABILITIES: Record<Dialect, StoreCapabilities> = {
  sqlite: {
    forUpdate: '',
    forUpdateSkipLocked: '',
    shared: false,
    placeholder: () => '?',
    inList: (column, placeholder) => `${column} in (select value from json_each(${placeholder}))`,
    listParameter: (values) => JSON.stringify(values),
    eachOf: (table, first, second) => `${table} where ${first} = ? and ${second} in (select value from json_each(?))`,
  },
  postgres: {
    forUpdate: 'for update',
    forUpdateSkipLocked: 'for update skip locked',
    shared: true,
    placeholder: (index) => `$${index}`,
    inList: (column, placeholder) => `${column} = any(${placeholder}::text[])`,
    listParameter: (values) => values,
    eachOf: (table, first, second) =>
      `(select distinct unnest($2::text[]) as value) wanted, lateral (select * from ${table} where ${first} = $1 and ${second} = wanted.value offset 0) found`,
  },
};
