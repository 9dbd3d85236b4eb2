import type { ColumnVariantMetadata } from "../entity-metadata";
import { logicalTypeOf, type LogicalType } from "../logical-type";
import type { ColumnOptions, ColumnVariant } from "../options/column-options";

type Variants = Readonly<Record<string, ColumnVariantMetadata>>;

/** Everything that belongs to a type: a variant that names a type begins with none of it. */
const NO_FACETS: ColumnVariantMetadata = {
  length: undefined,
  precision: undefined,
  scale: undefined,
  unsigned: false,
  width: undefined,
  isZerofill: undefined,
  isArray: false,
  charset: undefined,
  collation: undefined,
};

const ENUM_TYPES: readonly unknown[] = ["enum", "simple-enum", "set"];

/**
 * What a column is on each database that its options name. `readFacets` reads options as those of the column itself;
 * `refuseType` throws for a type that is no name and no constructor of values.
 */
export function buildVariants(
  { variants }: ColumnOptions,
  readFacets: (options: ColumnVariant) => ColumnVariantMetadata,
  refuseType: (dialect: string) => never,
): Variants | undefined {
  const entries = Object.entries(variants ?? {}).map(([dialect, variant]) => {
    const type = readType(variant.type, () => refuseType(dialect));
    return [dialect, buildVariant(variant, type, readFacets(variant))] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function buildVariant(
  { array, unsigned, generatedType }: ColumnVariant,
  type: string | LogicalType | undefined,
  { isArray, unsigned: isUnsigned, generatedType: _usual, ...facets }: ColumnVariantMetadata,
): ColumnVariantMetadata {
  return {
    ...(type === undefined
      ? {}
      : { ...NO_FACETS, ...(ENUM_TYPES.includes(type) ? {} : { enumValues: undefined }), type }),
    ...facets,
    ...(generatedType === undefined ? {} : { generatedType }),
    ...(array === undefined ? {} : { isArray }),
    ...(unsigned === undefined ? {} : { unsigned: isUnsigned }),
  };
}

/** What a join column takes of the variants of the column that it refers to: the types, and nothing of the values. */
export function typesOfVariants(variants: Variants): Variants {
  return Object.fromEntries(
    Object.entries(variants).map(([dialect, variant]) => {
      const { default: _default, onUpdate: _onUpdate, asExpression: _as, generatedType: _generated, ...type } = variant;
      return [dialect, type];
    }),
  );
}

function readType(type: ColumnVariant["type"], refuse: () => never): string | LogicalType | undefined {
  if (type === undefined || (typeof type === "string" && type.trim() !== "")) return type;
  return logicalTypeOf(type) ?? refuse();
}
