import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import type { EntityMetadata } from "./entity-metadata";
import { entityKey, type EntityTarget } from "./entity-target";

/** Finds the metadata of entities. */
export interface EntityLookup {
  /** Throws `ENTITY.NOT_AN_ENTITY` when the target is not among the entities. */
  get(target: EntityTarget): EntityMetadata;
  has(target: EntityTarget): boolean;
}

/** A lookup by class, by the name of a class, or by the name of a table where no class has that name. */
export function createEntityLookup(metadatas: readonly EntityMetadata[]): EntityLookup {
  const byClass = new Map<unknown, EntityMetadata>();
  const byName = new Map<string, EntityMetadata>();
  for (const metadata of metadatas) if (isMapped(metadata)) byName.set(metadata.tableName, metadata);
  for (const metadata of metadatas) {
    if (!isMapped(metadata)) continue;
    if (metadata.target !== undefined) byClass.set(metadata.target, metadata);
    byName.set(metadata.name, metadata);
  }
  const find = (target: EntityTarget): EntityMetadata | undefined => {
    const key = entityKey(target);
    return typeof key === "string" ? byName.get(key) : byClass.get(key);
  };
  return {
    has: (target) => find(target) !== undefined,
    get(target) {
      const found = find(target);
      if (found !== undefined) return found;
      const name = typeof target === "string" ? target : target.name;
      const nearest = nearestName(name, byName.keys());
      throw new OrmError("ENTITY.NOT_AN_ENTITY", `"${name}" is not among the entities of the data source`, {
        hint: nearest === undefined || nearest === name ? "Add the class to `entities`." : `Did you mean "${nearest}"?`,
        details: { target: name },
      });
    },
  };
}

/** Tables between others have no class that one could ask for. */
function isMapped({ kind }: EntityMetadata): boolean {
  return kind === "entity" || kind === "view";
}
