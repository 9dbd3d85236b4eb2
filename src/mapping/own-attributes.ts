import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { Attributes } from "../schema/model";

/**
 * The attributes that are for this dialect; those of other dialects are for other databases, and left out.
 * @param where what has them, for errors.
 * @throws OrmError `ENTITY.OPTION_INVALID` for a key without a dialect, which would be left out everywhere.
 */
export function ownAttributes(
  attributes: Attributes | undefined,
  { name, tableTraits }: Pick<ResolvedDialect, "name" | "tableTraits">,
  where: string,
): Attributes | undefined {
  if (attributes === undefined) return undefined;
  const unnamed = Object.keys(attributes).find((key) => !/^[^.\s]+\../.test(key));
  if (unnamed !== undefined) {
    throw new OrmError("ENTITY.OPTION_INVALID", `${where}: attribute "${unnamed}" does not say whose it is`, {
      hint: `Begin it with the dialect and a dot: "${tableTraits?.prefix ?? `${name}.`}${unnamed}".`,
    });
  }
  const prefix = tableTraits?.prefix ?? `${name}.`;
  const own = Object.entries(attributes).filter(([key]) => key.startsWith(prefix));
  return own.length === 0 ? undefined : Object.fromEntries(own);
}
