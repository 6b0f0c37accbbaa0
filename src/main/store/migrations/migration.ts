/** One step of the schema. Numbered by tens; once released, never changed. */
export type Migration = {
  readonly version: number;
  readonly sql: string;
  /** a table others refer to is dropped and made anew (sqlite.org/lang_altertable.html, section 7) */
  readonly makesTablesAnew?: boolean;
};
