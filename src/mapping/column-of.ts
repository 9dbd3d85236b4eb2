import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata } from "../metadata/entity-metadata";
import type { Column } from "../schema/model";
import { columnAttributesOf, columnDefaultOf } from "./column-default-of";
import { columnTypeOf } from "./column-type-of";
import { renamedValuesOf } from "./enum-of";
import { variantOf } from "./variant-of";

/** A column of the wanted schema. */
export function columnOf(declared: ColumnMetadata, dialect: ResolvedDialect): Column {
  const column = variantOf(declared, dialect);
  const type = columnTypeOf(column, dialect);
  const value = columnDefaultOf(column, type, dialect);
  const attributes = columnAttributesOf(column, type, dialect);
  const { columnComments, inlineEnums } = dialect.capabilities;
  return {
    name: column.columnName,
    type,
    nullable: column.isNullable && !column.isPrimary,
    ...(value === undefined ? {} : { default: value }),
    ...generationOf(column, dialect),
    ...(column.asExpression === undefined
      ? {}
      : { generated: { expression: column.asExpression, stored: column.generatedType === "STORED" } }),
    ...(column.collation === undefined ? {} : { collation: column.collation }),
    ...(column.comment === undefined || column.comment === "" || !columnComments ? {} : { comment: column.comment }),
    ...(column.renamedFrom === undefined ? {} : { renamedFrom: column.renamedFrom }),
    ...(column.options.renamedValues === undefined || !inlineEnums ? {} : { renamedValues: renamedValuesOf(column) }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

function generationOf(column: ColumnMetadata, { capabilities }: ResolvedDialect): Partial<Column> {
  if (!column.isGenerated || column.generationStrategy === undefined || column.generationStrategy === "uuid") return {};
  if (column.generationStrategy === "increment" || !capabilities.identityColumns) return { autoIncrement: true };
  const { always = column.generatedIdentity === "ALWAYS", ...numbering } = column.options.identity ?? {};
  return { identity: { always, ...numbering } };
}
