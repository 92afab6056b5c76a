/** Where the database is, as `pg` wants it: a unix socket's folder or an external address. */
export type Connection = (
  { readonly host: string; readonly user: string; readonly database: string } | { readonly connectionString: string }
) & {
  /** What the app turns into after connecting; absent where the database's owner may not make roles. */
  readonly appRole?: string;
};
