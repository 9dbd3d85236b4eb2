/** `ormolu`: entities, data sources, queries, configuration. */
import "reflect-metadata";

export { Check } from "../metadata/decorators/check";
export { Column } from "../metadata/decorators/column";
export { Entity } from "../metadata/decorators/entity";
export { Index } from "../metadata/decorators/index-decorator";
export { JoinColumn } from "../metadata/decorators/join-column";
export { JoinTable } from "../metadata/decorators/join-table";
export { ManyToMany } from "../metadata/decorators/many-to-many";
export { ManyToOne } from "../metadata/decorators/many-to-one";
export { OneToMany } from "../metadata/decorators/one-to-many";
export { OneToOne } from "../metadata/decorators/one-to-one";
export { PrimaryColumn, PrimaryGeneratedColumn } from "../metadata/decorators/primary-column";
export {
  CreateDateColumn,
  DeleteDateColumn,
  UpdateDateColumn,
  VersionColumn,
} from "../metadata/decorators/special-columns";
export { Unique } from "../metadata/decorators/unique";
export type {
  ColumnOptions,
  ColumnType,
  EnumSource,
  GenerationStrategy,
  PrimaryGeneratedColumnOptions,
  ValueTransformer,
} from "../metadata/options/column-options";
export type { IndexOptions, UniqueOptions } from "../metadata/options/constraint-options";
export type { EntityOptions } from "../metadata/options/entity-options";
export type { JoinColumnOptions, JoinTableOptions, RelationOptions } from "../metadata/options/relation-options";
export type { ColumnMetadata, EntityMetadata, RelationMetadata } from "../metadata/entity-metadata";
export type { DeepPartial, EntityTarget, ObjectLiteral, Relation } from "../metadata/entity-target";
export { DefaultNamingStrategy, type NamingStrategy } from "../metadata/naming-strategy";
export { SnakeNamingStrategy } from "../metadata/snake-naming-strategy";
export { OrmError, type OrmErrorOptions } from "../errors/orm-error";
export { ERROR_CODES, type ErrorCode } from "../errors/codes";
export { sql } from "../sql/sql-tag";
export { SqlFragment } from "../schema/sql-fragment";
export {
  defineConfig,
  type ConfigArguments,
  type DatabaseConfig,
  type OrmConfig,
} from "../data-source/config/orm-config";
export type { MigrationOptions } from "../migrate/migration-options";
export { DataSource } from "../data-source/data-source";
export type { DataSourceOptions } from "../data-source/data-source-options";
export { EntityManager, Repository } from "../orm/manager/entity-manager";
export type { DeleteResult, InsertResult, UpdateResult } from "../orm/manager/write-results";
export {
  And,
  Between,
  Equal,
  ILike,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  Like,
  MoreThan,
  MoreThanOrEqual,
  Not,
  Or,
  Raw,
} from "../orm/query/operators";
export { FindOperator } from "../orm/query/find-operator";
export type {
  FindManyOptions,
  FindOneOptions,
  FindOptionsOrder,
  FindOptionsRelations,
  FindOptionsSelect,
  FindOptionsWhere,
} from "../orm/query/find-options";
export type { IsolationLevel } from "../dialect/query-compiler";
export type { Logger, LogLevel } from "../session/logger";
