import { checkSchemaNames } from "../../dialect/check-schema-names";
import { OrmError } from "../../errors/orm-error";
import type { Operation } from "../../operations/operation";
import { findColumn, findTable } from "../../schema/lookup";
import { emptySchema, type ObjectName, type Schema, type Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import type { RecordedOperation } from "../simulate-revision";
import type { LintFinding, LintRule, LintSubject } from "./lint-rule";

const unnamedConstraint: LintRule = {
  id: "unnamed-constraint",
  summary: "Creates a unique, foreign key, check or exclusion constraint without a name.",
  level: "warn",
  check: ({ upgrade }) =>
    upgrade.operations.flatMap((recorded) =>
      unnamedIn(recorded.operation).map(({ what, table }) => ({
        message: `${what} on table "${nameKey(table)}" has no name`,
        hint: "Name it: each database makes up a name of its own, and a later revision cannot rely on it.",
        operation: recorded,
      })),
    ),
};

function unnamedIn(operation: Operation): readonly { readonly what: string; readonly table: ObjectName }[] {
  const named = (what: string, table: ObjectName, { name }: { readonly name?: string }) =>
    name === undefined ? [{ what, table }] : [];
  switch (operation.kind) {
    case "createTable": {
      const { table } = operation;
      return [
        ...table.uniques.flatMap((each) => named("a unique constraint", table, each)),
        ...table.foreignKeys.flatMap((each) => named("a foreign key", table, each)),
        ...table.checks.flatMap((each) => named("a check constraint", table, each)),
        ...(table.exclusions ?? []).flatMap((each) => named("an exclusion constraint", table, each)),
      ];
    }
    case "createUniqueConstraint":
      return named("a unique constraint", operation.table, operation.unique);
    case "createForeignKey":
      return named("a foreign key", operation.table, operation.foreignKey);
    case "createCheckConstraint":
      return named("a check constraint", operation.table, operation.check);
    case "createExclusionConstraint":
      return named("an exclusion constraint", operation.table, operation.exclusion);
    default:
      return [];
  }
}

const forbiddenName: LintRule = {
  id: "forbidden-name",
  summary: "Gives a name that the database refuses or cuts off.",
  level: "error",
  check: ({ upgrade, dialect }) =>
    upgrade.operations.flatMap((recorded) => {
      const message = refusalOf(changedPart(recorded), dialect);
      return message === undefined
        ? []
        : [{ message, operation: recorded, hint: "Give it a shorter or a plainer name." }];
    }),
};

/** Of the schema after an operation, what was not the same before it. */
function changedPart({ before, after }: RecordedOperation): Schema {
  const other = <T>(list: readonly T[], earlier: readonly T[]): readonly T[] => {
    const known = new Set(earlier);
    return list.filter((each) => !known.has(each));
  };
  return {
    ...emptySchema,
    tables: other(after.tables, before.tables),
    enums: other(after.enums, before.enums),
    objects: other(after.objects, before.objects),
  };
}

function refusalOf(schema: Schema, dialect: LintSubject["dialect"]): string | undefined {
  try {
    checkSchemaNames(schema, dialect);
    return undefined;
  } catch (error) {
    if (OrmError.is(error, "SCHEMA.NAME_FORBIDDEN")) return error.message;
    throw error;
  }
}

const entityStillUses: LintRule = {
  id: "entity-still-uses",
  summary: "Drops or renames a table or a column that the entities still have.",
  level: "error",
  check: ({ upgrade, wanted, end }) =>
    wanted === undefined
      ? []
      : upgrade.operations.flatMap((recorded): readonly LintFinding[] => {
          const lost = lostBy(recorded.operation);
          if (lost === undefined || !isIn(wanted, lost) || isIn(end, lost)) return [];
          const { table, column } = lost;
          const what =
            column === undefined ? `table "${nameKey(table)}"` : `column "${column}" of table "${nameKey(table)}"`;
          return [
            {
              message: `${what} goes, and an entity still has it`,
              hint: "Take it out of the entity first, and deploy that.",
              operation: recorded,
            },
          ];
        }),
};

interface Lost {
  readonly table: ObjectName;
  readonly column?: string;
}

function lostBy(operation: Operation): Lost | undefined {
  switch (operation.kind) {
    case "dropTable":
    case "renameTable":
      return { table: operation.table };
    case "dropColumn":
    case "renameColumn":
      return { table: operation.table, column: operation.column };
    default:
      return undefined;
  }
}

function isIn(schema: Schema, { table: name, column }: Lost): boolean {
  const table: Table | undefined = findTable(schema, name);
  return table !== undefined && (column === undefined || findColumn(table, column) !== undefined);
}

const unknownObject: LintRule = {
  id: "unknown-object",
  summary: "Is about a table, column or other object that no operation before it made.",
  level: "warn",
  check: ({ upgrade }) =>
    upgrade.operations.flatMap((recorded) =>
      recorded.problem === undefined
        ? []
        : [
            {
              message: recorded.problem.message,
              hint: recorded.problem.hint ?? "Check the name; what raw SQL made is not known here.",
              operation: recorded,
            },
          ],
    ),
};

/** Rules about names, and about what they name. */
export const nameRules: readonly LintRule[] = [unnamedConstraint, forbiddenName, entityStillUses, unknownObject];
