import type { ResolvedDialect } from "../dialect/dialect";

/** Whether an index or a constraint is one of this database: `dialects` in its options may leave it out. */
export function isMeantFor({ name }: ResolvedDialect): (thing: { readonly dialects?: readonly string[] }) => boolean {
  return ({ dialects }) => dialects === undefined || dialects.includes(name);
}
