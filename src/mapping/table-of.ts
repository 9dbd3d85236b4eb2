import type { ResolvedDialect } from "../dialect/dialect";
import type { CheckMetadata } from "../metadata/constraint-metadata";
import type { ColumnMetadata, EntityMetadata, ForeignKeyMetadata } from "../metadata/entity-metadata";
import { withNamingConvention } from "../metadata/convention-naming-strategy";
import { DefaultNamingStrategy } from "../metadata/naming-strategy";
import type { CheckConstraint, ForeignKey, PrimaryKey, Table } from "../schema/model";
import type { NamingConvention } from "../schema/naming-convention";
import { columnOf } from "./column-of";
import { enumValuesOf, isEnumColumn } from "./enum-of";
import { exclusionOf } from "./exclusion-of";
import { indexOf } from "./index-of";
import { isMeantFor } from "./is-meant-for";
import { limitedName } from "./shorten-name";
import { tableNameOf } from "./table-name-of";
import { deferrableOf, uniqueOf } from "./unique-of";
import { variantOf } from "./variant-of";

/** The table of an entity or of a many-to-many relation, its columns in the order of the class. */
export function tableOf(entity: EntityMetadata, dialect: ResolvedDialect, namingConvention?: NamingConvention): Table {
  const { tableComments } = dialect.capabilities;
  const isHere = isMeantFor(dialect);
  const primaryKey = primaryKeyOf(entity, dialect);
  const exclusions = entity.exclusions.filter(isHere).map((exclusion) => exclusionOf(exclusion, entity, dialect));
  return {
    ...tableNameOf(entity, dialect),
    columns: entity.columns.map((column) => columnOf(column, dialect)),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: entity.uniques.filter(isHere).map((unique) => uniqueOf(unique, entity, dialect)),
    foreignKeys: entity.foreignKeys.map((foreignKey) => foreignKeyOf(foreignKey, dialect)),
    checks: [
      ...entity.checks.filter(isHere).map((check) => checkOf(check, dialect)),
      ...enumChecksOf(entity, dialect, namingConvention),
    ],
    ...(exclusions.length === 0 ? {} : { exclusions }),
    indexes: entity.indexes
      .filter((index) => index.synchronize && isHere(index))
      .map((index) => indexOf(index, entity, dialect)),
    ...(entity.comment === undefined || entity.comment === "" || !tableComments ? {} : { comment: entity.comment }),
    ...(entity.renamedFrom === undefined ? {} : { renamedFrom: entity.renamedFrom }),
  };
}

function primaryKeyOf(entity: EntityMetadata, dialect: ResolvedDialect): PrimaryKey | undefined {
  if (entity.primaryColumns.length === 0) return undefined;
  const columns = namesOf(entity.primaryColumns);
  return dialect.capabilities.namedPrimaryKeys
    ? { name: limitedName(entity.primaryKeyName, dialect), columns }
    : { columns };
}

function foreignKeyOf(key: ForeignKeyMetadata, dialect: ResolvedDialect): ForeignKey {
  const { name: table, schema } = tableNameOf(key.referencedEntity, dialect);
  return {
    name: limitedName(key.name, dialect),
    columns: namesOf(key.columns),
    references: { table, ...(schema === undefined ? {} : { schema }), columns: namesOf(key.referencedColumns) },
    ...(key.onDelete === undefined || key.onDelete === "NO ACTION" ? {} : { onDelete: key.onDelete }),
    ...(key.onUpdate === undefined || key.onUpdate === "NO ACTION" ? {} : { onUpdate: key.onUpdate }),
    ...deferrableOf(key.deferrable, dialect),
  };
}

function checkOf(check: CheckMetadata, dialect: ResolvedDialect): CheckConstraint {
  const { capabilities } = dialect;
  const comment = check.comment === "" || !capabilities.columnComments ? undefined : check.comment;
  return {
    name: limitedName(check.name, dialect),
    expression: check.expression,
    ...(check.isNoInherit === true && capabilities.inheritedTables ? { noInherit: true } : {}),
    ...(comment === undefined ? {} : { comment }),
  };
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
  const columns = entity.columns.map((column) => variantOf(column, dialect));
  return columns.filter(isEnumColumn).map((column) => {
    const values = enumValuesOf(column).map((value) => queries.quoteString(value));
    const expression = `${queries.quoteIdentifier(column.columnName)} IN (${values.join(", ")})`;
    return { name: limitedName(naming.checkConstraintName(entity.tableName, expression, true), dialect), expression };
  });
}

function namesOf(columns: readonly ColumnMetadata[]): readonly string[] {
  return columns.map((column) => column.columnName);
}
