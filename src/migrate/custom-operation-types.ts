/**
 * The project's own operations, as methods of `op`. Empty here: a project adds its own by declaration merging.
 *
 * @example
 * declare module "ormolu/migrate" {
 *   interface CustomOperations {
 *     createAuditTrail(table: string): Promise<void>;
 *   }
 * }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface CustomOperations {}
