/** One step of the schema. Numbered by tens; once released, never changed. */
export type Migration = { readonly version: number; readonly sql: string };
