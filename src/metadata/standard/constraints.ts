import { Check as legacyCheck } from "../decorators/check";
import { Exclusion as legacyExclusion } from "../decorators/exclusion";
import { ForeignKey as legacyForeignKey } from "../decorators/foreign-key";
import { Index as legacyIndex } from "../decorators/index-decorator";
import { Unique as legacyUnique } from "../decorators/unique";
import type { ObjectLiteral } from "../entity-target";
import type {
  CheckOptions,
  ExclusionForm,
  ExclusionOptions,
  FieldSelection,
  IndexOptions,
  IndexParts,
  UniqueOptions,
} from "../options/constraint-options";
import type { ForeignKeyOptions } from "../options/foreign-key-options";
import type { InverseSide, RelationTarget } from "../options/relation-options";
import { onClass, onClassOrField, onField } from "./apply-standard";
import type { StandardClassDecorator, StandardDecorator, StandardFieldDecorator } from "./standard-decorator";

/** An index over one field, or over the named fields and expressions of a class. */
export function Index(options?: IndexOptions): StandardDecorator;
export function Index(name: string, options?: IndexOptions): StandardDecorator;
export function Index(parts: IndexParts, options?: IndexOptions): StandardDecorator;
export function Index(name: string, parts: IndexParts, options?: IndexOptions): StandardDecorator;
export function Index(...given: readonly (string | IndexParts | IndexOptions | undefined)[]): StandardDecorator {
  const [name, parts, options] = given as Parameters<typeof legacyIndex>;
  return onClassOrField("Index", legacyIndex(name, parts, options));
}

/** A unique constraint over one field, or over the named fields of a class. */
export function Unique(options?: UniqueOptions): StandardDecorator;
export function Unique(name: string, options?: UniqueOptions): StandardDecorator;
export function Unique(fields: FieldSelection, options?: UniqueOptions): StandardDecorator;
export function Unique(name: string, fields: FieldSelection, options?: UniqueOptions): StandardDecorator;
export function Unique(...given: readonly (string | FieldSelection | UniqueOptions | undefined)[]): StandardDecorator {
  const [name, fields, options] = given as Parameters<typeof legacyUnique>;
  return onClassOrField("Unique", legacyUnique(name, fields, options));
}

/** A condition that every row must meet, as SQL over columns. */
export function Check(expression: string, options?: CheckOptions): StandardDecorator;
export function Check(name: string, expression: string, options?: CheckOptions): StandardDecorator;
export function Check(first: string, second?: string | CheckOptions, third?: CheckOptions): StandardDecorator {
  return onClassOrField("Check", legacyCheck(first, second as string, third));
}

/** An exclusion constraint: no two rows may agree in all its elements, each by its own operator. */
export function Exclusion(expression: string, options?: ExclusionOptions): StandardDecorator;
export function Exclusion(form: ExclusionForm): StandardDecorator;
export function Exclusion(name: string, expression: string, options?: ExclusionOptions): StandardDecorator;
export function Exclusion(name: string, form: ExclusionForm): StandardDecorator;
export function Exclusion(
  first: string | ExclusionForm,
  second?: string | ExclusionOptions,
  third?: ExclusionOptions,
): StandardDecorator {
  return onClassOrField("Exclusion", legacyExclusion(first as string, second as string, third));
}

/** A foreign key without a relation: on a field it is over that column, on a class over the named fields. */
export function ForeignKey<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  options?: ForeignKeyOptions,
): StandardFieldDecorator;
export function ForeignKey<T extends ObjectLiteral>(
  target: RelationTarget<T>,
  inverseSide: InverseSide<T>,
  options?: ForeignKeyOptions,
): StandardFieldDecorator;
export function ForeignKey<T extends ObjectLiteral, Columns extends readonly [string, ...string[]]>(
  target: RelationTarget<T>,
  columns: Columns,
  referencedColumns: { readonly [Key in keyof Columns]: string },
  options?: ForeignKeyOptions,
): StandardClassDecorator;
export function ForeignKey(
  target: RelationTarget<ObjectLiteral>,
  second?: InverseSide<never> | readonly string[] | ForeignKeyOptions,
  third?: readonly string[] | ForeignKeyOptions,
  fourth?: ForeignKeyOptions,
): StandardClassDecorator & StandardFieldDecorator {
  const [columns, referenced] = [second, third] as [[string], [string]];
  const record = legacyForeignKey(target, columns, referenced, fourth) as ClassDecorator & PropertyDecorator;
  return (
    Array.isArray(second) ? onClass("ForeignKey", record) : onField("ForeignKey", record)
  ) as StandardClassDecorator & StandardFieldDecorator;
}
