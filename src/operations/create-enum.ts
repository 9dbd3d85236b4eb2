import { OrmError } from "../errors/orm-error";
import { findEnum } from "../schema/lookup";
import { nameKey, nameOf } from "../schema/object-name";
import { readCondition, writeCreateOptions, type CreateOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Creates an enum type, where the database has enum types with names of their own. */
export const createEnum = defineOperation({
  kind: "createEnum",
  create: (name: NameInput, values: readonly string[], options?: CreateOptions) => {
    const type = readName(name, "createEnum");
    if (values.length === 0 || new Set(values).size !== values.length) {
      throw new OrmError("OPERATION.INVALID", `enum type "${nameKey(type)}" needs values, each once`, {
        hint: "List the values of the type.",
      });
    }
    return { kind: "createEnum", enum: { ...type, values }, ...readCondition(options) };
  },
  toArguments: ({ enum: type, ...rest }): [NameInput, readonly string[], CreateOptions?] => [
    writeName(nameOf(type)),
    type.values,
    ...writeCreateOptions(rest),
  ],
  reverse: ({ enum: type }) => [{ kind: "dropEnum", enum: nameOf(type), dropped: type }],
  summarize: ({ enum: type }) => `create enum type "${nameKey(type)}"`,
  hazards: () => [],
  apply: (schema, { enum: type }) => {
    if (findEnum(schema, type) !== undefined) {
      throw new OrmError("SCHEMA.DUPLICATE", `enum type "${nameKey(type)}" already exists`, {
        hint: "Use alterEnum to change its values.",
      });
    }
    return { ...schema, enums: [...schema.enums, type] };
  },
  isApplied: (schema, { enum: type }) => findEnum(schema, type) !== undefined,
});
