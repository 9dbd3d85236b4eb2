import { OrmError } from "../../errors/orm-error";
import type { PropertyPlace } from "../metadata-storage";
import { describeProperty, type Named } from "./property-label";

const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The name of a decorated property. Throws `ENTITY.NAME_FORBIDDEN` for a symbol and for names that would change the
 * object itself, `ENTITY.OPTION_INVALID` for a static property.
 */
export function checkProperty(target: Named, { property, isStatic }: PropertyPlace): string {
  if (typeof property === "symbol" || FORBIDDEN_NAMES.has(property)) {
    throw new OrmError("ENTITY.NAME_FORBIDDEN", `${describeProperty(target, property)}: the name cannot be mapped`, {
      hint: "Rename the property; `name` in the decorator's options keeps the column's name.",
      details: { class: target.name, property: String(property) },
    });
  }
  if (isStatic) {
    throw new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(target, property)} is static`, {
      hint: "Decorate properties of instances: take `static` away.",
      details: { class: target.name, property },
    });
  }
  return property;
}

/** The error for a property that is two things at once. */
export function decoratedTwice(target: Named, property: string): OrmError {
  return new OrmError(
    "ENTITY.OPTION_INVALID",
    `${describeProperty(target, property)} has two decorators of columns or relations`,
    {
      hint: "Keep one. For a key column beside a relation, declare a property of its own and name it in @JoinColumn().",
      details: { class: target.name, property },
    },
  );
}
