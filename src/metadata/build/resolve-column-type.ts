import "reflect-metadata";
import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import type { Member } from "./entity-definition";
import { logicalTypeOf, type LogicalType } from "../logical-type";
import { hasStandardDecorators, type ColumnDefinition } from "../metadata-storage";
import { describeProperty, type Named } from "./property-label";

/** Set by the TypeScript loader: a function that returns the property's class when it is safe to read. */
const LAZY_TYPE = "orm:type";
const EMITTED_TYPE = "design:type";

/**
 * The type of a column: that of random UUIDs where it is to hold them, else what its decorator spells out, else what its role needs, else its TypeScript type as the
 * compiler emitted it (see {@link readDeclaredType}).
 * Throws `ENTITY.TYPE_UNKNOWN` when none of them says.
 */
export function resolveColumnType(
  entity: Named,
  member: Member<ColumnDefinition>,
  emitted: unknown,
): string | LogicalType {
  const { options, role, generation } = member.definition;
  if (generation === "uuid") return { logical: "uuid" };
  if (typeof options.type === "string" && options.type.trim() !== "") return options.type;
  if (options.type !== undefined) return logicalTypeOf(options.type) ?? throwUnmappable(entity, member);
  if (role !== "regular" && role !== "view") return { logical: role };
  if (generation !== undefined) return { logical: emitted === BigInt ? "bigint" : "number" };
  if (options.enum !== undefined) return "enum";
  if (role === "view") return logicalTypeOf(emitted) ?? { logical: "string" };
  return logicalTypeOf(emitted) ?? throwUnknown(entity, member, emitted);
}

/** A property, and whether something else than its TypeScript type says what it is. */
export interface DeclaredProperty {
  readonly target?: EntityClass;
  readonly property: string;
  readonly isTyped: boolean;
}

/**
 * The runtime class that the compiler, or the loader, recorded for a property; `undefined` when it recorded none.
 * Throws `ENTITY.TYPE_UNKNOWN` where it cannot be read and nothing else says what the column is.
 */
export function readDeclaredType({ target, property, isTyped }: DeclaredProperty): unknown {
  if (target === undefined) return undefined;
  const prototype = target.prototype as object;
  const lazy: unknown = Reflect.getMetadata(LAZY_TYPE, prototype, property);
  if (typeof lazy !== "function") return Reflect.getMetadata(EMITTED_TYPE, prototype, property);
  try {
    return (lazy as () => unknown)();
  } catch (cause) {
    if (isTyped) return undefined;
    throw new OrmError("ENTITY.TYPE_UNKNOWN", `${describeProperty(target, property)}: its type cannot be read`, {
      hint: "Name the column type in the decorator.",
      details: { class: target.name, property },
      cause,
    });
  }
}

function throwUnmappable(entity: Named, { path }: Member<ColumnDefinition>): never {
  const place = describeProperty(entity, path);
  throw new OrmError("ENTITY.TYPE_UNKNOWN", `${place}: \`type\` is not the name of a column type`, {
    hint: 'Use a name ("varchar") or String, Number, Boolean, Date, BigInt or Buffer. For an embedded class write a function: @Column(() => Name).',
    details: { class: entity.name, property: path },
  });
}

function throwUnknown(entity: Named, { path, target }: Member<ColumnDefinition>, emitted: unknown): never {
  const { problem, hint } = explainUnknown(emitted, target !== undefined && hasStandardDecorators(target));
  throw new OrmError("ENTITY.TYPE_UNKNOWN", `${describeProperty(entity, path)}: ${problem}`, {
    hint,
    details: { class: entity.name, property: path },
  });
}

function explainUnknown(emitted: unknown, isStandard: boolean): { problem: string; hint: string } {
  if (isStandard) {
    return {
      problem: "its type is not known at run time",
      hint: 'Standard decorators carry no types. Name the type: @Column("varchar").',
    };
  }
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
