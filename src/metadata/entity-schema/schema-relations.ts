import type { ClassDefinitions } from "../metadata-storage";
import type { JoinColumnOptions } from "../options/relation-options";
import type { EntitySchemaRelationOptions, SchemaOptions } from "./entity-schema-options";
import { targetOf } from "./schema-target";

/** Writes down the relations of a schema, with their join columns and tables, and the ids of relations. */
export function addRelations(definitions: ClassDefinitions, { relations = {}, relationIds = {} }: SchemaOptions): void {
  for (const [property, relation] of Object.entries(relations)) addRelation(definitions, property, relation);
  for (const [property, { relationName, alias }] of Object.entries(relationIds)) {
    const named = alias === undefined ? {} : { alias };
    definitions.relationIds.push({ property, isStatic: false, relation: relationName, ...named });
  }
}

function addRelation(definitions: ClassDefinitions, property: string, given: EntitySchemaRelationOptions): void {
  const { type, target, inverseSide, joinColumn, joinTable, treeParent, treeChildren, ...options } = given;
  const place = { property, isStatic: false };
  const inverse = inverseSide === undefined ? {} : { inverseSide };
  definitions.relations.push({ ...place, type, target: targetOf(target), options, ...inverse });
  if (treeParent === true) definitions.treeProperties.push({ ...place, part: "parent" });
  if (treeChildren === true) definitions.treeProperties.push({ ...place, part: "children" });
  for (const one of readJoinColumns(joinColumn)) definitions.joinColumns.push({ ...place, options: one });
  if (joinTable === undefined || joinTable === false) return;
  definitions.joinTables.push({ ...place, options: joinTable === true ? {} : joinTable });
}

function readJoinColumns(given: EntitySchemaRelationOptions["joinColumn"]): readonly JoinColumnOptions[] {
  if (given === undefined || given === false) return [];
  return given === true ? [{}] : [given].flat();
}
