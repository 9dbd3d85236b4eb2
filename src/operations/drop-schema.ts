import { OrmError } from "../errors/orm-error";
import { defineOperation } from "./definition";

/** Drops an empty schema. The model does not list schemas, only what is in them. */
export const dropSchema = defineOperation({
  kind: "dropSchema",
  create: (name: string) => {
    if (typeof name !== "string" || name === "")
      throw new OrmError("OPERATION.INVALID", "dropSchema needs a name", { hint: 'Write dropSchema("billing").' });
    return { kind: "dropSchema", name };
  },
  toArguments: ({ name }) => [name],
  reverse: ({ name }) => [{ kind: "createSchema", name }],
  summarize: ({ name }) => `drop schema "${name}"`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});
