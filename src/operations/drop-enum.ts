import { findEnum, getEnum } from "../schema/lookup";
import { isSameName, nameKey } from "../schema/object-name";
import { readCondition, writeDropOptions, type DropOptions } from "./condition";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";

/** Drops an enum type that no column uses any more. */
export const dropEnum = defineOperation({
  kind: "dropEnum",
  create: (name: NameInput, options?: DropOptions) => ({
    kind: "dropEnum",
    enum: readName(name, "dropEnum"),
    ...readCondition(options),
  }),
  toArguments: ({ enum: type, ...rest }): [NameInput, DropOptions?] => [writeName(type), ...writeDropOptions(rest)],
  reverse: ({ dropped }) => (dropped === undefined ? undefined : [{ kind: "createEnum", enum: dropped }]),
  summarize: ({ enum: type }) => `drop enum type "${nameKey(type)}"`,
  // No row holds anything of it: the columns that did are changed or dropped before, and tell of it.
  hazards: () => [],
  apply: (schema, { enum: type }) => {
    getEnum(schema, type);
    return { ...schema, enums: schema.enums.filter((other) => !isSameName(other, type)) };
  },
  isApplied: (schema, { enum: type }) => findEnum(schema, type) === undefined,
});
