import type { Attributes, Deferrable } from "../schema/model";
import type { StorageParameters } from "./options/constraint-options";

/** An index over columns of the type `Column`. */
export interface IndexOver<Column> {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly isUnique: boolean;
  /** The predicate of a partial index. */
  readonly where?: string;
  readonly isSpatial: boolean;
  readonly isFulltext: boolean;
  readonly parser?: string;
  /** The access method, where one was asked for. */
  readonly type?: string;
  readonly isConcurrent: boolean;
  /** `false`: the index takes no part in comparisons with the database. */
  readonly synchronize: boolean;
  /** What the index is over. Absent: `columns` as they stand. */
  readonly parts?: readonly IndexPartOver<Column>[];
  /** Columns that the index carries along. */
  readonly include?: readonly Column[];
  /** Two rows without a value are equal. */
  readonly isNullsNotDistinct?: boolean;
  readonly comment?: string;
  /** Parameters of the index's storage. */
  readonly storage?: StorageParameters;
  /** Facts that one database alone knows. */
  readonly attributes?: Attributes;
  /** The dialects that have it. Absent: all. */
  readonly dialects?: readonly string[];
}

/** One part of an index: a column or an expression. */
export interface IndexPartOver<Column> {
  readonly column?: Column;
  readonly expression?: string;
  readonly order?: "desc";
  readonly nulls?: "first" | "last";
  readonly collation?: string;
  readonly opclass?: string;
  readonly opclassOptions?: StorageParameters;
  /** How many characters of the value are in the index. */
  readonly length?: number;
}

/** A unique constraint over columns of the type `Column`. */
export interface UniqueOver<Column> {
  readonly name: string;
  /** The name where the database keeps uniques as unique indexes; differs from `name` only when none was given. */
  readonly indexName: string;
  readonly columns: readonly Column[];
  readonly deferrable?: Deferrable;
  /** Columns that the constraint's index carries along. */
  readonly include?: readonly Column[];
  /** Two rows without a value are equal. */
  readonly isNullsNotDistinct?: boolean;
  readonly comment?: string;
  /** The dialects that have it. Absent: all. */
  readonly dialects?: readonly string[];
}

/** A condition that holds for every row. */
export interface CheckMetadata {
  readonly name: string;
  /** SQL, without parentheses around it. */
  readonly expression: string;
  /** Tables that inherit from this one do not have it. */
  readonly isNoInherit?: boolean;
  readonly comment?: string;
  /** The dialects that have it. Absent: all. */
  readonly dialects?: readonly string[];
}

/** Rows that must differ from each other. */
export interface ExclusionOver<Column> {
  readonly name: string;
  /** As one writes it behind EXCLUDE. */
  readonly expression: string;
  /** The access method of the index behind it. */
  readonly method?: string;
  readonly elements: readonly ExclusionElementOver<Column>[];
  /** Only rows for which it holds are compared. */
  readonly where?: string;
  /** Columns that the index behind it carries along. */
  readonly include?: readonly Column[];
  /** Parameters of the storage of the index behind it. */
  readonly storage?: StorageParameters;
  readonly deferrable?: Deferrable;
  readonly comment?: string;
  /** The dialects that have it. Absent: all. */
  readonly dialects?: readonly string[];
}

/** What an exclusion constraint compares, and by which operator. */
export interface ExclusionElementOver<Column> extends IndexPartOver<Column> {
  readonly operator: string;
}
