import { OrmError } from "../../errors/orm-error";
import { nearestName } from "../../util/nearest-name";
import { withoutUndefined } from "../../util/without-undefined";
import { describeClass } from "../build/property-label";
import type { ListenerEvent } from "../listener-event";
import { emptyDefinitions, type ClassDefinitions } from "../metadata-storage";
import type { EntitySchemaTreeOptions, EntitySchemaType, SchemaOptions } from "./entity-schema-options";
import { addColumns } from "./schema-columns";
import { schemaError } from "./schema-error";
import { addRelations } from "./schema-relations";
import { targetOf } from "./schema-target";

const MEMBERS: Readonly<Record<keyof SchemaOptions, true>> = {
  name: true,
  target: true,
  tableName: true,
  type: true,
  columns: true,
  relations: true,
  relationIds: true,
  embeddeds: true,
  indices: true,
  uniques: true,
  checks: true,
  exclusions: true,
  foreignKeys: true,
  listeners: true,
  inheritance: true,
  discriminatorValue: true,
  trees: true,
  database: true,
  schema: true,
  orderBy: true,
  engine: true,
  synchronize: true,
  withoutRowid: true,
  comment: true,
  renamedFrom: true,
  partition: true,
  attributes: true,
  expression: true,
  materialized: true,
  withoutData: true,
  dependsOn: true,
};

const TYPES: Readonly<Record<EntitySchemaType, true>> = {
  regular: true,
  view: true,
  "entity-child": true,
  embedded: true,
  abstract: true,
};

/** What the decorators of a class would have said, in place of which the schema stands. Throws `ENTITY.*`. */
export function definitionsOfSchema(options: SchemaOptions): Readonly<ClassDefinitions> {
  checkMembers(options);
  const definitions = emptyDefinitions();
  const type = options.type ?? "regular";
  if (!Object.hasOwn(TYPES, type)) {
    throw schemaError(options, `"${type as string}" is no type`, `Use one of ${Object.keys(TYPES).join(", ")}.`);
  }
  describeTable(definitions, options, type);
  addColumns(definitions, options, type === "view" ? "view" : "regular");
  addRelations(definitions, options);
  addConstraints(definitions, options);
  if (options.listeners !== undefined && options.target === undefined) {
    throw schemaError(options, "it has listeners, but no class that has methods", "Name the class: { target: User }.");
  }
  for (const [event, methods] of Object.entries(options.listeners ?? {})) {
    for (const property of methods ?? []) {
      definitions.listeners.push({ property, isStatic: false, event: event as ListenerEvent });
    }
  }
  return definitions;
}

function checkMembers(options: SchemaOptions): void {
  for (const member of Object.keys(options)) {
    if (Object.hasOwn(MEMBERS, member)) continue;
    const nearest = nearestName(member, Object.keys(MEMBERS));
    throw schemaError(
      options,
      `it does not know "${member}"`,
      nearest === undefined ? "Take it away." : `Did you mean "${nearest}"?`,
    );
  }
}

function describeTable(definitions: ClassDefinitions, options: SchemaOptions, type: EntitySchemaType): void {
  const { tableName: name, schema, database, synchronize, comment, renamedFrom } = options;
  const common = withoutUndefined({ name, schema, database, synchronize, comment, renamedFrom });
  if (type === "view") {
    const { expression, materialized, withoutData, dependsOn } = options;
    definitions.view = { ...common, ...withoutUndefined({ expression, materialized, withoutData, dependsOn }) };
  } else if (type === "regular" || type === "entity-child") {
    const { orderBy, engine, withoutRowid, partition, attributes } = options;
    definitions.entity = { ...common, ...withoutUndefined({ orderBy, engine, withoutRowid, partition, attributes }) };
  }
  if (type === "entity-child") definitions.child = { value: options.discriminatorValue };
  if (options.inheritance !== undefined) {
    definitions.inheritance = { ...withoutUndefined({ value: options.discriminatorValue }), ...options.inheritance };
  }
  const tree = onlyTree(options);
  if (tree !== undefined) definitions.tree = { type: tree.type, options: tree.options ?? {} };
}

function onlyTree({ name, trees = [] }: SchemaOptions): EntitySchemaTreeOptions | undefined {
  if (trees.length < 2) return trees[0];
  throw new OrmError("ENTITY.TREE_INVALID", `${describeClass({ name })}, as a schema: it has ${trees.length} trees`, {
    hint: "Keep one: rows are kept as one kind of tree.",
    details: { class: name },
  });
}

function addConstraints(definitions: ClassDefinitions, options: SchemaOptions): void {
  const { indices = [], uniques = [], checks = [], exclusions = [], foreignKeys = [] } = options;
  for (const { columns: fields, ...own } of indices) {
    definitions.indexes.push({ ...withoutUndefined({ name: own.name, fields }), options: own });
  }
  for (const { columns: fields, ...own } of uniques) {
    definitions.uniques.push({ ...withoutUndefined({ name: own.name, fields }), options: own });
  }
  for (const { expression, ...own } of checks) {
    definitions.checks.push({ ...withoutUndefined({ name: own.name }), expression, options: own });
  }
  for (const { expression, ...own } of exclusions) {
    definitions.exclusions.push({ ...withoutUndefined({ name: own.name }), expression, options: own });
  }
  for (const { target, columnNames: columns, referencedColumnNames: referencedColumns, ...own } of foreignKeys) {
    definitions.foreignKeys.push({ target: targetOf(target), columns, referencedColumns, options: own });
  }
}
