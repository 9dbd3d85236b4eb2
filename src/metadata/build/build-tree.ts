import { withoutUndefined } from "../../util/without-undefined";
import type { TreeMetadata } from "../entity-metadata";
import type { ColumnOptions } from "../options/column-options";
import { buildClosure, type ClosureDraft } from "./build-closure";
import { emptyColumn } from "./build-column";
import type { BuildContext, ColumnDraft, EntityDraft } from "./draft";
import { readTree, type TreeParts } from "./tree-definition";

/** Adds the columns that a tree keeps beside those of the class: the path, or the bounds of the subtree. */
export function addTreeColumns({ naming }: BuildContext, draft: EntityDraft): void {
  if (isPartOfParent(draft)) return;
  const tree = readTree(draft.definition);
  if (tree === undefined) return;
  const level = draft.columns.find((column) => column.propertyPath === tree.level);
  if (level !== undefined) level.treePart = "level";
  if (tree.type === "materialized-path") {
    const options: ColumnOptions = { nullable: true, default: "" };
    addColumn(draft, naming.materializedPathColumnName, "path", options);
  }
  if (tree.type !== "nested-set") return;
  const { left, right } = naming.nestedSetColumnNames;
  addColumn(draft, left, "left", { default: 1 });
  addColumn(draft, right, "right", { default: 2 });
}

/** Describes the tree of an entity, once its join columns are known, and makes the table of pairs that it may need. */
export function buildTree(context: BuildContext, draft: EntityDraft): ClosureDraft | undefined {
  if (isPartOfParent(draft)) return undefined;
  const parts = readTree(draft.definition);
  if (parts === undefined) return undefined;
  const closure = parts.type === "closure-table" ? buildClosure(context, draft, parts) : undefined;
  draft.metadata.tree = describeTree(draft, parts, closure);
  return closure;
}

/** Children of an entity whose rows they share have the tree of that entity. */
export function inheritTrees(drafts: readonly EntityDraft[]): void {
  for (const { metadata } of drafts) {
    for (let parent = metadata.inheritance?.parent; parent !== undefined; parent = parent.inheritance?.parent) {
      if (metadata.tree === undefined && parent.tree !== undefined) metadata.tree = parent.tree;
    }
  }
}

function isPartOfParent({ definition }: EntityDraft): boolean {
  return definition.own.child !== undefined && definition.own.tree === undefined;
}

function addColumn(
  { columns, metadata }: EntityDraft,
  columnName: string,
  treePart: NonNullable<ColumnDraft["treePart"]>,
  options: ColumnOptions,
): void {
  const column: ColumnDraft = {
    ...emptyColumn(metadata, columnName, columnName, options),
    type: { logical: treePart === "path" ? "string" : "number" },
    default: options.default,
    isNullable: options.nullable === true,
    isVirtual: true,
    treePart,
  };
  columns.push(column);
}

function describeTree(
  { columns, relations }: EntityDraft,
  { type, parent: parentPath, children: childrenPath }: TreeParts,
  closure: ClosureDraft | undefined,
): TreeMetadata {
  const relationAt = (path: string | undefined) => relations.find(({ metadata }) => metadata.propertyPath === path);
  const parent = relationAt(parentPath)!.metadata;
  const children = relationAt(childrenPath)?.metadata;
  parent.treePart = "parent";
  if (children !== undefined) children.treePart = "children";
  const columnOf = (part: ColumnDraft["treePart"]) => columns.find(({ treePart }) => treePart === part);
  return {
    type,
    parent,
    ...withoutUndefined({
      children,
      levelColumn: columnOf("level"),
      pathColumn: columnOf("path"),
      leftColumn: columnOf("left"),
      rightColumn: columnOf("right"),
      closure: closure?.closure,
    }),
  };
}
