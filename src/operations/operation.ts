import type {
  Attributes,
  CheckConstraint,
  Column,
  ColumnDefault,
  EnumType,
  ForeignKey,
  GeneratedExpression,
  Identity,
  Index,
  ObjectName,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../schema/model";

/** A risk that an operation brings, in the words of the lint and of the generated file. */
export interface Hazard {
  readonly kind: "data loss" | "lock" | "rewrite" | "incompatibility";
  /** A sentence that names the object: `drops column "email" of table "users" and what it holds`. */
  readonly message: string;
}

export interface CreateTable {
  readonly kind: "createTable";
  readonly table: Table;
}

export interface DropTable {
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

export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: ObjectName;
  readonly column: Column;
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
}

export interface DropColumn {
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

export interface CreateIndex {
  readonly kind: "createIndex";
  readonly table: ObjectName;
  readonly index: Index;
}

export interface DropIndex {
  readonly kind: "dropIndex";
  readonly table: ObjectName;
  readonly index: string;
  /** The index as it was, for the reverse. */
  readonly dropped?: Index;
}

export interface RenameIndex {
  readonly kind: "renameIndex";
  readonly table: ObjectName;
  readonly index: string;
  readonly newName: string;
}

export interface CreatePrimaryKey {
  readonly kind: "createPrimaryKey";
  readonly table: ObjectName;
  readonly primaryKey: PrimaryKey;
}

export interface CreateForeignKey {
  readonly kind: "createForeignKey";
  readonly table: ObjectName;
  readonly foreignKey: ForeignKey;
}

export interface CreateUniqueConstraint {
  readonly kind: "createUniqueConstraint";
  readonly table: ObjectName;
  readonly unique: UniqueConstraint;
}

export interface CreateCheckConstraint {
  readonly kind: "createCheckConstraint";
  readonly table: ObjectName;
  readonly check: CheckConstraint;
}

export type ConstraintType = "primaryKey" | "foreignKey" | "unique" | "check";

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
  | { readonly type: "check"; readonly definition: CheckConstraint };

export interface DropConstraint {
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

export interface CreateEnum {
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
  /** The revision itself uses a value that it adds: where a new value must be committed first, the type is made anew. */
  readonly usedAtOnce?: boolean;
  /** The values as they were, for the reverse. */
  readonly previous?: readonly string[];
}

export interface DropEnum {
  readonly kind: "dropEnum";
  readonly enum: ObjectName;
  /** The type as it was, for the reverse. */
  readonly dropped?: EnumType;
}

export interface CreateSchema {
  readonly kind: "createSchema";
  readonly name: string;
}

export interface DropSchema {
  readonly kind: "dropSchema";
  readonly name: string;
}

export interface CommentOn {
  readonly kind: "commentOn";
  readonly table: ObjectName;
  readonly comment: string | null;
  /** The comment as it was, for the reverse; `null` where there was none. */
  readonly previous?: string | null;
}

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
}

/** A value that a row of {@link BulkInsert} may hold. */
export type RowValue = string | number | bigint | boolean | null | Date | Uint8Array;

export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly table: ObjectName;
  readonly rows: readonly Readonly<Record<string, RowValue>>[];
}

/** Every core operation by its kind. The map is closed: whoever handles operations handles all of them, or does not compile. */
export interface CoreOperations {
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
  dropConstraint: DropConstraint;
  renameConstraint: RenameConstraint;
  validateConstraint: ValidateConstraint;
  createEnum: CreateEnum;
  alterEnum: AlterEnum;
  dropEnum: DropEnum;
  createSchema: CreateSchema;
  dropSchema: DropSchema;
  commentOn: CommentOn;
  setTableAttributes: SetTableAttributes;
  execute: Execute;
  bulkInsert: BulkInsert;
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
