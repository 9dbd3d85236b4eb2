import type {
  CheckConstraint,
  Deferrable,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from "../../schema/model";
import type { ConstraintRow } from "./catalog";
import { withoutParentheses } from "./expression-text";
import { readExclusion, type ExclusionRow } from "./extensions/exclusions";
import type { NameIn } from "./name-in";

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

/** The constraints of a table, each in its list. Checks that it only has from another table are that table's. */
export function readConstraints(rows: readonly ConstraintRow[], nameIn: NameIn) {
  const ofKind = (kind: string): readonly ConstraintRow[] => rows.filter((row) => row.kind === kind);
  const [primaryKey] = ofKind("p");
  const exclusions = ofKind("x").flatMap((row) => (row.exclusion === null ? [] : [readNamed(row, row.exclusion)]));
  return {
    ...(primaryKey === undefined ? {} : { primaryKey: readPrimaryKey(primaryKey) }),
    uniques: ofKind("u").map(readUnique),
    foreignKeys: ofKind("f").map((row) => readForeignKey(row, nameIn)),
    checks: ofKind("c")
      .filter(({ isLocal }) => isLocal)
      .map(readCheck),
    ...(exclusions.length === 0 ? {} : { exclusions }),
  };
}

function readNamed(row: ConstraintRow, exclusion: ExclusionRow): ExclusionConstraint {
  return { name: row.name, ...readExclusion(exclusion), ...readDeferrable(row), ...readComment(row) };
}

function readComment({ comment }: ConstraintRow): { comment?: string } {
  return comment === null ? {} : { comment };
}

function readPrimaryKey(row: ConstraintRow): PrimaryKey {
  const { name, columns, isTemporal } = row;
  return {
    name,
    columns,
    ...readIncluded(row),
    ...readDeferrable(row),
    ...(isTemporal ? { withoutOverlaps: true } : {}),
    ...readComment(row),
  };
}

function readUnique(row: ConstraintRow): UniqueConstraint {
  return {
    name: row.name,
    columns: row.columns,
    ...readIncluded(row),
    ...readDeferrable(row),
    ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...(row.isTemporal ? { withoutOverlaps: true } : {}),
    ...readComment(row),
  };
}

function readIncluded({ include }: ConstraintRow): { include?: readonly string[] } {
  return include.length === 0 ? {} : { include };
}

function readCheck(row: ConstraintRow): CheckConstraint {
  const { name, expression, isValid, isInherited, isEnforced } = row;
  return {
    name,
    expression: withoutParentheses(expression ?? ""),
    ...(isInherited ? {} : { noInherit: true }),
    ...(isValid || !isEnforced ? {} : { notValid: true }),
    ...(isEnforced ? {} : { notEnforced: true }),
    ...readComment(row),
  };
}

function readForeignKey(row: ConstraintRow, nameIn: NameIn): ForeignKey {
  const { name: table, schema } = nameIn(row.targetSchema ?? "", row.target ?? "");
  const onDelete = ACTIONS[row.onDelete];
  const onUpdate = ACTIONS[row.onUpdate];
  return {
    name: row.name,
    columns: row.columns,
    references: { table, ...(schema === undefined ? {} : { schema }), columns: row.targetColumns },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(row.onDeleteColumns.length === 0 ? {} : { onDeleteColumns: row.onDeleteColumns }),
    ...(row.match === "f" ? { match: "full" } : {}),
    ...(row.isTemporal ? { period: true } : {}),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...readDeferrable(row),
    ...(row.isValid || !row.isEnforced ? {} : { notValid: true }),
    ...(row.isEnforced ? {} : { notEnforced: true }),
    ...readComment(row),
  };
}

function readDeferrable({ isDeferrable, isDeferred }: ConstraintRow): { deferrable?: Deferrable } {
  if (!isDeferrable) return {};
  return { deferrable: isDeferred ? "initially deferred" : "initially immediate" };
}
