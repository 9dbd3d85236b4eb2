import type { ObjectReference } from "../../schema/object-reference";
import { readName, writeName, type NameInput } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import { requireText, type ObjectInput } from "./object-input";

/** What tells a function apart from others of its name. */
export interface FunctionSignature {
  readonly arguments?: string;
  readonly type?: string;
}

/**
 * Functions and other routines, with everything behind the name as text:
 * `op.createFunction("add", { arguments: "integer, integer", definition: "(a integer, b integer) RETURNS integer LANGUAGE sql AS $$ SELECT a + b $$" })`.
 */
export const functionOperations = defineObjectOperations({
  kind: "function",
  read: (what, name: NameInput, parts: ObjectInput<"function">) => {
    const found = readName(name, what);
    requireText(what, found.name, parts, "definition");
    return { kind: "function", ...found, ...parts };
  },
  write: ({ kind: _kind, name, schema, ...parts }) => [writeName({ name, ...(schema && { schema }) }), parts],
  readReference: (what, name: NameInput, signature: FunctionSignature = {}): ObjectReference => ({
    kind: "function",
    ...readName(name, what),
    ...signature,
  }),
  writeReference: ({ name, schema, type, arguments: types }): [name: NameInput, signature?: FunctionSignature] => {
    const written = writeName({ name, ...(schema && { schema }) });
    if (type === undefined && types === undefined) return [written];
    return [written, { ...(type === undefined ? {} : { type }), ...(types === undefined ? {} : { arguments: types }) }];
  },
});
