import type { Dialect } from "../dialect/dialect";
import type { EntityDeclaration } from "../metadata/entity-target";
import type { NamingStrategy } from "../metadata/naming-strategy";
import type { SchemaObjectDefinition } from "../metadata/schema-objects/schema-object-definition";
import type { MigrationOptions } from "../migrate/migration-options";
import type { Logger, LogLevel } from "../session/logger";
import type { BuiltinOptions, BuiltinType } from "./builtin-dialects";

/** What every data source may be told, whatever its database. */
export interface BaseDataSourceOptions {
  /**
   * Entity classes, `EntitySchema`s and schema objects (`defineView()` and the like), or patterns of files that export them:
   * `["src/entities/*.ts"]`, or folders: `["src/entities"]`, relative to `root`. The exports of a module (`import * as entities`) do too.
   */
  readonly entities?:
    readonly (EntityDeclaration | SchemaObjectDefinition | string)[] | Readonly<Record<string, unknown>>;
  /** Make the database equal to the entities when initializing, without revisions: for tests and first steps. */
  readonly synchronize?: boolean;
  readonly migrations?: MigrationOptions;
  readonly namingStrategy?: NamingStrategy;
  /** Put before the name of every table. */
  readonly entityPrefix?: string;
  /** `true` logs queries and errors, `"all"` everything; or the levels that are wanted. */
  readonly logging?: boolean | "all" | readonly LogLevel[];
  /** Where log messages go. Without it, to standard error. */
  readonly logger?: Logger;
  /** Log statements that take at least as many milliseconds. */
  readonly maxQueryExecutionTime?: number;
  /** Log the values of parameters too; without it only their number is logged. */
  readonly logParameters?: boolean;
  /** How many connections may be open at once. */
  readonly poolSize?: number;
  /** How long a query waits for a free connection, in milliseconds. Default: 10,000. */
  readonly acquireTimeout?: number;
  /** The folder that relative paths start from. Default: the working directory. */
  readonly root?: string;
}

/** The options of one type that comes with Ormolu. */
type BuiltinDataSourceOptions<Type extends BuiltinType> = BaseDataSourceOptions &
  Omit<KnownMembers<BuiltinOptions[Type]>, "type"> & { readonly type: Type };

/** Without the index signature, which would let every misspelt option pass. */
type KnownMembers<Options> = {
  [Name in keyof Options as string extends Name ? never : Name]: Options[Name];
};

/** A data source whose database is told by its URL alone. */
export interface UrlDataSourceOptions extends BaseDataSourceOptions {
  readonly type?: undefined;
  readonly url: string;
}

/** A data source of a dialect that does not come with Ormolu. */
export interface CustomDataSourceOptions extends BaseDataSourceOptions {
  readonly type: Dialect;
  readonly url?: string;
  readonly [option: string]: unknown;
}

/** What `new DataSource()` takes. */
export type DataSourceOptions =
  | { [Type in BuiltinType]: BuiltinDataSourceOptions<Type> }[BuiltinType]
  | UrlDataSourceOptions
  | CustomDataSourceOptions;
