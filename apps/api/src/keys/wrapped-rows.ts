/** Rows that hold a key which the master key wraps: in the column `wrapped`, under the uuid `id`. */
export interface WrappedRows {
  readonly table: string;
  /** What the wrapping is bound to is made of these columns. */
  readonly columns: readonly string[];
  readonly bound: (...values: string[]) => string;
}

/**
 * Everything that the master key wraps. Whoever adds a table with wrapped keys takes the bound text from here, so that a rotation of
 * the master key finds it; a test compares this list with the database.
 */
export const WRAPPED = {
  dataKey: {
    table: 'data_keys',
    columns: ['user_id', 'purpose'],
    bound: (userId: string, purpose: string) => JSON.stringify([userId, purpose]),
  },
  mail: { table: 'mails', columns: ['id'], bound: (id: string) => `mail:${id}` },
  alert: { table: 'monitor_alerts', columns: ['id'], bound: (id: string) => `alert:${id}` },
  knownPerson: { table: 'known_people', columns: ['id'], bound: (id: string) => `known-person:${id}` },
  rosterPhoto: { table: 'roster_photos', columns: ['id'], bound: (id: string) => `roster-photo:${id}` },
} as const satisfies Record<string, WrappedRows>;
