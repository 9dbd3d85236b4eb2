import { OrmError } from "../../errors/orm-error";
import type { TreeDefinition, TreePropertyDefinition } from "../metadata-storage";
import type { TreeType } from "../options/tree-type";
import type { EntityDefinition, Member } from "./entity-definition";
import { describeClass } from "./property-label";

const TYPES: Readonly<Record<TreeType, true>> = {
  "adjacency-list": true,
  "closure-table": true,
  "nested-set": true,
  "materialized-path": true,
};

const DECORATORS: Readonly<Record<TreePropertyDefinition["part"], string>> = {
  parent: "@TreeParent()",
  children: "@TreeChildren()",
  level: "@TreeLevelColumn()",
};

/** A tree with the paths of its properties. */
export interface TreeParts extends TreeDefinition {
  readonly parent: string;
  readonly children?: string;
  readonly level?: string;
}

/**
 * What the classes of an entity say of its tree: its own `@Tree()`, or that of an abstract class. An entity that
 * extends another entity is no tree by that alone, and no tree is told of twice.
 * Throws `ENTITY.TREE_INVALID` for a tree that lacks a part, and for parts without a tree.
 */
export function readTree(definition: EntityDefinition): TreeParts | undefined {
  const tree = findTree(definition);
  const parts = readParts(definition);
  const { parent } = parts;
  if (tree === undefined) {
    const [stray] = definition.own.treeProperties;
    if (stray === undefined) return undefined;
    const property = String(stray.property);
    throw invalid(
      definition,
      `property "${property}" has ${DECORATORS[stray.part]}, but the class has no @Tree()`,
      'Put @Tree("materialized-path") or another type on the class, or use @ManyToOne() and @OneToMany().',
    );
  }
  if (!Object.hasOwn(TYPES, tree.type)) {
    const hint = `Use one of ${Object.keys(TYPES).join(", ")}.`;
    throw invalid(definition, `"${tree.type as string}" is no type of tree`, hint);
  }
  if (parent === undefined) {
    throw invalid(definition, "the tree has no @TreeParent()", "Add the property that leads to the parent.");
  }
  return { ...tree, ...parts, parent };
}

function findTree({ own, source }: EntityDefinition): TreeDefinition | undefined {
  if (own.tree !== undefined) return own.tree;
  const bases = source.chain.slice(0, -1).reverse();
  const nearest = bases.findIndex(({ definitions }) => definitions.entity !== undefined);
  const abstract = nearest < 0 ? bases : bases.slice(0, nearest);
  return abstract.find(({ definitions }) => definitions.tree !== undefined)?.definitions.tree;
}

function readParts(definition: EntityDefinition): Partial<Record<TreePropertyDefinition["part"], string>> {
  const parts: Partial<Record<TreePropertyDefinition["part"], string>> = {};
  for (const member of definition.treeProperties.values()) {
    const { part } = member.definition;
    const other = parts[part];
    if (member.embedded !== undefined) throw embeddedPart(definition, member);
    if (other !== undefined) {
      const both = `properties "${other}" and "${member.path}" both have ${DECORATORS[part]}`;
      throw invalid(definition, both, "Keep one of them: an entity is one tree.");
    }
    parts[part] = member.path;
  }
  return parts;
}

function embeddedPart(definition: EntityDefinition, { path, definition: { part } }: Member<TreePropertyDefinition>) {
  const problem = `property "${path}" of an embedded class has ${DECORATORS[part]}`;
  return invalid(definition, problem, "Put it on a property of the entity itself.");
}

function invalid({ source }: EntityDefinition, problem: string, hint: string): OrmError {
  const details = { class: source.name };
  return new OrmError("ENTITY.TREE_INVALID", `${describeClass(source)}: ${problem}`, { hint, details });
}
