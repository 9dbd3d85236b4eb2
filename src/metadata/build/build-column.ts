import { OrmError } from "../../errors/orm-error";
import type { EntityMetadata } from "../entity-metadata";
import type { EntityClass } from "../entity-target";
import type { ColumnDefinition } from "../metadata-storage";
import type { NamingStrategy } from "../naming-strategy";
import type { ColumnOptions, GenerationStrategy } from "../options/column-options";
import type { ColumnDraft } from "./draft";
import { listEnumValues } from "./enum-values";
import { describeProperty } from "./property-label";
import { resolveColumnType } from "./resolve-column-type";

const GENERATION_STRATEGIES: readonly GenerationStrategy[] = ["increment", "uuid", "identity"];
const ENUM_TYPES: readonly unknown[] = ["enum", "simple-enum", "set"];

/** Builds the column of one decorated property. */
export function buildColumn(
  entity: EntityMetadata,
  target: EntityClass,
  definition: ColumnDefinition,
  naming: NamingStrategy,
): ColumnDraft {
  const { role, options, generation } = definition;
  const property = String(definition.property);
  const fail = (problem: string, hint: string): OrmError =>
    new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(target, property)}: ${problem}`, {
      hint,
      details: { class: target.name, property },
    });
  checkOptions(definition, fail);
  return {
    ...emptyColumn(entity, property, naming.columnName(property, options.name, []), options),
    ...readFacets(options, fail),
    type: resolveColumnType(target, definition),
    isPrimary: definition.isPrimary || options.primary === true,
    isGenerated: generation !== undefined,
    ...(generation === undefined ? {} : { generationStrategy: generation }),
    isCreateDate: role === "createDate",
    isUpdateDate: role === "updateDate",
    isDeleteDate: role === "deleteDate",
    isVersion: role === "version",
    isNullable: options.nullable ?? (role === "deleteDate" || options.default === null),
    transformers: [options.transformer ?? []].flat(),
  };
}

/** A column about which nothing but its name is known. */
export function emptyColumn(
  entity: EntityMetadata,
  propertyName: string,
  columnName: string,
  options: ColumnOptions,
): ColumnDraft {
  return {
    entity,
    propertyName,
    columnName,
    type: "",
    isVirtual: false,
    isPrimary: false,
    isGenerated: false,
    isCreateDate: false,
    isUpdateDate: false,
    isDeleteDate: false,
    isVersion: false,
    isNullable: false,
    isArray: false,
    unsigned: false,
    isSelect: options.select !== false,
    isInsert: options.insert !== false,
    isUpdate: options.update !== false,
    transformers: [],
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
  if (wantsValues && (options.enum === undefined || listEnumValues(options.enum).length === 0)) {
    throw fail("the enum has no values", "List them: { enum: Role } with a TypeScript enum, or { enum: [...] }.");
  }
  for (const facet of ["precision", "scale"] as const) {
    const value = options[facet] ?? 0;
    if (!Number.isInteger(value) || value < 0) {
      throw fail(`${facet} ${JSON.stringify(value)} is not a whole number`, `Write the ${facet} as a number.`);
    }
  }
}
