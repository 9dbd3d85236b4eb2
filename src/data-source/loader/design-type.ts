/**
 * What transpiled files call to record the types of decorated members, as tsc's `emitDecoratorMetadata` does.
 * Two keys are written on the prototype: `design:type`, the class as it was known when the decorator ran, and for a
 * named class also `orm:type`, a function that gives it at any later time. Only the second is right for a class that
 * a circular import had not defined yet.
 */

/** Where metadata goes: `Reflect`, once reflect-metadata is loaded. */
interface MetadataWriter {
  defineMetadata?(key: string, value: unknown, target: object, property?: string | symbol): void;
}

type MemberDecorator = (target: object, property?: string | symbol) => void;

/** Records a type that is known at once. */
export function typeOf(type: unknown): MemberDecorator {
  return (target, property) => define("design:type", type, target, property);
}

/** Records a named class; `alias` says that tsc would not see through the name (`Relation<T>`) and emit Object. */
export function lazyTypeOf(read: () => unknown, alias = false): MemberDecorator {
  return (target, property) => {
    define("orm:type", () => runtimeType(read()), target, property);
    define("design:type", alias ? Object : readSafely(read), target, property);
  };
}

/** Records the parameters of a method or constructor, and what a method returns. */
export function signatureOf(parameters: readonly (() => unknown)[], result?: () => unknown): MemberDecorator {
  return (target, property) => {
    define("design:paramtypes", parameters.map(readSafely), target, property);
    if (result !== undefined) define("design:returntype", readSafely(result), target, property);
  };
}

function define(key: string, value: unknown, target: object, property: string | symbol | undefined): void {
  (Reflect as MetadataWriter).defineMetadata?.(key, value, target, property);
}

/** A class in the dead zone of a circular import counts as Object, which is what CommonJS gives for it. */
function readSafely(read: () => unknown): unknown {
  try {
    return runtimeType(read());
  } catch {
    return Object;
  }
}

/** Enums become the type of their values; names that were only types have no value and become Object. */
function runtimeType(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value === undefined || value === null ? Object : value;
  const members = Object.entries(value).filter(([key]) => !/^-?\d/.test(key));
  if (members.length > 0 && members.every(([, member]) => typeof member === "string")) return String;
  return members.length > 0 && members.every(([, member]) => typeof member === "number") ? Number : Object;
}
