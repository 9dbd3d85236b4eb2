import { recordColumn } from "../decorators/column";
import type { ClassDefinitions, ColumnRole } from "../metadata-storage";
import type { EntitySchemaColumnOptions, SchemaOptions } from "./entity-schema-options";
import { schemaError } from "./schema-error";
import { targetOf } from "./schema-target";

/** Writes down the columns and the embedded schemas of a schema. */
export function addColumns(definitions: ClassDefinitions, options: SchemaOptions, usualRole: ColumnRole): void {
  for (const [property, column] of Object.entries(options.columns)) {
    if (typeof column !== "object" || column === null) {
      const hint = `Write { ${property}: { type: "varchar" } }.`;
      throw schemaError(options, `column "${property}" is not an object`, hint);
    }
    addColumn(definitions, options, property, column, usualRole);
  }
  for (const [property, { schema, prefix }] of Object.entries(options.embeddeds ?? {})) {
    const type = targetOf(schema);
    definitions.embeddeds.push({
      property,
      isStatic: false,
      type: typeof type === "string" ? () => type : type,
      options: prefix === undefined ? {} : { prefix },
    });
  }
}

function addColumn(
  definitions: ClassDefinitions,
  schema: SchemaOptions,
  property: string,
  given: EntitySchemaColumnOptions,
  usualRole: ColumnRole,
): void {
  const { createDate, updateDate, deleteDate, version, treeLevel, virtualProperty, foreignKey, ...options } = given;
  const place = { property, isStatic: false };
  const role: ColumnRole =
    (createDate === true && "createDate") ||
    (updateDate === true && "updateDate") ||
    (deleteDate === true && "deleteDate") ||
    (version === true && "version") ||
    usualRole;
  if (virtualProperty === true && options.query === undefined) {
    const hint = "Give it a function that returns SQL: { query: (alias) => `${alias}.price * 2` }.";
    throw schemaError(schema, `the virtual column "${property}" has no query`, hint);
  }
  if (treeLevel === true) {
    definitions.treeProperties.push({ ...place, part: "level" });
    recordColumn(definitions, place, { decorator: "EntitySchema", options: { ...options, type: Number } });
  } else recordColumn(definitions, place, { decorator: "EntitySchema", role, options: withOwnType(role, options) });
  if (foreignKey === undefined) return;
  const { target, inverseSide, ...rest } = foreignKey;
  const inverse = inverseSide === undefined ? {} : { inverseSide };
  definitions.foreignKeys.push({ place, target: targetOf(target), ...inverse, options: rest });
}

/** A constructor says nothing more than the role of a column that the library writes: the role decides then. */
function withOwnType(role: ColumnRole, options: EntitySchemaColumnOptions): EntitySchemaColumnOptions {
  if (role === "regular" || role === "view" || typeof options.type !== "function") return options;
  const { type: _, ...rest } = options;
  return rest;
}
