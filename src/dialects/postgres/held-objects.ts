import type { AlterEnum, Operation } from "../../operations/operation";
import type { ObjectName, SchemaObject, StoredFunction } from "../../schema/model";
import { mentions } from "./expression-text";
import { headOf, isParsed } from "./function-text";
import { rulesOf } from "./view-rules";

/** The server refuses what a stored text depends on; the text follows when a name changes. */
export function isHeldBy(operation: Operation, object: SchemaObject): boolean {
  switch (operation.kind) {
    case "dropTable":
      return dependsOnAll(object, operation.table) && !isPartOf(object, operation.table);
    case "dropColumn":
      return dependsOn(object, operation.column);
    case "alterColumn": {
      const { type, collation, generated } = operation.change;
      const isRead = type !== undefined || collation !== undefined || generated !== undefined;
      return isRead && dependsOn(object, operation.column);
    }
    case "dropConstraint":
      // Grouping by the primary key alone lets a query name the other columns.
      return operation.constraint.type === "primaryKey" && /\bGROUP BY\b/i.test(parsedTextOf(object) ?? "");
    case "renameTable":
    case "renameColumn":
      // On the way back its old body is read while the table still has the new name.
      return object.kind === "function" && isReadAtOnce(object);
    case "alterEnum":
      return isMadeAnew(operation) && dependsOnAll(object, operation.enum);
    case "dropEnum":
      return dependsOnAll(object, operation.enum);
    case "dropView":
    case "dropMaterializedView":
    case "dropFunction":
    case "dropDomain":
    case "dropCompositeType":
    case "dropSequence":
    case "dropExtension":
      return dependsOnAll(object, operation.object);
    default:
      return false;
  }
}

/** The server looks up the names in a body of SQL when it takes it, though it keeps only the text. */
function isReadAtOnce(routine: StoredFunction): boolean {
  return !isParsed(routine) && /\bLANGUAGE\s+sql\b/i.test(routine.definition);
}

/** Whether the object goes with the table. */
function isPartOf(object: SchemaObject, table: { readonly name: string; readonly schema?: string }): boolean {
  return "table" in object && object.table.name === table.name && object.table.schema === table.schema;
}

/** The server cannot take values from an enum type: it is made anew under its name. */
function isMadeAnew({ remove, usedAtOnce }: AlterEnum): boolean {
  return Object.keys(remove).length > 0 || usedAtOnce === true;
}

/**
 * Whether the object, which mentions a name, depends on what is called so. The body of a function in a string is read when it
 * runs: only what stands before it counts.
 */
function dependsOnAll(object: SchemaObject, { name }: ObjectName): boolean {
  if (object.kind === "function" && !isParsed(object)) return mentions(headOf(object), name);
  return parsedTextOf(object) !== undefined;
}

function dependsOn(object: SchemaObject, column: string): boolean {
  const text = parsedTextOf(object);
  return text !== undefined && mentions(text, column);
}

/** The text of an object that the server has read, and whose names it holds on to. */
function parsedTextOf(object: SchemaObject): string | undefined {
  switch (object.kind) {
    case "view":
      return [object.query, ...rulesOf(object)].join(" ");
    case "materializedView":
      return object.query;
    case "function":
      return isParsed(object) ? object.definition : headOf(object);
    case "trigger":
      return `${object.event} ${object.action}`;
    case "policy":
      return `${object.using ?? ""} ${object.check ?? ""}`;
    default:
      return undefined;
  }
}
