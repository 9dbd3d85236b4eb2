import type { Attributes } from "../../schema/model";

/** What every index and constraint may be told. */
export interface ConstraintOptions {
  /** Without it the naming strategy makes one. */
  readonly name?: string;
  /** A remark that the database keeps with it, where it can. */
  readonly comment?: string;
  /**
   * The dialects that have it, by name (`"postgres"`, `"mariadb"`). Default: all. For what one database can hold and
   * another of the same program cannot.
   */
  readonly dialects?: readonly string[];
}

/** How one part of an index is sorted and compared. */
export interface IndexPartOptions {
  /** Default: `"ASC"`. */
  readonly order?: "ASC" | "DESC";
  /** Where rows without a value stand. Default: the database's own. */
  readonly nulls?: "FIRST" | "LAST";
  readonly collation?: string;
  /** How the access method compares the values: `"gin_trgm_ops"`. */
  readonly opclass?: string;
  /** Parameters of the operator class. */
  readonly opclassOptions?: StorageParameters;
  /** How many characters of the value are in the index, on databases that index the beginning of long texts. */
  readonly length?: number;
}

/** Parameters of an object's storage, by name: `{ fillfactor: 70 }`. */
export type StorageParameters = Readonly<Record<string, string | number | boolean>>;

/** One part of an index: a property, or an expression over columns, as SQL. */
export type IndexPart = string | PropertyPart | ExpressionPart;

/** A property with its place in an index. A relation stands for its join columns. */
export interface PropertyPart extends IndexPartOptions {
  readonly property: string;
}

/** An expression with its place in an index. */
export interface ExpressionPart extends IndexPartOptions {
  /** SQL over columns: `"lower(email)"`. */
  readonly expression: string;
}

/** What `@Index()` takes. What is said of parts here holds for each part that does not say it itself. */
export interface IndexOptions extends ConstraintOptions, IndexPartOptions {
  readonly unique?: boolean;
  /** The predicate of a partial index, as SQL. */
  readonly where?: string;
  /** An index over geometry. */
  readonly spatial?: boolean;
  /** An index over the words of texts. */
  readonly fulltext?: boolean;
  /** The parser of a full-text index. */
  readonly parser?: string;
  /** The access method, on databases that have several: `"gin"`, `"hash"`. */
  readonly type?: string;
  /** Properties that the index carries along without sorting by them, so that it answers a query alone. */
  readonly include?: readonly string[];
  /** Of a unique index: two rows without a value are equal. Default: they differ. */
  readonly nullsNotDistinct?: boolean;
  /** Parameters of the index's storage: `{ fillfactor: 70 }`. */
  readonly with?: StorageParameters;
  /** Build the index without blocking writers, where the database can. */
  readonly concurrent?: boolean;
  /** `false` keeps the index out of every comparison with the database. */
  readonly synchronize?: boolean;
  /** Facts that one database alone knows, by the model's names: `{ "mysql.invisible": true }`. */
  readonly attributes?: Attributes;
}

/** What `@Unique()` takes. */
export interface UniqueOptions extends ConstraintOptions {
  /** The constraint is checked at the end of the transaction, or may be. */
  readonly deferrable?: DeferrableOption;
  /** Two rows without a value are equal. Default: they differ. */
  readonly nullsNotDistinct?: boolean;
  /** Properties that the constraint's index carries along. */
  readonly include?: readonly string[];
}

/** What `@Check()` takes beside the condition. */
export interface CheckOptions extends ConstraintOptions {
  /** Tables that inherit from this one do not have it. */
  readonly noInherit?: boolean;
}

/** What `@Exclusion()` takes beside the text. */
export interface ExclusionOptions extends ConstraintOptions {
  /** The constraint is checked at the end of the transaction, or may be. */
  readonly deferrable?: DeferrableOption;
}

/** What `@Exclusion()` takes instead of the text. */
export interface ExclusionForm extends ExclusionOptions {
  /** The access method of the index behind it: `"gist"`. */
  readonly using?: string;
  /** No two rows may agree in all of them. */
  readonly elements: readonly ExclusionPart[];
  /** Only rows for which it holds are compared, as SQL. */
  readonly where?: string;
  /** Properties that the index behind it carries along. */
  readonly include?: readonly string[];
  /** Parameters of the storage of the index behind it. */
  readonly with?: StorageParameters;
}

/** What an exclusion constraint compares, and the operator that it does it with: `{ property: "period", operator: "&&" }`. */
export type ExclusionPart = (PropertyPart | ExpressionPart) & {
  /** As one writes it behind WITH: `=`, `&&`. */
  readonly operator: string;
};

/** Whether a constraint may wait for the end of the transaction, and where it starts. */
export type DeferrableOption = "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED";

/** The properties that a unique constraint is over: their names, or a function that picks them. */
export type FieldSelection = readonly string[] | FieldSelector;

/** What an index is over: properties, expressions, or a function that picks properties. */
export type IndexParts = readonly IndexPart[] | FieldSelector;

/** Picks properties by example: `(user) => [user.lastName, user.firstName]`, or by the keys of an object. */
// Callers write `(user: User) => [...]`: as a method the parameter may be narrower than `object`.
export type FieldSelector = {
  select(object: object): readonly unknown[] | Readonly<Record<string, number>>;
}["select"];
