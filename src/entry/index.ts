/** `ormolu`: entities, data sources, queries, configuration. */
import "reflect-metadata";

export { Check } from "../metadata/decorators/check";
export { Column } from "../metadata/decorators/column";
export { Entity } from "../metadata/decorators/entity";
export { Exclusion } from "../metadata/decorators/exclusion";
export { ForeignKey } from "../metadata/decorators/foreign-key";
export { Generated } from "../metadata/decorators/generated";
export { Index } from "../metadata/decorators/index-decorator";
export {
  AfterInsert,
  AfterLoad,
  AfterRecover,
  AfterRemove,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRecover,
  BeforeRemove,
  BeforeSoftRemove,
  BeforeUpdate,
} from "../metadata/decorators/listeners";
export { JoinColumn } from "../metadata/decorators/join-column";
export { JoinTable } from "../metadata/decorators/join-table";
export { ManyToMany } from "../metadata/decorators/many-to-many";
export { ManyToOne } from "../metadata/decorators/many-to-one";
export { OneToMany } from "../metadata/decorators/one-to-many";
export { OneToOne } from "../metadata/decorators/one-to-one";
export { RelationId } from "../metadata/decorators/relation-id";
export { ChildEntity, TableInheritance } from "../metadata/decorators/table-inheritance";
export { Tree, TreeChildren, TreeLevelColumn, TreeParent } from "../metadata/decorators/tree";
export { ViewColumn, ViewEntity } from "../metadata/decorators/view-entity";
export { VirtualColumn } from "../metadata/decorators/virtual-column";
export { PrimaryColumn, PrimaryGeneratedColumn } from "../metadata/decorators/primary-column";
export {
  CreateDateColumn,
  DeleteDateColumn,
  UpdateDateColumn,
  VersionColumn,
} from "../metadata/decorators/special-columns";
export { Unique } from "../metadata/decorators/unique";
export { EntitySchema } from "../metadata/entity-schema/entity-schema";
export type {
  EntitySchemaColumnOptions,
  EntitySchemaEmbeddedOptions,
  EntitySchemaIndexOptions,
  EntitySchemaOptions,
  EntitySchemaRelationOptions,
  EntitySchemaTarget,
} from "../metadata/entity-schema/entity-schema-options";
export type { CheckedColumnOptions } from "../metadata/options/checked-column-options";
export type {
  ColumnOptions,
  ColumnType,
  ColumnVariant,
  EnumSource,
  GenerationStrategy,
  IdentityOptions,
  PrimaryGeneratedColumnOptions,
  ValueTransformer,
} from "../metadata/options/column-options";
export type {
  CheckOptions,
  ExclusionForm,
  ExclusionOptions,
  ExclusionPart,
  IndexOptions,
  IndexPart,
  UniqueOptions,
} from "../metadata/options/constraint-options";
export type { EmbeddedOptions } from "../metadata/options/embedded-options";
export type { EntityOptions } from "../metadata/options/entity-options";
export type { ForeignKeyOptions } from "../metadata/options/foreign-key-options";
export type { InheritancePattern, TableInheritanceOptions } from "../metadata/options/inheritance-options";
export type { OrderBy, OrderByOption } from "../metadata/options/order-by-options";
export type { JoinColumnOptions, JoinTableOptions, RelationOptions } from "../metadata/options/relation-options";
export type { ViewColumnOptions, ViewEntityOptions } from "../metadata/options/view-options";
export type { VirtualColumnOptions } from "../metadata/options/virtual-column-options";
export type { CheckMetadata } from "../metadata/constraint-metadata";
export type {
  CascadeMetadata,
  ClosureMetadata,
  ColumnMetadata,
  EmbeddedMetadata,
  EntityMetadata,
  ExclusionMetadata,
  ForeignKeyMetadata,
  IndexMetadata,
  IndexPartMetadata,
  InheritanceMetadata,
  JoinColumnMetadata,
  JunctionMetadata,
  ListenerMetadata,
  OrderByMetadata,
  RelationIdMetadata,
  RelationMetadata,
  TreeMetadata,
  UniqueMetadata,
  ViewMetadata,
  VirtualColumnMetadata,
} from "../metadata/entity-metadata";
export type { DeepPartial, EntityTarget, ObjectLiteral, Relation } from "../metadata/entity-target";
export type { HasDefault, Insertable, Selectable, Stored, Updatable } from "../metadata/row-shapes";
export {
  DefaultNamingStrategy,
  type NamingStrategy,
  type NamingStrategy as NamingStrategyInterface,
} from "../metadata/naming-strategy";
export { SnakeNamingStrategy } from "../metadata/snake-naming-strategy";
export {
  defineCompositeType,
  type CompositeTypeDefinitionOptions,
} from "../metadata/schema-objects/define-composite-type";
export { defineDomain, type DomainDefinitionOptions } from "../metadata/schema-objects/define-domain";
export { defineExtension, type ExtensionDefinitionOptions } from "../metadata/schema-objects/define-extension";
export { defineFunction, type FunctionDefinitionOptions } from "../metadata/schema-objects/define-function";
export {
  defineMaterializedView,
  type MaterializedViewDefinitionOptions,
} from "../metadata/schema-objects/define-materialized-view";
export { definePolicy, type PolicyDefinitionOptions } from "../metadata/schema-objects/define-policy";
export { defineSequence, type SequenceDefinitionOptions } from "../metadata/schema-objects/define-sequence";
export { defineTrigger, type TriggerDefinitionOptions } from "../metadata/schema-objects/define-trigger";
export { defineView, type ViewDefinitionOptions } from "../metadata/schema-objects/define-view";
export type {
  ObjectDependency,
  ObjectNameInput,
  SchemaObjectDefinition,
  TableReference,
} from "../metadata/schema-objects/schema-object-definition";
export type { PartBound, PartitionOptions, PartOptions } from "../metadata/options/partition-options";
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
