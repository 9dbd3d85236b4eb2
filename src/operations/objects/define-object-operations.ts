import { OrmError } from "../../errors/orm-error";
import type { ObjectKind, ObjectOfKind, Schema, SchemaObject } from "../../schema/model";
import { describeObject, findObject, getObject, objectKey, referenceTo } from "../../schema/object-reference";
import type { ObjectReference } from "../../schema/object-reference";
import { withoutOwnedObjects } from "../../schema/edit";
import { withoutStoredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";
import {
  splitCondition,
  writeCreateObjectOptions,
  writeDropOptions,
  type CreateObjectOptions,
  type DropOptions,
} from "../condition";
import type { OperationDefinition } from "../definition";
import { OBJECT_VERBS, type ObjectOperations } from "../object-operations";
import type { CoreOperations, Hazard, Operation } from "../operation";

type Verbs<O extends ObjectKind> = (typeof OBJECT_VERBS)[O];

/** How one kind of object is written in a revision file, and what dropping it costs. */
export interface ObjectForm<O extends ObjectKind, A extends readonly unknown[], R extends readonly unknown[]> {
  readonly kind: O;
  /** Builds the object from the arguments of the call named `what`. @throws OrmError `OPERATION.INVALID`. */
  read(what: string, ...args: A): ObjectOfKind<O>;
  write(object: ObjectOfKind<O>): readonly [...NoInfer<A>];
  readReference(what: string, ...args: R): ObjectReference;
  writeReference(reference: ObjectReference): readonly [...NoInfer<R>];
  readonly changeHazards?: (object: ObjectOfKind<O>, previous: ObjectOfKind<O>) => readonly Hazard[];
  readonly dropHazards?: (reference: ObjectReference) => readonly Hazard[];
}

export interface ObjectDefinitions<O extends ObjectKind, A extends readonly unknown[], R extends readonly unknown[]> {
  readonly create: OperationDefinition<
    Verbs<O>["create"],
    readonly [...A, options?: CreateObjectOptions] | WithoutLast<A, CreateObjectOptions>
  >;
  readonly change: OperationDefinition<Verbs<O>["change"], A>;
  readonly drop: OperationDefinition<Verbs<O>["drop"], readonly [...R, options?: DropOptions]>;
}

/** Options in the place of the last argument, where that one may be left out. */
type WithoutLast<A extends readonly unknown[], Options> =
  Required<A> extends readonly [...infer Head, unknown]
    ? Head extends A
      ? readonly [...Head, options: Options]
      : never
    : never;

/** The shape that all operations on objects share; the kinds are put in and taken out at the edges. */
type AnyObjectOperation = { readonly kind: keyof ObjectOperations; readonly object: SchemaObject };
type AnyDropOperation = {
  readonly kind: keyof ObjectOperations;
  readonly object: ObjectReference;
  readonly dropped?: SchemaObject;
};

/** The three operations of a kind of object: they differ only in how the object is written. */
export function defineObjectOperations<
  O extends ObjectKind,
  A extends readonly unknown[],
  R extends readonly unknown[],
>(form: ObjectForm<O, A, R>): ObjectDefinitions<O, A, R> {
  const verbs = OBJECT_VERBS[form.kind];
  const create = {
    kind: verbs.create,
    create: (...given: readonly unknown[]) => {
      const [args, condition] = splitCondition(given);
      return { kind: verbs.create, object: form.read(verbs.create, ...(args as A)), ...condition };
    },
    toArguments: ({ object, ...rest }: AnyObjectOperation & CreateObjectOptions) => [
      ...form.write(withoutStoredAttributes(object) as ObjectOfKind<O>),
      ...writeCreateObjectOptions(rest),
    ],
    reverse: ({ object }: AnyObjectOperation) => [dropOf(object)],
    summarize: ({ object }: AnyObjectOperation) => `create ${describeObject(object)}`,
    hazards: () => [],
    apply: (schema: Schema, { object }: AnyObjectOperation) => withObject(schema, object),
    isApplied: (schema: Schema, { object }: AnyObjectOperation) => findObject(schema, object) !== undefined,
  };
  const change = {
    kind: verbs.change,
    create: (...args: A) => ({ kind: verbs.change, object: form.read(verbs.change, ...args) }),
    toArguments: ({ object }: AnyObjectOperation) => form.write(withoutStoredAttributes(object) as ObjectOfKind<O>),
    reverse: ({ object, previous }: AnyObjectOperation & { readonly previous?: SchemaObject }) =>
      previous === undefined ? undefined : [changeOf(object, previous)],
    summarize: ({ object }: AnyObjectOperation) => `change ${describeObject(object)}`,
    hazards: ({ object, previous }: AnyObjectOperation & { readonly previous?: SchemaObject }) =>
      previous === undefined
        ? []
        : (form.changeHazards?.(object as ObjectOfKind<O>, previous as ObjectOfKind<O>) ?? []),
    apply: (schema: Schema, { object }: AnyObjectOperation) => withChangedObject(schema, object),
    isApplied: (schema: Schema, { object }: AnyObjectOperation) => {
      const found = findObject(schema, object);
      return found !== undefined && isSameData(withoutStoredAttributes(found), withoutStoredAttributes(object));
    },
  };
  const drop = {
    kind: verbs.drop,
    create: (...given: readonly unknown[]) => {
      const [args, condition] = splitCondition(given);
      return { kind: verbs.drop, object: form.readReference(verbs.drop, ...(args as R)), ...condition };
    },
    toArguments: ({ object, ...rest }: AnyDropOperation & DropOptions) => [
      ...form.writeReference(object),
      ...writeDropOptions(rest),
    ],
    reverse: ({ dropped }: AnyDropOperation) => (dropped === undefined ? undefined : [createOf(dropped)]),
    summarize: ({ object }: AnyDropOperation) => `drop ${describeObject(object)}`,
    hazards: ({ object }: AnyDropOperation) => form.dropHazards?.(object) ?? [],
    apply: (schema: Schema, { object }: AnyDropOperation) => withoutObject(schema, object),
    isApplied: (schema: Schema, { object }: AnyDropOperation) => findObject(schema, object) === undefined,
  };
  return { create, change, drop } as unknown as ObjectDefinitions<O, A, R>;
}

/** The operation that creates an object. An operation holds none of the stored attributes: they are the catalog's. */
export function createOf(object: SchemaObject): Operation {
  return {
    kind: OBJECT_VERBS[object.kind].create,
    object: withoutStoredAttributes(object),
  } as CoreOperations[keyof ObjectOperations];
}

/** The operation that drops an object, and remembers it. */
export function dropOf(object: SchemaObject): Operation {
  const dropped = withoutStoredAttributes(object);
  const operation = { kind: OBJECT_VERBS[object.kind].drop, object: referenceTo(object), dropped };
  return operation as CoreOperations[keyof ObjectOperations];
}

/** The operation that turns an object into another of the same kind and name. */
export function changeOf(previous: SchemaObject, object: SchemaObject): Operation {
  return {
    kind: OBJECT_VERBS[object.kind].change,
    object: withoutStoredAttributes(object),
    previous: withoutStoredAttributes(previous),
  } as CoreOperations[keyof ObjectOperations];
}

/** @throws OrmError `SCHEMA.DUPLICATE`. */
function withObject(schema: Schema, object: SchemaObject): Schema {
  if (findObject(schema, object) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `${describeObject(object)} already exists`, {
      hint: "Choose another name, or drop it first.",
    });
  }
  return { ...schema, objects: [...schema.objects, object] };
}

/** @throws OrmError `SCHEMA.NOT_FOUND`. */
function withChangedObject(schema: Schema, object: SchemaObject): Schema {
  getObject(schema, object);
  const key = objectKey(object);
  return { ...schema, objects: schema.objects.map((other) => (objectKey(other) === key ? object : other)) };
}

/** @throws OrmError `SCHEMA.NOT_FOUND`. */
function withoutObject(schema: Schema, reference: ObjectReference): Schema {
  getObject(schema, reference);
  const key = objectKey(reference);
  const objects = schema.objects.filter((other) => objectKey(other) !== key);
  return { ...schema, objects: reference.kind === "view" ? withoutOwnedObjects(objects, reference) : objects };
}
