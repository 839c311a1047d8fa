/** The tables as Kysely sees them: column names and the types our connections answer with. */
// biome-ignore lint/suspicious/noEmptyInterface: filled table by table beside the migrations
export interface Tables {}
