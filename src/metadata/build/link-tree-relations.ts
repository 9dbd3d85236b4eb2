import type { EntityClass } from "../entity-target";
import type { RelationDefinition, TreePropertyDefinition } from "../metadata-storage";
import type { Member } from "./entity-definition";
import type { EntitySource } from "./entity-source";

interface TreeLists {
  readonly relations: Map<string, Member<RelationDefinition>>;
  readonly treeProperties: ReadonlyMap<string, Member<TreePropertyDefinition>>;
}

/**
 * Leads the relations of a tree to the entity itself, and to each other. A base class that is an entity stays the
 * target of what it declares; one that is none stands for the entity that extends it.
 */
export function linkTreeRelations(source: EntitySource, { relations, treeProperties }: TreeLists): void {
  const parts = [...treeProperties.values()];
  for (const { path, definition } of parts) {
    const relation = relations.get(path);
    if (relation === undefined) continue;
    const opposite = parts.find((one) => one.definition.part === OPPOSITES[definition.part]);
    const declaring = source.chain.find(({ definitions }) => definitions.treeProperties.includes(definition));
    const owner = (declaring?.definitions.entity === undefined ? source.keys[0] : declaring.key) as EntityClass;
    const inverse = opposite === undefined ? {} : { inverseSide: opposite.path };
    relations.set(path, { ...relation, definition: { ...relation.definition, target: () => owner, ...inverse } });
  }
}

const OPPOSITES: Readonly<Record<TreePropertyDefinition["part"], TreePropertyDefinition["part"] | undefined>> = {
  parent: "children",
  children: "parent",
  level: undefined,
};
