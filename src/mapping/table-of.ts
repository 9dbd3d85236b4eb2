import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type {
  CheckMetadata,
  ColumnMetadata,
  EntityMetadata,
  ForeignKeyMetadata,
  IndexMetadata,
  UniqueMetadata,
} from "../metadata/entity-metadata";
import { withNamingConvention } from "../metadata/convention-naming-strategy";
import { DefaultNamingStrategy } from "../metadata/naming-strategy";
import type {
  CheckConstraint,
  Deferrable,
  ForeignKey,
  Index,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../schema/model";
import type { NamingConvention } from "../schema/naming-convention";
import { columnOf } from "./column-of";
import { enumValuesOf, isEnumColumn } from "./enum-of";
import { shortenName } from "./shorten-name";
import { tableNameOf } from "./table-name-of";

/** The table of an entity or of a many-to-many relation: primary columns first, then in the order of the class. */
export function tableOf(entity: EntityMetadata, dialect: ResolvedDialect, namingConvention?: NamingConvention): Table {
  const { tableComments } = dialect.capabilities;
  const primaryKey = primaryKeyOf(entity, dialect);
  const columns = [
    ...entity.columns.filter((column) => column.isPrimary),
    ...entity.columns.filter((column) => !column.isPrimary),
  ];
  return {
    ...tableNameOf(entity, dialect),
    columns: columns.map((column) => columnOf(column, dialect)),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: entity.uniques.map((unique) => uniqueOf(unique, dialect)),
    foreignKeys: entity.foreignKeys.map((foreignKey) => foreignKeyOf(foreignKey, dialect)),
    checks: [
      ...entity.checks.map((check) => checkOf(check, dialect)),
      ...enumChecksOf(entity, dialect, namingConvention),
    ],
    indexes: entity.indexes.filter((index) => index.synchronize).map((index) => indexOf(index, entity, dialect)),
    ...(entity.comment === undefined || entity.comment === "" || !tableComments ? {} : { comment: entity.comment }),
    ...(entity.renamedFrom === undefined ? {} : { renamedFrom: entity.renamedFrom }),
  };
}

function primaryKeyOf(entity: EntityMetadata, dialect: ResolvedDialect): PrimaryKey | undefined {
  if (entity.primaryColumns.length === 0) return undefined;
  const columns = namesOf(entity.primaryColumns);
  return dialect.capabilities.namedPrimaryKeys
    ? { name: limited(entity.primaryKeyName, dialect), columns }
    : { columns };
}

function uniqueOf(unique: UniqueMetadata, dialect: ResolvedDialect): UniqueConstraint {
  return {
    name: limited(unique.name, dialect),
    columns: namesOf(unique.columns),
    ...deferrableOf(unique.deferrable, dialect),
  };
}

function foreignKeyOf(key: ForeignKeyMetadata, dialect: ResolvedDialect): ForeignKey {
  const { name: table, schema } = tableNameOf(key.referencedEntity, dialect);
  return {
    name: limited(key.name, dialect),
    columns: namesOf(key.columns),
    references: { table, ...(schema === undefined ? {} : { schema }), columns: namesOf(key.referencedColumns) },
    ...(key.onDelete === undefined || key.onDelete === "NO ACTION" ? {} : { onDelete: key.onDelete }),
    ...(key.onUpdate === undefined || key.onUpdate === "NO ACTION" ? {} : { onUpdate: key.onUpdate }),
    ...deferrableOf(key.deferrable, dialect),
  };
}

function checkOf({ name, expression }: CheckMetadata, dialect: ResolvedDialect): CheckConstraint {
  return { name: limited(name, dialect), expression };
}

/** Where the database has no enums at all, a check keeps the values to the list. */
function enumChecksOf(
  entity: EntityMetadata,
  dialect: ResolvedDialect,
  namingConvention: NamingConvention | undefined,
): readonly CheckConstraint[] {
  const { capabilities, queries } = dialect;
  if (capabilities.namedEnums || capabilities.inlineEnums) return [];
  const naming = withNamingConvention(new DefaultNamingStrategy(), namingConvention);
  return entity.columns.filter(isEnumColumn).map((column) => {
    const values = enumValuesOf(column).map((value) => queries.quoteString(value));
    const expression = `${queries.quoteIdentifier(column.columnName)} IN (${values.join(", ")})`;
    return { name: limited(naming.checkConstraintName(entity.tableName, expression, true), dialect), expression };
  });
}

/** @throws OrmError `DIALECT.UNSUPPORTED` for a unique index over some rows, where the database would make it one over all rows. */
function indexOf(index: IndexMetadata, entity: EntityMetadata, dialect: ResolvedDialect): Index {
  const { partialIndexes } = dialect.capabilities;
  const where = index.where === undefined || index.where === "" ? undefined : index.where;
  if (where !== undefined && index.isUnique && !partialIndexes) {
    throw new OrmError(
      "DIALECT.UNSUPPORTED",
      `entity "${entity.name}", index "${index.name}": ${dialect.displayName} has no partial indexes, and without its condition the unique index would refuse rows that you allow`,
      { hint: "Drop the condition, or make the index not unique on this database." },
    );
  }
  const method = index.isSpatial ? "spatial" : index.isFulltext ? "fulltext" : index.type;
  return {
    name: limited(index.name, dialect),
    parts: namesOf(index.columns).map((column) => ({ column })),
    ...(index.isUnique ? { unique: true } : {}),
    ...(where === undefined || !partialIndexes ? {} : { where }),
    ...(method === undefined ? {} : { method }),
  };
}

function deferrableOf(
  deferrable: Deferrable | undefined,
  { capabilities }: ResolvedDialect,
): { deferrable?: Deferrable } {
  return deferrable === undefined || !capabilities.deferrableConstraints ? {} : { deferrable };
}

function namesOf(columns: readonly ColumnMetadata[]): readonly string[] {
  return columns.map((column) => column.columnName);
}

function limited(name: string, { capabilities }: ResolvedDialect): string {
  return shortenName(name, capabilities.maxIdentifierBytes);
}
