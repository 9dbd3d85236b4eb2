import { OrmError } from "../errors/orm-error";
import type { ExclusionElement, Schema, Table, ObjectName } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { findTable } from "../schema/lookup";
import { withChangedTable } from "../schema/edit";
import { isSameData } from "../util/stable-json";
import type { Constraint, ConstraintReference, ConstraintType, Operation } from "./operation";

const WORDS: Readonly<Record<ConstraintType, string>> = {
  primaryKey: "primary key",
  foreignKey: "foreign key",
  unique: "unique constraint",
  check: "check constraint",
  exclusion: "exclusion constraint",
};

/** The constraints of a table, of all types. */
export function constraintsOf(table: Table): readonly Constraint[] {
  return [
    ...(table.primaryKey === undefined ? [] : [{ type: "primaryKey", definition: table.primaryKey } as const]),
    ...table.uniques.map((definition) => ({ type: "unique", definition }) as const),
    ...table.foreignKeys.map((definition) => ({ type: "foreignKey", definition }) as const),
    ...table.checks.map((definition) => ({ type: "check", definition }) as const),
    ...(table.exclusions ?? []).map((definition) => ({ type: "exclusion", definition }) as const),
  ];
}

/** How to name a constraint in an operation: by its name, else by what it says. */
export function referenceTo({ type, definition }: Constraint): ConstraintReference {
  if (definition.name !== undefined) return { type, name: definition.name };
  if ("expression" in definition) return { type, expression: definition.expression };
  return { type, columns: "elements" in definition ? definition.elements.map(elementText) : definition.columns };
}

/** How an element of an exclusion constraint is named where the constraint has no name. */
function elementText({ column, expression, operator }: ExclusionElement): string {
  return `${column ?? expression ?? ""} with ${operator}`;
}

/** Whether a reference means this constraint. A table has one primary key only, so its name does not matter. */
export function isReferenceTo(reference: ConstraintReference, { type, definition }: Constraint): boolean {
  if (reference.type !== type) return false;
  if (type === "primaryKey") return true;
  if (reference.name !== undefined) return definition.name === reference.name;
  if ("expression" in definition) return definition.expression === reference.expression;
  const columns = "elements" in definition ? definition.elements.map(elementText) : definition.columns;
  return reference.columns !== undefined && isSameData(columns, reference.columns);
}

/** A constraint for people: `unique constraint "UQ_1"`, `foreign key (author_id)`. */
export function describeConstraint(reference: ConstraintReference): string {
  const word = WORDS[reference.type];
  if (reference.name !== undefined) return `${word} "${reference.name}"`;
  const body = reference.columns?.join(", ") ?? reference.expression;
  return body === undefined ? word : `${word} (${body})`;
}

/** The table with one constraint more. */
export function withConstraint(table: Table, constraint: Constraint): Table {
  switch (constraint.type) {
    case "primaryKey":
      return { ...table, primaryKey: constraint.definition };
    case "unique":
      return { ...table, uniques: [...table.uniques, constraint.definition] };
    case "foreignKey":
      return { ...table, foreignKeys: [...table.foreignKeys, constraint.definition] };
    case "check":
      return { ...table, checks: [...table.checks, constraint.definition] };
    case "exclusion":
      return { ...table, exclusions: [...(table.exclusions ?? []), constraint.definition] };
  }
}

/** The table without one constraint. @throws OrmError `SCHEMA.NOT_FOUND`. */
export function withoutConstraint(table: Table, reference: ConstraintReference): Table {
  if (!constraintsOf(table).some((constraint) => isReferenceTo(reference, constraint))) {
    throw new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(table)}" has no ${describeConstraint(reference)}`, {
      hint: "Check the name and the type of the constraint.",
    });
  }
  const { primaryKey, exclusions, ...rest } = table;
  const keeps = (constraint: Constraint): boolean => !isReferenceTo(reference, constraint);
  const kept = (exclusions ?? []).filter((definition) => keeps({ type: "exclusion", definition }));
  return {
    ...rest,
    ...(primaryKey !== undefined && keeps({ type: "primaryKey", definition: primaryKey }) ? { primaryKey } : {}),
    uniques: table.uniques.filter((definition) => keeps({ type: "unique", definition })),
    foreignKeys: table.foreignKeys.filter((definition) => keeps({ type: "foreignKey", definition })),
    checks: table.checks.filter((definition) => keeps({ type: "check", definition })),
    ...(kept.length === 0 ? {} : { exclusions: kept }),
  };
}

/** The schema with one constraint more on a table. @throws OrmError `SCHEMA.NOT_FOUND`, `SCHEMA.DUPLICATE`. */
export function addConstraint(schema: Schema, owner: ObjectName, constraint: Constraint): Schema {
  return withChangedTable(schema, owner, (table) => {
    const { type, definition } = constraint;
    const isTaken = constraintsOf(table).some(
      (other) =>
        other.type === type &&
        (type === "primaryKey" || (definition.name !== undefined && other.definition.name === definition.name)),
    );
    if (!isTaken) return withConstraint(table, constraint);
    const what = type === "primaryKey" ? "a primary key" : `a ${describeConstraint(referenceTo(constraint))}`;
    throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(table)}" already has ${what}`, {
      hint: "Drop it first, or choose another name.",
    });
  });
}

/** The operation that drops a constraint and can bring it back. */
export function dropOf(table: ObjectName, constraint: Constraint): Operation {
  return { kind: "dropConstraint", table, constraint: referenceTo(constraint), dropped: constraint };
}

/** The operation that creates a constraint. */
export function createOf(table: ObjectName, constraint: Constraint): Operation {
  switch (constraint.type) {
    case "primaryKey":
      return { kind: "createPrimaryKey", table, primaryKey: constraint.definition };
    case "unique":
      return { kind: "createUniqueConstraint", table, unique: constraint.definition };
    case "foreignKey":
      return { kind: "createForeignKey", table, foreignKey: constraint.definition };
    case "check":
      return { kind: "createCheckConstraint", table, check: constraint.definition };
    case "exclusion":
      return { kind: "createExclusionConstraint", table, exclusion: constraint.definition };
  }
}

/** Whether a schema has the constraint. */
export function hasConstraint(schema: Schema, owner: ObjectName, reference: ConstraintReference): boolean {
  const table = findTable(schema, owner);
  return table !== undefined && constraintsOf(table).some((constraint) => isReferenceTo(reference, constraint));
}
