import { OrmError } from "../../errors/orm-error";
import type { MappedEntity } from "../hydrate/mapped-entity";

/** @throws OrmError `QUERY.INVALID_VALUE` for a class whose rows are in several tables that no key holds together. */
export function refuseScattered({ metadata, name }: MappedEntity): void {
  const { inheritance } = metadata;
  if (inheritance?.pattern !== "TABLE_PER_CLASS" || inheritance.children.length === 0) return;
  const children = inheritance.children.map((child) => child.name).join(", ");
  throw new OrmError(
    "QUERY.INVALID_VALUE",
    `entity "${name}": its rows are in a table for each class that extends it`,
    {
      hint: `Find each of the classes by itself (${children}), or use @TableInheritance({ pattern: "JOINED" }).`,
      details: { entity: name },
    },
  );
}
