import { OrmError } from "../../errors/orm-error";
import type { EntityMetadata } from "../entity-metadata";
import type { ColumnDefinition } from "../metadata-storage";
import type { NamingStrategy } from "../naming-strategy";
import type { ColumnOptions, GenerationStrategy } from "../options/column-options";
import { buildVariants } from "./build-variants";
import type { Member } from "./entity-definition";
import type { ColumnDraft } from "./draft";
import { listEnumValues } from "./enum-values";
import { describeProperty, type Named } from "./property-label";
import { readDeclaredType, resolveColumnType } from "./resolve-column-type";

const GENERATION_STRATEGIES: readonly GenerationStrategy[] = ["increment", "uuid", "identity"];
const ENUM_TYPES: readonly unknown[] = ["enum", "simple-enum", "set"];

/** Builds the column of one decorated property. Errors name the class that has the property: the entity's, or a child's. */
export function buildColumn(
  entity: EntityMetadata,
  member: Member<ColumnDefinition>,
  naming: NamingStrategy,
  owner: Named = entity,
): ColumnDraft {
  const { definition, property, path, embedded } = member;
  const { role, options, generation } = definition;
  const fail = (problem: string, hint: string): OrmError =>
    new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(owner, path)}: ${problem}`, {
      hint,
      details: { class: owner.name, property: path },
    });
  checkOptions(definition, fail);
  const declaredType = readDeclaredType({ ...member, isTyped: options.type !== undefined });
  const type = resolveColumnType(owner, member, declaredType);
  const variants = buildVariants(
    options,
    (variant) => readFacets(variant, fail),
    (dialect) => {
      throw fail(
        `\`type\` of variant "${dialect}" is not the name of a column type`,
        'Use a name ("varchar") or String, Number, Boolean, Date, BigInt or Buffer.',
      );
    },
  );
  const columnName = naming.columnName(property, options.name, embedded?.prefixes ?? []);
  const column = emptyColumn(entity, property, columnName, options);
  Object.assign(column, readFacets(options, fail));
  column.propertyPath = path;
  if (embedded !== undefined) column.embedded = embedded;
  column.declaredType = declaredType;
  column.type = type;
  if (variants !== undefined) column.variants = variants;
  column.isPrimary = definition.isPrimary || options.primary === true;
  column.isGenerated = generation !== undefined;
  column.generationStrategy = generation;
  column.isCreateDate = role === "createDate";
  column.isUpdateDate = role === "updateDate";
  column.isDeleteDate = role === "deleteDate";
  column.isVersion = role === "version";
  column.isNullable = options.nullable ?? (role === "deleteDate" || options.default === null);
  if (options.transformer !== undefined) column.transformers = [options.transformer].flat();
  return column;
}

const NO_TRANSFORMERS: ColumnDraft["transformers"] = [];

/**
 * A column about which nothing but its name is known. It has the members that most columns have from the start, in one
 * order: the engine keeps one layout for all of them, which takes half the memory of objects that grow.
 */
export function emptyColumn(
  entity: EntityMetadata,
  propertyName: string,
  columnName: string,
  options: ColumnOptions,
): ColumnDraft {
  return {
    entity,
    propertyName,
    propertyPath: propertyName,
    declaredType: undefined,
    columnName,
    type: "",
    isVirtual: false,
    isPrimary: false,
    isGenerated: false,
    generationStrategy: undefined,
    isCreateDate: false,
    isUpdateDate: false,
    isDeleteDate: false,
    isVersion: false,
    isDiscriminator: false,
    isNullable: false,
    isArray: false,
    default: undefined,
    length: undefined,
    precision: undefined,
    unsigned: false,
    isSelect: options.select !== false,
    isInsert: options.insert !== false,
    isUpdate: options.update !== false,
    transformers: NO_TRANSFORMERS,
    options,
  };
}

type Failure = (problem: string, hint: string) => OrmError;

function readFacets(options: ColumnOptions, fail: Failure): Partial<ColumnDraft> {
  const { default: defaultValue, onUpdate, precision, scale, charset, collation, enumName } = options;
  const length = readLength(options.length, fail);
  const given: Partial<ColumnDraft> = {
    default: defaultValue,
    onUpdate,
    length,
    precision: precision ?? undefined,
    scale,
    charset,
    collation,
    enumName,
    enumValues: options.enum === undefined ? undefined : listEnumValues(options.enum),
    asExpression: options.asExpression,
    generatedType: options.asExpression === undefined ? undefined : (options.generatedType ?? "VIRTUAL"),
    generatedIdentity: options.generatedIdentity,
    comment: options.comment,
    renamedFrom: options.renamedFrom,
    isArray: options.array === true,
    unsigned: options.unsigned === true,
    width: options.width,
    isZerofill: options.zerofill === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function readLength(length: string | number | undefined, fail: Failure): number | string | undefined {
  if (length === undefined || length === "") return undefined;
  if (/^\d+$/.test(String(length))) return Number(length);
  if (String(length).toLowerCase() === "max") return "max";
  throw fail(
    `length ${JSON.stringify(length)} is not a whole number`,
    "Write the length as a number: { length: 100 }.",
  );
}

function checkOptions({ options, isPrimary, generation }: ColumnDefinition, fail: Failure): void {
  if (generation !== undefined && !GENERATION_STRATEGIES.includes(generation)) {
    throw fail(
      `"${generation as string}" is no generation strategy`,
      `Use one of ${GENERATION_STRATEGIES.join(", ")}.`,
    );
  }
  if ((isPrimary || options.primary === true) && options.nullable === true) {
    throw fail("a primary column cannot be nullable", "Take `nullable` away.");
  }
  const wantsValues = options.enum !== undefined || ENUM_TYPES.includes(options.type);
  const mayBeEnum = options.type === undefined || ENUM_TYPES.includes(options.type);
  if (mayBeEnum && "enum" in options && options.enum === undefined) {
    const hint = "Modules that import each other are read before their enums exist: move it into a file of its own.";
    throw fail("the enum is undefined", hint);
  }
  if (wantsValues && (options.enum === undefined || listEnumValues(options.enum).length === 0)) {
    throw fail("the enum has no values", "List them: { enum: Role } with a TypeScript enum, or { enum: [...] }.");
  }
  for (const facet of ["precision", "scale", "width"] as const) {
    const value = options[facet] ?? 0;
    if (!Number.isInteger(value) || value < 0) {
      throw fail(`${facet} ${JSON.stringify(value)} is not a whole number`, `Write the ${facet} as a number.`);
    }
  }
}
