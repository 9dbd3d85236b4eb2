import { Entity as legacyEntity } from "../decorators/entity";
import {
  ChildEntity as legacyChildEntity,
  TableInheritance as legacyTableInheritance,
} from "../decorators/table-inheritance";
import {
  Tree as legacyTree,
  TreeChildren as legacyTreeChildren,
  TreeLevelColumn as legacyTreeLevelColumn,
  TreeParent as legacyTreeParent,
} from "../decorators/tree";
import { ViewEntity as legacyViewEntity } from "../decorators/view-entity";
import type { EntityOptions } from "../options/entity-options";
import type { ViewEntityOptions } from "../options/view-options";
import { onClass, onField } from "./apply-standard";
import type { StandardClassDecorator, StandardFieldDecorator } from "./standard-decorator";

/**
 * Maps a class to a table. Columns and relations of base classes are inherited, decorated or abstract.
 *
 * @example
 * @Entity("users", { comment: "People who can sign in" })
 * class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 * }
 */
export function Entity(options?: EntityOptions): StandardClassDecorator;
export function Entity(name: string, options?: EntityOptions): StandardClassDecorator;
export function Entity(first?: string | EntityOptions, second?: EntityOptions): StandardClassDecorator {
  return onClass("Entity", legacyEntity(first as string, second));
}

/** Maps a class to a view. It is read like an entity, and never written. */
export function ViewEntity(options?: ViewEntityOptions): StandardClassDecorator;
export function ViewEntity(name: string, options?: ViewEntityOptions): StandardClassDecorator;
export function ViewEntity(first?: string | ViewEntityOptions, second?: ViewEntityOptions): StandardClassDecorator {
  return onClass("ViewEntity", legacyViewEntity(first as string, second));
}

/** The class and those that extend it with `@ChildEntity()` share rows, as the pattern says. */
export function TableInheritance(...given: Parameters<typeof legacyTableInheritance>): StandardClassDecorator {
  return onClass("TableInheritance", legacyTableInheritance(...given));
}

/** An entity that shares rows with the class that it extends; the value marks its rows. */
export function ChildEntity(...given: Parameters<typeof legacyChildEntity>): StandardClassDecorator {
  return onClass("ChildEntity", legacyChildEntity(...given));
}

/** The rows of the entity are a tree, kept as the type says. */
export function Tree(...given: Parameters<typeof legacyTree>): StandardClassDecorator {
  return onClass("Tree", legacyTree(...given));
}

/** The field that leads to the parent in a tree; `null` at a root. */
export function TreeParent(...given: Parameters<typeof legacyTreeParent>): StandardFieldDecorator {
  return onField("TreeParent", legacyTreeParent(...given));
}

/** The field that leads to the children in a tree. */
export function TreeChildren(...given: Parameters<typeof legacyTreeChildren>): StandardFieldDecorator {
  return onField("TreeChildren", legacyTreeChildren(...given));
}

/** The distance from the root, kept by a closure table. */
export function TreeLevelColumn(): StandardFieldDecorator<number | null | undefined> {
  return onField("TreeLevelColumn", legacyTreeLevelColumn());
}
