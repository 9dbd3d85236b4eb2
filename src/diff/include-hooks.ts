import type {
  CheckConstraint,
  Column,
  EnumType,
  ExclusionConstraint,
  ForeignKey,
  Index,
  ObjectKind,
  ObjectName,
  SchemaObject,
  Table,
  UniqueConstraint,
} from "../schema/model";

/** What {@link IncludeName} and {@link IncludeObject} are asked about. */
export type IncludedType =
  | "schema"
  | "table"
  | "column"
  | "index"
  | "uniqueConstraint"
  | "foreignKey"
  | "checkConstraint"
  | "exclusionConstraint"
  | "enum"
  | ObjectKind;

/** What an object is in. Absent members: the connection's own schema, and no table. */
export interface ParentNames {
  readonly schema?: string;
  readonly table?: string;
}

/** An object of the schema model that a comparison may leave out. */
export type IncludedObject =
  | Table
  | Column
  | Index
  | UniqueConstraint
  | ForeignKey
  | CheckConstraint
  | ExclusionConstraint
  | EnumType
  | SchemaObject;

/**
 * Says by its name whether something takes part in comparisons. What does not is neither created, changed nor dropped.
 * `name` is `undefined` for the connection's own schema, and for constraints without a name.
 *
 * @example
 * const includeName: IncludeName = (name, type) => type !== "table" || !name?.startsWith("legacy_");
 */
export type IncludeName = (name: string | undefined, type: IncludedType, parent: ParentNames) => boolean;

/**
 * Says whether an object takes part in comparisons. What the models have is handed over as they have it, together with what the database
 * has under the same name (`compareTo`); what only the database has comes with `isReflected`.
 *
 * @example
 * const includeObject: IncludeObject = (object, name, type, isReflected, compareTo) =>
 *   !(type === "index" && isReflected && compareTo === undefined); // indexes that nobody declared stay
 */
export type IncludeObject = (
  object: IncludedObject,
  name: string | undefined,
  type: IncludedType,
  isReflected: boolean,
  compareTo: IncludedObject | undefined,
) => boolean;

/** A column that both sides have, whose types are compared. */
export interface TypeComparison {
  readonly table: ObjectName;
  readonly column: string;
  /** As the database has it. */
  readonly actual: Column;
  /** As the models want it, in the database's spelling. */
  readonly wanted: Column;
  /** What the comparison found by itself. */
  readonly isDifferent: boolean;
}

/** A column that both sides have, whose defaults are compared. */
export type DefaultComparison = TypeComparison;

/** Whether the types differ; `undefined` leaves it to the usual comparison. */
export type CompareType = (comparison: TypeComparison) => boolean | undefined;

/** Whether the defaults differ; `undefined` leaves it to the usual comparison. */
export type CompareServerDefault = (comparison: DefaultComparison) => boolean | undefined;

/** What decides beside the usual rules what a comparison looks at. */
export interface ComparisonHooks {
  readonly includeName?: IncludeName;
  readonly includeObject?: IncludeObject;
  /** `false`: types are not compared. */
  readonly compareType?: boolean | CompareType;
  /** `false`: defaults are not compared. */
  readonly compareServerDefault?: boolean | CompareServerDefault;
  /** `false`: comments of what is there already are not compared. Default: true. */
  readonly compareComments?: boolean;
}

/** One thing on its way through the hooks: its name, where it is, and what each side has of it. */
export interface Inclusion {
  readonly type: IncludedType;
  readonly name: string | undefined;
  readonly parent: ParentNames;
  readonly actual: IncludedObject | undefined;
  readonly wanted: IncludedObject | undefined;
}

/** Whether the hooks let a thing take part. */
export function isIncluded(
  { includeName, includeObject }: ComparisonHooks,
  { type, name, parent, actual, wanted }: Inclusion,
): boolean {
  if (includeName?.(name, type, parent) === false) return false;
  const object = wanted ?? actual;
  if (includeObject === undefined || object === undefined) return true;
  const isReflected = wanted === undefined;
  return includeObject(object, name, type, isReflected, isReflected ? undefined : actual);
}
