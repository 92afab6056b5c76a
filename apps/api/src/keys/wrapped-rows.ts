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
  dataKey: { table: 'data_keys', columns: ['user_id', 'purpose'], bound: (userId, purpose) => JSON.stringify([userId, purpose]) },
  mail: { table: 'mails', columns: ['id'], bound: (id) => `mail:${String(id)}` },
  alert: { table: 'monitor_alerts', columns: ['id'], bound: (id) => `alert:${String(id)}` },
  knownPerson: { table: 'known_people', columns: ['id'], bound: (id) => `known-person:${String(id)}` },
  rosterPhoto: { table: 'roster_photos', columns: ['id'], bound: (id) => `roster-photo:${String(id)}` },
} as const satisfies Record<string, WrappedRows>;
