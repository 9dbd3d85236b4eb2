import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from "../../src/entry/index";
import type { ColumnOptions } from "../../src/metadata/options/column-options";
import type { IndexOptions } from "../../src/metadata/options/constraint-options";
import type { RelationAction } from "../../src/metadata/options/relation-options";

/** One entity as data. Every table also has an `id` that the rows give themselves. */
export interface Model {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnOptions>>;
  /** Conditions by name. */
  readonly checks?: Readonly<Record<string, string>>;
  readonly indexes?: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly options?: IndexOptions;
  }[];
  /** The table that the column `<table>_id` refers to. */
  readonly parent?: { readonly table: string; readonly onDelete: RelationAction };
}

/** The classes of a version of the models, decorated as a user decorates them. */
export function entitiesOf(models: readonly Model[]): readonly (new () => object)[] {
  const classes = new Map(models.map((model) => [model.table, createClass(model.table)]));
  for (const { table, columns, checks = {}, indexes = [], parent } of models) {
    const target = classes.get(table)!;
    Entity(table)(target);
    PrimaryColumn({ type: "integer" })(target.prototype as object, "id");
    for (const [name, options] of Object.entries(columns)) Column(options)(target.prototype as object, name);
    for (const [name, expression] of Object.entries(checks)) Check(name, expression)(target);
    for (const { name, columns: over, options } of indexes) Index(name, over, options)(target);
    if (parent === undefined) continue;
    ManyToOne(() => classes.get(parent.table)!, { onDelete: parent.onDelete })(target.prototype as object, "parent");
    JoinColumn({ name: `${parent.table}_id`, foreignKeyConstraintName: `fk_${table}_${parent.table}` })(
      target.prototype as object,
      "parent",
    );
  }
  return [...classes.values()];
}

function createClass(name: string): new () => object {
  const created = class {};
  Object.defineProperty(created, "name", { value: name });
  return created;
}
