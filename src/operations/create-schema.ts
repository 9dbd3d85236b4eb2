import { OrmError } from "../errors/orm-error";
import { readCondition, writeCreateOptions, type CreateOptions } from "./condition";
import { defineOperation } from "./definition";

/** Creates a schema, where the database has schemas. The model does not list schemas, only what is in them. */
export const createSchema = defineOperation({
  kind: "createSchema",
  create: (name: string, options?: CreateOptions) => {
    if (typeof name !== "string" || name === "")
      throw new OrmError("OPERATION.INVALID", "createSchema needs a name", { hint: 'Write createSchema("billing").' });
    return { kind: "createSchema", name, ...readCondition(options) };
  },
  toArguments: ({ name, ...rest }): [string, CreateOptions?] => [name, ...writeCreateOptions(rest)],
  reverse: ({ name }) => [{ kind: "dropSchema", name }],
  summarize: ({ name }) => `create schema "${name}"`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});
