import { OrmError } from "../errors/orm-error";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";

/** Drops an empty schema. The model does not list schemas, only what is in them. */
export const dropSchema = defineOperation({
  kind: "dropSchema",
  create: (name: string, options?: DropOptions) => {
    if (typeof name !== "string" || name === "")
      throw new OrmError("OPERATION.INVALID", "dropSchema needs a name", { hint: 'Write dropSchema("billing").' });
    return { kind: "dropSchema", name, ...readCondition(options) };
  },
  toArguments: ({ name, ...rest }): [string, DropOptions?] => [name, ...writeDropOptions(rest)],
  reverse: ({ name }) => [{ kind: "createSchema", name }],
  summarize: ({ name }) => `drop schema "${name}"`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});
