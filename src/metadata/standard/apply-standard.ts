import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import { standInFor } from "../metadata-storage";
import type {
  StandardClassDecorator,
  StandardDecorator,
  StandardFieldDecorator,
  StandardMethodDecorator,
} from "./standard-decorator";

/** The part of a decorator's context that is read here. */
interface Context {
  readonly kind: string;
  readonly name?: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: object;
}

/** A decorator of `ormolu` as a standard decorator of a field. */
export function onField<Value>(decorator: string, record: PropertyDecorator): StandardFieldDecorator<Value> {
  return (_value: undefined, context: unknown) => recordMember(decorator, record, context, "field");
}

/** A decorator of `ormolu` as a standard decorator of a method. */
export function onMethod(decorator: string, record: PropertyDecorator): StandardMethodDecorator {
  return (_value: unknown, context: unknown) => recordMember(decorator, record, context, "method");
}

/** A decorator of `ormolu` as a standard decorator of a class. */
export function onClass(decorator: string, record: ClassDecorator): StandardClassDecorator {
  return (_value: unknown, context: unknown) => recordClass(decorator, record, context);
}

/** A decorator of `ormolu` as a standard decorator of a class or of a field. */
export function onClassOrField(decorator: string, record: ClassDecorator & PropertyDecorator): StandardDecorator {
  return (_value: unknown, context: unknown) => {
    if (readContext(decorator, context).kind === "class") recordClass(decorator, record, context);
    else recordMember(decorator, record, context, "field");
  };
}

function recordClass(decorator: string, record: ClassDecorator, given: unknown): void {
  const context = readContext(decorator, given);
  if (context.kind !== "class") throw wrongPlace(decorator, context, "class");
  const standIn = readStandIn(decorator, context);
  Object.defineProperty(standIn, "name", { value: context.name ?? "", configurable: true });
  record(standIn as unknown as new () => object);
}

function recordMember(decorator: string, record: PropertyDecorator, given: unknown, kind: "field" | "method"): void {
  const context = readContext(decorator, given);
  if (context.kind !== kind || context.private === true) throw wrongPlace(decorator, context, kind);
  const standIn = readStandIn(decorator, context);
  record(context.static === true ? standIn : (standIn.prototype as object), context.name ?? "");
}

/** @throws OrmError `ENTITY.DECORATOR_MODE` where the class was compiled with the decorators of TypeScript's own. */
function readContext(decorator: string, context: unknown): Context {
  if (typeof context === "object" && context !== null && "kind" in context) return context as Context;
  throw new OrmError(
    "ENTITY.DECORATOR_MODE",
    `@${decorator}() of "ormolu/es" was compiled as an experimental decorator`,
    {
      hint: 'Take "experimentalDecorators" out of tsconfig.json, or import the decorators from "ormolu".',
      details: { decorator },
    },
  );
}

function readStandIn(decorator: string, { metadata }: Context): EntityClass {
  if (metadata !== undefined) return standInFor(metadata);
  throw new OrmError(
    "ENTITY.DECORATOR_MODE",
    `@${decorator}() was compiled without the metadata of standard decorators`,
    {
      hint: 'Compile with TypeScript 5.2, swc 1.4, esbuild 0.21 or newer, and load "ormolu/es" before the class is made.',
      details: { decorator },
    },
  );
}

function wrongPlace(decorator: string, { kind, name, private: isPrivate }: Context, wanted: string): OrmError {
  const place = `${isPrivate === true ? "private " : ""}${kind} "${String(name)}"`;
  return new OrmError("ENTITY.OPTION_INVALID", `@${decorator}() stands on ${place}`, {
    hint: wanted === "field" ? "Put it on a public field." : `Put it on a public ${wanted}.`,
    details: { decorator, property: String(name) },
  });
}
