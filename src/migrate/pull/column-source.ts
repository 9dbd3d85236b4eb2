import type { Column, ColumnDefault } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import { typeSourceOf } from "./column-type-source";
import { importFrom, type FileDraft } from "./file-draft";
import { enumOfColumn } from "./pull-enums";
import { printCall, sqlFunction, withoutEmpty, type OptionRecord } from "./print-call";
import type { PullContext, PulledColumn, PulledEntity, PulledEnum } from "./pulled-entity";
import { SourceText } from "../../revisions/render/source-text";
import { impliedType, valueTypeOf } from "./value-type";

/** What stands above a property, and the property itself. */
export interface PropertySource {
  readonly decorators: readonly string[];
  readonly declaration: string;
}

/** What of a column is said at another place of its entity. */
export interface ColumnPlace {
  readonly entity: PulledEntity;
  readonly draft: FileDraft;
  /** The first column of a primary key with a name of its own says the name. */
  readonly primaryKeyName?: string;
  /** The column alone is unique, under the name that such a constraint has. */
  readonly isUnique: boolean;
}

/** A column as a decorated property, in the shortest form that says all of it. */
export function columnSource(pulled: PulledColumn, place: ColumnPlace, context: PullContext): PropertySource {
  const { column, property } = pulled;
  const isPrimary = place.entity.primary.includes(column.name);
  const isNullable = column.nullable && !isPrimary;
  const pulledEnum = enumOfColumn(place.entity.table, column, context);
  if (pulledEnum !== undefined) importEnum(place.draft, pulledEnum);
  const valueType =
    pulledEnum === undefined
      ? valueTypeOf(column.type, context.dialect, context.schema)
      : enumType(column, pulledEnum, context);
  const tableName = place.entity.table.name;
  const facts: ColumnFacts = { column, property, tableName, isPrimary, isNullable, valueType, pulledEnum };
  const decorators = generatedPrimary(facts, place, context) ?? plainColumn(facts, place, context);
  for (const decorator of decorators) place.draft.fromPackage.add(decorator.slice(0, decorator.indexOf("(")));
  const type = column.nullable && valueType !== "unknown" ? `${valueType} | null` : valueType;
  return { decorators, declaration: `${property}!: ${type};` };
}

function importEnum(draft: FileDraft, { file, valueName, typeName }: PulledEnum): void {
  importFrom(draft, file, valueName);
  importFrom(draft, file, typeName === valueName ? typeName : `type ${typeName}`);
}

interface ColumnFacts extends PulledColumn {
  readonly tableName: string;
  readonly isPrimary: boolean;
  readonly isNullable: boolean;
  readonly valueType: string;
  readonly pulledEnum: PulledEnum | undefined;
}

function enumType({ type }: Column, { typeName }: PulledEnum, { dialect }: PullContext): string {
  const isList = dialect.types.parse(type).dimensions > 0 || dialect.types.listed?.(type)?.isSet === true;
  return isList ? `${typeName}[]` : typeName;
}

/** `@PrimaryGeneratedColumn()`, where it can say all that there is to say. */
function generatedPrimary(facts: ColumnFacts, place: ColumnPlace, context: PullContext): readonly string[] | undefined {
  const { column, isPrimary } = facts;
  const strategy = strategyOf(column, context);
  if (!isPrimary || strategy === undefined || place.isUnique || column.collation !== undefined) return undefined;
  if (column.generated !== undefined || (strategy !== "uuid" && column.default !== undefined)) return undefined;
  const { dialect } = context;
  const logical = dialect.types.logical(strategy === "uuid" ? "uuid" : "number").type;
  const { type, options } = typeSourceOf(column.type, dialect);
  const isImplied = dialect.types.same(logical, column.type);
  if (!isImplied && Object.keys(options).some((name) => name !== "unsigned")) return undefined;
  const all = withoutEmpty({
    ...(isImplied ? {} : { type, ...options }),
    name: nameOption(facts, context),
    ...identityOptions(column),
    comment: column.comment,
    primaryKeyConstraintName: place.primaryKeyName,
    attributes: column.attributes,
  });
  return [printCall("PrimaryGeneratedColumn", strategy === "increment" ? undefined : strategy, all)];
}

function plainColumn(facts: ColumnFacts, place: ColumnPlace, context: PullContext): readonly string[] {
  const { column, isPrimary, isNullable } = facts;
  const strategy = strategyOf(column, context);
  const isUuid = strategy === "uuid";
  const { onUpdateAttribute, charsetAttribute } = context.dialect.types;
  const { [onUpdateAttribute ?? ""]: onUpdate, [charsetAttribute ?? ""]: charset, ...own } = column.attributes ?? {};
  const { nullableKey } = context.dialect.tableTraits ?? {};
  const isNullableKey = isPrimary && column.nullable && nullableKey !== undefined;
  const attributes = { ...own, ...(isNullableKey ? { [nullableKey]: true } : {}) };
  const { type, options: typeOptions } = typeOf(facts, context);
  const options = withoutEmpty({
    name: nameOption(facts, context),
    ...typeOptions,
    nullable: isNullable ? true : undefined,
    unique: place.isUnique ? true : undefined,
    default: column.default === undefined || isUuid ? undefined : defaultSource(column.default, facts),
    onUpdate,
    ...generatedOptions(column),
    ...(strategy === "identity" ? identityOptions(column) : {}),
    charset,
    collation: column.collation,
    comment: column.comment,
    primaryKeyConstraintName: place.primaryKeyName,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  });
  const decorator = isPrimary ? "PrimaryColumn" : "Column";
  const isInside = "enum" in options;
  const call = isInside ? printCall(decorator, { type, ...options }) : printCall(decorator, type, options);
  const generated =
    strategy === undefined ? [] : [printCall("Generated", strategy === "increment" ? undefined : strategy)];
  return [call, ...generated];
}

/** The type of a column, unless the property's own says it. */
function typeOf(facts: ColumnFacts, context: PullContext): { readonly type?: string; readonly options: OptionRecord } {
  const { column, valueType, pulledEnum } = facts;
  const { dialect } = context;
  if (pulledEnum !== undefined) {
    const isSet = dialect.types.listed?.(column.type)?.isSet === true;
    const isArray = dialect.types.parse(column.type).dimensions > 0;
    const { type: namedType } = pulledEnum;
    const usual = `${facts.tableName}_${column.name.toLowerCase()}_enum`;
    return {
      type: isSet ? "set" : "enum",
      options: withoutEmpty({
        enum: new SourceText(pulledEnum.valueName),
        enumName: namedType === undefined || namedType.name === usual ? undefined : namedType.name,
        array: isArray ? true : undefined,
      }),
    };
  }
  const implied = column.nullable ? undefined : impliedType(valueType, dialect);
  const isImplied = implied !== undefined && dialect.types.same(implied, column.type);
  return isImplied ? { options: {} } : typeSourceOf(column.type, dialect);
}

/** How the column gets its value without being told. */
function strategyOf(column: Column, { dialect }: PullContext): "increment" | "identity" | "uuid" | undefined {
  if (column.autoIncrement === true) return "increment";
  if (column.identity !== undefined) return "identity";
  const { capabilities, types } = dialect;
  if (!capabilities.uuidGeneration) return undefined;
  const logical = types.logical("uuid");
  const isUuid = types.same(logical.type, column.type) && isSameData(logical.default, column.default);
  return isUuid && column.default !== undefined ? "uuid" : undefined;
}

function identityOptions({ identity }: Column): OptionRecord {
  if (identity === undefined) return {};
  const { always, ...numbering } = identity;
  if (Object.keys(numbering).length > 0) return { identity: always ? identity : numbering };
  return always ? { generatedIdentity: "ALWAYS" } : {};
}

function generatedOptions({ generated }: Column): OptionRecord {
  if (generated === undefined) return {};
  return { asExpression: generated.expression, generatedType: generated.stored ? "STORED" : undefined };
}

function nameOption({ column, property }: PulledColumn, { naming }: PullContext): string | undefined {
  return naming.columnName(property, undefined, []) === column.name ? undefined : column.name;
}

function defaultSource(given: ColumnDefault, { pulledEnum }: ColumnFacts): unknown {
  if (given.kind === "expression") return sqlFunction(given.sql);
  const member = pulledEnum?.members?.get(String(given.value));
  return member === undefined ? given.value : new SourceText(`${pulledEnum!.valueName}.${member}`);
}
