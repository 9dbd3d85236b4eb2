import { OrmError } from "../../errors/orm-error";
import { describeClass } from "../build/property-label";
import type { SchemaOptions } from "./entity-schema-options";

/** The error for something that a schema says. */
export function schemaError({ name }: SchemaOptions, problem: string, hint: string): OrmError {
  const details = { class: name };
  return new OrmError("ENTITY.OPTION_INVALID", `${describeClass({ name })}, as a schema: ${problem}`, {
    hint,
    details,
  });
}
