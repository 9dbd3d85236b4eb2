/** The number of the first object that is not built in. Said of a catalog it also tells the planner how few rows there are. */
export const FIRST_OWN = 16384;

/** The condition that no extension brought an object: what one brings is the extension's. `id` is SQL. */
export function isOwn(catalog: string, id: string): string {
  return `not exists (select 1 from pg_depend x where x.classid = '${catalog}'::regclass and x.objid = ${id} and x.deptype = 'e')`;
}
