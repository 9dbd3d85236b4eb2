import type { ObjectKind, SchemaObject } from "../../schema/model";
import { declaredAttributes } from "../../schema/stored-attributes";
import { describeObject } from "../../schema/object-reference";
import type { FileDraft } from "./file-draft";
import type { NameRegistry } from "./name-registry";
import { camelName, capitalize, isReservedWord } from "./name-words";
import { printCall, withoutEmpty } from "./print-call";

const FUNCTIONS: { readonly [K in ObjectKind]: string } = {
  view: "defineView",
  materializedView: "defineMaterializedView",
  function: "defineFunction",
  trigger: "defineTrigger",
  sequence: "defineSequence",
  domain: "defineDomain",
  compositeType: "defineCompositeType",
  extension: "defineExtension",
  policy: "definePolicy",
};

/** Writes a schema object as the value of its `define...` function. */
export function writeObject(object: SchemaObject, exported: NameRegistry, draft: FileDraft): void {
  if (object.kind === "compositeType" && object.columns.length === 0) {
    draft.losses.push(`${describeObject(object)} has no parts, and needs one to be declared`);
    return;
  }
  const define = FUNCTIONS[object.kind];
  draft.fromPackage.add(define);
  draft.blocks.push(`export const ${constantName(object, exported)} = ${definition(object, define)};`);
}

function definition(object: SchemaObject, define: string): string {
  const { kind, name, schema, attributes, ...rest } = object;
  const parts = { ...rest, attributes: declaredAttributes(attributes) };
  if ("table" in parts) {
    const { table, ...own } = parts;
    return printCall(define, name, table, withoutEmpty(own));
  }
  if (kind === "extension") return printCall(define, name, withoutEmpty({ schema, ...parts }));
  return printCall(define, schema === undefined ? name : { schema, name }, withoutEmpty(parts));
}

function constantName({ kind, name }: SchemaObject, exported: NameRegistry): string {
  const plain = camelName(name, "object");
  const withKind = `${plain}${capitalize(kind)}`;
  return isReservedWord(plain) ? exported.take(withKind) : exported.take(plain, withKind);
}
