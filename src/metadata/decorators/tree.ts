import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import { locateClass, locateProperty, type TreePropertyDefinition } from "../metadata-storage";
import type { RelationType } from "../options/relation-options";
import type { ClosureTreeOptions, TreePropertyOptions } from "../options/tree-options";
import type { TreeType } from "../options/tree-type";

/**
 * The rows of the entity are a tree, kept as the type says.
 *
 * @example
 * @Entity()
 * @Tree("materialized-path")
 * class Category {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *   @TreeParent()
 *   parent!: Category | null;
 *   @TreeChildren()
 *   children!: Category[];
 * }
 */
export function Tree(type: TreeType, options: ClosureTreeOptions = {}): ClassDecorator {
  return function (target: unknown, context?: unknown) {
    const definitions = locateClass("Tree", target, context);
    if (definitions.tree !== undefined) throw secondTree(target as EntityClass);
    definitions.tree = { type, options };
  };
}

/** The property that leads to the parent in a tree; `null` at a root. */
export function TreeParent(options: Pick<TreePropertyOptions, "onDelete"> = {}): PropertyDecorator {
  return decorateTreeRelation("TreeParent", "parent", "many-to-one", options);
}

/** The property that leads to the children in a tree. */
export function TreeChildren(options: Pick<TreePropertyOptions, "cascade"> = {}): PropertyDecorator {
  return decorateTreeRelation("TreeChildren", "children", "one-to-many", options);
}

/** The distance from the root, kept by a closure table. */
export function TreeLevelColumn(): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("TreeLevelColumn", prototype, property);
    definitions.columns.push({ ...place, role: "regular", isPrimary: false, options: { type: Number } });
    definitions.treeProperties.push({ ...place, part: "level" });
  };
}

/** A relation to the class itself; where an abstract class declares it, to the entity that extends that class. */
function decorateTreeRelation(
  decorator: string,
  part: TreePropertyDefinition["part"],
  type: RelationType,
  options: TreePropertyOptions,
): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty(decorator, prototype, property);
    definitions.relations.push({ ...place, type, target: () => prototype!.constructor as EntityClass, options });
    definitions.treeProperties.push({ ...place, part });
  };
}

function secondTree(target: EntityClass): OrmError {
  return new OrmError("ENTITY.TREE_INVALID", `class "${target.name}" has two @Tree() decorators`, {
    hint: "Keep one: rows are kept as one kind of tree.",
    details: { class: target.name },
  });
}
