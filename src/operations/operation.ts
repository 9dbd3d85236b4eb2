import type {
  Attributes,
  CheckConstraint,
  Column,
  ColumnDefault,
  EnumType,
  ExclusionConstraint,
  ForeignKey,
  GeneratedExpression,
  Identity,
  Index,
  ObjectName,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../schema/model";
import type { ObjectReference } from "../schema/object-reference";
import type { CreateOptions, DropOptions } from "./condition";
import type { ObjectOperations } from "./object-operations";
import type { RowValue } from "./row-value";

export type { Hazard } from "./hazard";

export interface CreateTable extends CreateOptions {
  readonly kind: "createTable";
  readonly table: Table;
}

export interface DropTable extends DropOptions {
  readonly kind: "dropTable";
  readonly table: ObjectName;
  /** The table as it was, for the reverse. */
  readonly dropped?: Table;
}

export interface RenameTable {
  readonly kind: "renameTable";
  readonly table: ObjectName;
  readonly newName: string;
}

export interface AddColumn extends CreateOptions {
  readonly kind: "addColumn";
  readonly table: ObjectName;
  readonly column: Column;
  /** What the rows that are there take; those that come later do not. The expression sees the other columns of its row. */
  readonly backfill?: ColumnDefault;
}

/** What an alteration says about a column; absent members stay as they are, `null` removes. */
export interface ColumnChange {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly default?: ColumnDefault | null;
  readonly autoIncrement?: boolean;
  readonly identity?: Identity | null;
  readonly generated?: GeneratedExpression | null;
  readonly collation?: string | null;
  readonly comment?: string | null;
  /** All attributes of the column after the change, not only those that change. */
  readonly attributes?: Attributes | null;
}

export interface AlterColumn {
  readonly kind: "alterColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly change: ColumnChange;
  /** The same members as they were, for the reverse. */
  readonly previous?: ColumnChange;
  /** An SQL expression that turns the old value into one of the new type, where the database has no cast of its own. */
  readonly using?: string;
  /** The expression of the way back, for the reverse. */
  readonly previousUsing?: string;
  /** What rows that hold NULL take before the column becomes NOT NULL. The reverse does not bring the NULLs back. */
  readonly backfill?: ColumnDefault;
  /** Values of a type that lists them, old to new: what rows that hold the old one take. */
  readonly replace?: ValueReplacement;
  /** The replacement of the way back, for the reverse. */
  readonly previousReplace?: ValueReplacement;
  /** Values of a type that lists them: rows that hold one become NULL, and a set loses the member. */
  readonly clear?: readonly string[];
}

/** Old value to new value. */
export type ValueReplacement = Readonly<Record<string, string>>;

export interface DropColumn extends DropOptions {
  readonly kind: "dropColumn";
  readonly table: ObjectName;
  readonly column: string;
  /** The column as it was, for the reverse. */
  readonly dropped?: Column;
}

export interface RenameColumn {
  readonly kind: "renameColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly newName: string;
}

export interface CreateIndex extends CreateOptions {
  readonly kind: "createIndex";
  readonly table: ObjectName;
  readonly index: Index;
  /** Writes go on while it is built, where the database can do that; outside of a transaction only. */
  readonly concurrently?: boolean;
}

export interface DropIndex extends DropOptions {
  readonly kind: "dropIndex";
  readonly table: ObjectName;
  readonly index: string;
  /** Nobody waits behind it, where the database can do that; outside of a transaction only. */
  readonly concurrently?: boolean;
  /** The index as it was, for the reverse. */
  readonly dropped?: Index;
}

export interface RenameIndex {
  readonly kind: "renameIndex";
  readonly table: ObjectName;
  readonly index: string;
  readonly newName: string;
}

/** An index that is there and becomes the index of a new key, so that nothing has to be built under a lock. */
export interface FromIndex {
  /** The name of the index; the key takes it over. */
  readonly usingIndex?: string;
  /** The index as it was, for the reverse. */
  readonly previousIndex?: Index;
}

export interface CreatePrimaryKey extends FromIndex {
  readonly kind: "createPrimaryKey";
  readonly table: ObjectName;
  readonly primaryKey: PrimaryKey;
}

export interface CreateForeignKey {
  readonly kind: "createForeignKey";
  readonly table: ObjectName;
  readonly foreignKey: ForeignKey;
}

export interface CreateUniqueConstraint extends FromIndex {
  readonly kind: "createUniqueConstraint";
  readonly table: ObjectName;
  readonly unique: UniqueConstraint;
}

export interface CreateCheckConstraint {
  readonly kind: "createCheckConstraint";
  readonly table: ObjectName;
  readonly check: CheckConstraint;
}

export interface CreateExclusionConstraint {
  readonly kind: "createExclusionConstraint";
  readonly table: ObjectName;
  readonly exclusion: ExclusionConstraint;
}

export type ConstraintType = "primaryKey" | "foreignKey" | "unique" | "check" | "exclusion";

/** Which constraint is meant: by its name, or, where it has none, by what it says. */
export interface ConstraintReference {
  readonly type: ConstraintType;
  readonly name?: string;
  readonly columns?: readonly string[];
  readonly expression?: string;
}

/** A constraint of any type, with its definition. */
export type Constraint =
  | { readonly type: "primaryKey"; readonly definition: PrimaryKey }
  | { readonly type: "foreignKey"; readonly definition: ForeignKey }
  | { readonly type: "unique"; readonly definition: UniqueConstraint }
  | { readonly type: "check"; readonly definition: CheckConstraint }
  | { readonly type: "exclusion"; readonly definition: ExclusionConstraint };

export interface DropConstraint extends DropOptions {
  readonly kind: "dropConstraint";
  readonly table: ObjectName;
  readonly constraint: ConstraintReference;
  /** The constraint as it was, for the reverse. */
  readonly dropped?: Constraint;
}

export interface RenameConstraint {
  readonly kind: "renameConstraint";
  readonly table: ObjectName;
  readonly type: ConstraintType;
  readonly constraint: string;
  readonly newName: string;
}

export interface ValidateConstraint {
  readonly kind: "validateConstraint";
  readonly table: ObjectName;
  readonly type: ConstraintType;
  readonly constraint: string;
  /** The constraint as it was, for the reverse. */
  readonly previous?: Constraint;
}

export interface CreateEnum extends CreateOptions {
  readonly kind: "createEnum";
  readonly enum: EnumType;
}

/** A value that an enum type gains, and its place; at the end where none is said. */
export interface AddedEnumValue {
  readonly value: string;
  readonly before?: string;
  readonly after?: string;
}

export interface AlterEnum {
  readonly kind: "alterEnum";
  readonly enum: ObjectName;
  readonly add: readonly AddedEnumValue[];
  /** Old value to new value. */
  readonly rename: Readonly<Record<string, string>>;
  /**
   * Removed value to the value that rows holding it take; `null` where no row may hold it.
   * A value that is replaced by itself and added again moves to another place in the order.
   */
  readonly remove: Readonly<Record<string, string | null>>;
  /** Removed values whose rows become NULL; they are in `remove` too. */
  readonly clear?: readonly string[];
  /** The revision itself uses a value that it adds: where a new value must be committed first, the type is made anew. */
  readonly usedAtOnce?: boolean;
  /** The values as they were, for the reverse. */
  readonly previous?: readonly string[];
}

export interface RenameEnum {
  readonly kind: "renameEnum";
  readonly enum: ObjectName;
  readonly newName: string;
}

export interface RenameObject {
  readonly kind: "renameObject";
  readonly object: ObjectReference;
  readonly newName: string;
}

export interface DropEnum extends DropOptions {
  readonly kind: "dropEnum";
  readonly enum: ObjectName;
  /** The type as it was, for the reverse. */
  readonly dropped?: EnumType;
}

export interface CreateSchema extends CreateOptions {
  readonly kind: "createSchema";
  readonly name: string;
}

export interface DropSchema extends DropOptions {
  readonly kind: "dropSchema";
  readonly name: string;
}

interface CommentChange {
  readonly kind: "commentOn";
  readonly comment: string | null;
  /** The comment as it was, for the reverse; `null` where there was none. */
  readonly previous?: string | null;
}

/** An index or a constraint of a table, by its name. */
export interface TablePart {
  readonly type: "index" | ConstraintType;
  readonly name: string;
}

/** The comment of a table, or of one of its indexes or constraints. */
export interface CommentOnTable extends CommentChange {
  readonly table: ObjectName;
  readonly part?: TablePart;
}

export interface CommentOnEnum extends CommentChange {
  readonly enum: ObjectName;
}

export interface CommentOnSchema extends CommentChange {
  readonly schema: string;
}

/** What is commented on decides the shape. Columns and the other objects carry their comments in operations of their own. */
export type CommentOn = CommentOnTable | CommentOnEnum | CommentOnSchema;

/** Attributes as they become; `null` takes one away. */
export type AttributeChange = Readonly<Record<string, Attributes[string] | null>>;

export interface SetTableAttributes {
  readonly kind: "setTableAttributes";
  readonly table: ObjectName;
  /** The attributes that change; the others stay. */
  readonly change: AttributeChange;
  /** The same attributes as they were, for the reverse. */
  readonly previous?: AttributeChange;
}

export interface Execute {
  readonly kind: "execute";
  /** The text around the values: one element more than `values`. */
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  /** A query whose first value says whether it took effect, for a run that goes on after a break. */
  readonly isApplied?: string;
  /** Running it twice does the same as running it once. */
  readonly idempotent?: boolean;
}

/** Operations that run outside of a transaction, each for itself, where the database has transactions for them. */
export interface Autocommit {
  readonly kind: "autocommit";
  readonly operations: readonly Operation[];
}

/**
 * A call of an operation that a project has registered, as data: a revision file shows the call, everything else works on
 * the core operations that it stands for.
 */
export interface CustomOperationCall {
  readonly kind: "custom";
  /** The method of `op`. */
  readonly name: string;
  readonly arguments: readonly unknown[];
  /** One line for people. */
  readonly summary: string;
  readonly operations: readonly Operation[];
  /** What undoes it; absent where it cannot be undone. */
  readonly undo?: readonly Operation[];
}

export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly table: ObjectName;
  readonly rows: readonly Readonly<Record<string, RowValue>>[];
}

/** Every core operation by its kind. The map is closed: whoever handles operations handles all of them, or does not compile. */
export interface CoreOperations extends ObjectOperations {
  createTable: CreateTable;
  dropTable: DropTable;
  renameTable: RenameTable;
  addColumn: AddColumn;
  alterColumn: AlterColumn;
  dropColumn: DropColumn;
  renameColumn: RenameColumn;
  createIndex: CreateIndex;
  dropIndex: DropIndex;
  renameIndex: RenameIndex;
  createPrimaryKey: CreatePrimaryKey;
  createForeignKey: CreateForeignKey;
  createUniqueConstraint: CreateUniqueConstraint;
  createCheckConstraint: CreateCheckConstraint;
  createExclusionConstraint: CreateExclusionConstraint;
  dropConstraint: DropConstraint;
  renameConstraint: RenameConstraint;
  validateConstraint: ValidateConstraint;
  createEnum: CreateEnum;
  alterEnum: AlterEnum;
  renameEnum: RenameEnum;
  renameObject: RenameObject;
  dropEnum: DropEnum;
  createSchema: CreateSchema;
  dropSchema: DropSchema;
  commentOn: CommentOn;
  setTableAttributes: SetTableAttributes;
  execute: Execute;
  bulkInsert: BulkInsert;
  autocommit: Autocommit;
  custom: CustomOperationCall;
}

export type CoreKind = keyof CoreOperations;

/** A schema change as data. */
export type Operation = CoreOperations[CoreKind];

/**
 * An operation that only one dialect knows, made by its lowering (a table rebuild, a merged ALTER).
 * Its kind is namespaced, `"dialect.name"`; the dialect compiles it.
 */
export interface ExtensionOperation {
  readonly kind: `${string}.${string}`;
  /** The core operations that it stands for. */
  readonly sources: readonly Operation[];
}
