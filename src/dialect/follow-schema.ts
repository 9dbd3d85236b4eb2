import { OrmError } from "../errors/orm-error";
import { applyOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";

/**
 * The schema after an operation, for those that only look on: where the model does not know what the operation is about,
 * the schema stays as it is.
 */
export function followSchema(schema: Schema, operation: Operation): Schema {
  try {
    return applyOperation(schema, operation);
  } catch (error) {
    if (OrmError.is(error, "SCHEMA.NOT_FOUND") || OrmError.is(error, "SCHEMA.DUPLICATE")) return schema;
    throw error;
  }
}
