import { OrmError } from "../../errors/orm-error";
import { nearestName } from "../../util/nearest-name";
import type { ColumnOptions, ColumnVariant } from "../options/column-options";
import type { CheckOptions, ExclusionForm, IndexOptions, UniqueOptions } from "../options/constraint-options";
import type { EmbeddedOptions } from "../options/embedded-options";
import type { EntityOptions } from "../options/entity-options";
import type { ForeignKeyOptions } from "../options/foreign-key-options";
import type { JoinColumnOptions, JoinTableOptions, RelationOptions } from "../options/relation-options";
import type { ViewEntityOptions } from "../options/view-options";
import type { VirtualColumnOptions } from "../options/virtual-column-options";
import type { EntityDefinition } from "./entity-definition";
import { describeClass, describeProperty, type Named } from "./property-label";

/** Every option that a decorator knows: the compiler sees to it that none is forgotten. */
type Known<Options> = Readonly<Record<keyof Options, true>>;

const COLUMN: Known<ColumnOptions> = {
  type: true,
  name: true,
  length: true,
  precision: true,
  scale: true,
  unsigned: true,
  width: true,
  zerofill: true,
  nullable: true,
  primary: true,
  unique: true,
  select: true,
  insert: true,
  update: true,
  default: true,
  onUpdate: true,
  comment: true,
  charset: true,
  collation: true,
  enum: true,
  enumName: true,
  hstoreType: true,
  spatialFeatureType: true,
  srid: true,
  array: true,
  primaryKeyConstraintName: true,
  foreignKeyConstraintName: true,
  asExpression: true,
  generatedType: true,
  generatedIdentity: true,
  identity: true,
  generated: true,
  query: true,
  transformer: true,
  utc: true,
  renamedFrom: true,
  renamedValues: true,
  variants: true,
  attributes: true,
};

const VIRTUAL: Known<VirtualColumnOptions> = {
  type: true,
  query: true,
  select: true,
  transformer: true,
  hstoreType: true,
};

const ENTITY: Known<EntityOptions> = {
  name: true,
  schema: true,
  database: true,
  orderBy: true,
  engine: true,
  synchronize: true,
  withoutRowid: true,
  comment: true,
  renamedFrom: true,
  partition: true,
  attributes: true,
};

const VIEW: Known<ViewEntityOptions> = {
  name: true,
  expression: true,
  schema: true,
  database: true,
  synchronize: true,
  materialized: true,
  withoutData: true,
  dependsOn: true,
  comment: true,
  renamedFrom: true,
};

const RELATION: Known<RelationOptions> = {
  cascade: true,
  nullable: true,
  onDelete: true,
  onUpdate: true,
  deferrable: true,
  createForeignKeyConstraints: true,
  lazy: true,
  eager: true,
  persistence: true,
  orphanedRowAction: true,
};

const JOIN_COLUMN: Known<JoinColumnOptions> = {
  name: true,
  referencedColumnName: true,
  foreignKeyConstraintName: true,
};

const JOIN_TABLE: Known<JoinTableOptions> = {
  name: true,
  joinColumn: true,
  joinColumns: true,
  inverseJoinColumn: true,
  inverseJoinColumns: true,
  primaryKeyConstraintName: true,
  joinColumnIndex: true,
  inverseJoinColumnIndex: true,
  schema: true,
  database: true,
  synchronize: true,
};

const EMBEDDED: Known<EmbeddedOptions> = { prefix: true };

const INDEX: Known<IndexOptions> = {
  name: true,
  comment: true,
  dialects: true,
  order: true,
  nulls: true,
  collation: true,
  opclass: true,
  opclassOptions: true,
  length: true,
  unique: true,
  where: true,
  spatial: true,
  fulltext: true,
  parser: true,
  type: true,
  include: true,
  nullsNotDistinct: true,
  with: true,
  concurrent: true,
  synchronize: true,
  attributes: true,
};

const UNIQUE: Known<UniqueOptions> = {
  name: true,
  comment: true,
  dialects: true,
  deferrable: true,
  nullsNotDistinct: true,
  include: true,
};

const CHECK: Known<CheckOptions> = { name: true, comment: true, dialects: true, noInherit: true };

const EXCLUSION: Known<ExclusionForm> = {
  name: true,
  comment: true,
  dialects: true,
  deferrable: true,
  using: true,
  elements: true,
  where: true,
  include: true,
  with: true,
};

const VARIANT: Known<ColumnVariant> = {
  type: true,
  length: true,
  width: true,
  precision: true,
  scale: true,
  unsigned: true,
  zerofill: true,
  array: true,
  default: true,
  onUpdate: true,
  charset: true,
  collation: true,
  asExpression: true,
  generatedType: true,
};

const FOREIGN_KEY: Known<ForeignKeyOptions> = { name: true, onDelete: true, onUpdate: true, deferrable: true };

/**
 * Refuses options that nothing reads: a misspelt one would be left out without a word where no compiler looks.
 * Throws `ENTITY.OPTION_INVALID` with the nearest name.
 */
export function checkOptionNames({ own, source, ...definition }: EntityDefinition): void {
  const check = (options: object | undefined, known: object, path?: string, decorator?: string): void => {
    for (const name in options)
      if (!Object.hasOwn(known, name)) throw unknown(labelOf(source, path, decorator), name, known);
  };
  check(own.entity, ENTITY);
  check(own.view, VIEW);
  for (const { path, definition: one } of definition.columns.values()) {
    check(one.options, COLUMN, path);
    const { variants } = one.options;
    for (const dialect in variants) check(variants[dialect], VARIANT, path, `variant "${dialect}"`);
  }
  for (const { path, definition: one } of definition.virtualColumns.values()) check(one.options, VIRTUAL, path);
  for (const { path, definition: one } of definition.relations.values()) check(one.options, RELATION, path);
  for (const [path, list] of definition.joinColumns) for (const one of list) check(one, JOIN_COLUMN, path);
  for (const [path, options] of definition.joinTables) {
    check(options, JOIN_TABLE, path);
    for (const one of joinColumnsOf(options)) check(one, JOIN_COLUMN, path, "@JoinTable()");
  }
  for (const { property, options } of source.chain.flatMap(({ definitions }) => definitions.embeddeds))
    check(options, EMBEDDED, String(property));
  for (const { definition: one } of definition.indexes) check(one.options, INDEX, undefined, "@Index()");
  for (const { definition: one } of definition.uniques) check(one.options, UNIQUE, undefined, "@Unique()");
  for (const { definition: one } of definition.checks) check(one.options, CHECK, undefined, "@Check()");
  for (const { definition: one } of definition.exclusions) check(one.options, EXCLUSION, undefined, "@Exclusion()");
  for (const { definition: one } of definition.foreignKeys) check(one.options, FOREIGN_KEY, undefined, "@ForeignKey()");
}

function joinColumnsOf({ joinColumn, joinColumns, inverseJoinColumn, inverseJoinColumns }: JoinTableOptions) {
  return [joinColumn ?? [], joinColumns ?? [], inverseJoinColumn ?? [], inverseJoinColumns ?? []].flat();
}

function labelOf(source: Named, path: string | undefined, decorator: string | undefined): string {
  const place = path === undefined ? describeClass(source) : describeProperty(source, path);
  return decorator === undefined ? place : `${place}, ${decorator}`;
}

function unknown(label: string, name: string, known: object): OrmError {
  const near = nearestName(name, Object.keys(known));
  return new OrmError("ENTITY.OPTION_INVALID", `${label}: there is no option "${name}"`, {
    hint: near === undefined ? `Known: ${Object.keys(known).join(", ")}.` : `Did you mean "${near}"?`,
    details: { option: name, ...(near === undefined ? {} : { nearest: near }) },
  });
}
