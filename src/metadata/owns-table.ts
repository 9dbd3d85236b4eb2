import type { EntityMetadata } from "./entity-metadata";

/** Whether the entity has a table of its own; a child entity whose rows are in the table of its root (`STI`) has none. */
export function ownsTable({ inheritance }: Pick<EntityMetadata, "inheritance">): boolean {
  return inheritance?.pattern !== "STI" || inheritance.parent === undefined;
}
