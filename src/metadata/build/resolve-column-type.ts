import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import { logicalTypeOf, type LogicalType } from "../logical-type";
import type { ColumnDefinition } from "../metadata-storage";
import { describeProperty } from "./property-label";

/** Set by the TypeScript loader: a function that returns the property's class when it is safe to read. */
const LAZY_TYPE = "orm:type";
const EMITTED_TYPE = "design:type";

/**
 * The type of a column: what its decorator spells out, else what its role needs, else its TypeScript type.
 * Throws `ENTITY.TYPE_UNKNOWN` when none of them says.
 */
export function resolveColumnType(target: EntityClass, definition: ColumnDefinition): string | LogicalType {
  const { options, role, generation } = definition;
  if (typeof options.type === "string" && options.type.trim() !== "") return options.type;
  if (options.type !== undefined) return logicalTypeOf(options.type) ?? throwUnmappable(target, definition);
  if (role !== "regular") return { logical: role };
  if (generation === "uuid") return { logical: "uuid" };
  const emitted = readPropertyType(target, definition.property);
  if (generation !== undefined) return { logical: emitted === BigInt ? "bigint" : "number" };
  if (options.enum !== undefined) return "enum";
  return logicalTypeOf(emitted) ?? throwUnknown(target, definition.property, emitted);
}

/** The runtime class that the compiler, or the loader, recorded for a property; `undefined` when it recorded none. */
export function readPropertyType(target: EntityClass, property: string | symbol): unknown {
  const prototype = target.prototype as object;
  const lazy: unknown = Reflect.getMetadata(LAZY_TYPE, prototype, property);
  if (typeof lazy !== "function") return Reflect.getMetadata(EMITTED_TYPE, prototype, property);
  try {
    return (lazy as () => unknown)();
  } catch (cause) {
    throw new OrmError("ENTITY.TYPE_UNKNOWN", `${describeProperty(target, property)}: its type cannot be read`, {
      hint: "Name the column type in the decorator.",
      details: { class: target.name, property: String(property) },
      cause,
    });
  }
}

function throwUnmappable(target: EntityClass, definition: ColumnDefinition): never {
  const place = describeProperty(target, definition.property);
  throw new OrmError("ENTITY.TYPE_UNKNOWN", `${place}: \`type\` is not the name of a column type`, {
    hint: 'Use a name ("varchar") or String, Number, Boolean, Date, BigInt or Buffer. Columns of an embedded class must be declared on the entity itself.',
    details: { class: target.name, property: String(definition.property) },
  });
}

function throwUnknown(target: EntityClass, property: string | symbol, emitted: unknown): never {
  const { problem, hint } = explainUnknown(emitted);
  throw new OrmError("ENTITY.TYPE_UNKNOWN", `${describeProperty(target, property)}: ${problem}`, {
    hint,
    details: { class: target.name, property: String(property) },
  });
}

function explainUnknown(emitted: unknown): { problem: string; hint: string } {
  if (emitted === undefined) {
    return {
      problem: "its type is not known at run time",
      hint: 'Set "emitDecoratorMetadata": true in tsconfig.json (not every compiler supports it), or name the type: @Column("varchar").',
    };
  }
  if (emitted === Object) {
    return {
      problem: "its TypeScript type leaves no single class at run time",
      hint: 'A union such as `string | null` (under strictNullChecks) and an interface are all emitted as Object. Name the type: @Column({ type: "varchar", nullable: true }), or "json" for objects.',
    };
  }
  if (emitted === Array) {
    return {
      problem: "the elements of its array have no type at run time",
      hint: 'Name the type: @Column("simple-array"), @Column("json"), or { type: "text", array: true } where the database has arrays.',
    };
  }
  const name = typeof emitted === "function" ? `class "${emitted.name}"` : typeof emitted;
  return {
    problem: `its TypeScript type, ${name}, is no type of a column`,
    hint: 'For another entity use @ManyToOne() or @OneToOne(); to store the object itself use @Column("json").',
  };
}
