import type { Identity } from "../../schema/model";

type Option = Exclude<keyof Identity, "always">;

/** How each option of a sequence is said, and how it is taken back. */
const OPTIONS: { readonly [O in Option]-?: readonly [say: string, takeBack: string | undefined] } = {
  start: ["START WITH", undefined],
  increment: ["INCREMENT BY", "INCREMENT BY 1"],
  minValue: ["MINVALUE", "NO MINVALUE"],
  maxValue: ["MAXVALUE", "NO MAXVALUE"],
  cache: ["CACHE", "CACHE 1"],
  cycle: ["CYCLE", "NO CYCLE"],
};

/**
 * The actions of ALTER COLUMN with which numbering by identity begins, ends, or goes on in another way. The next number stays
 * what it is. `identityText` writes the whole of a new one.
 */
export function identityChange(
  after: Identity | null | undefined,
  before: Identity | undefined,
  identityText: (identity: Identity) => string,
): readonly string[] {
  if (after === undefined) return [];
  if (after === null) return ["DROP IDENTITY"];
  if (before === undefined) return [`ADD ${identityText(after)}`];
  const changed = (Object.keys(OPTIONS) as Option[]).filter((option) => before[option] !== after[option]);
  const generated = after.always ? "ALWAYS" : "BY DEFAULT";
  return [
    ...(after.always === before.always ? [] : [`SET GENERATED ${generated}`]),
    ...changed.map((option) => `SET ${optionText(option, after)}`),
  ];
}

function optionText(option: Option, identity: Identity): string {
  const [say, takeBack] = OPTIONS[option];
  const value = identity[option];
  if (value === undefined || value === false) return takeBack ?? `${say} ${(identity.increment ?? 1) < 0 ? -1 : 1}`;
  return value === true ? say : `${say} ${value}`;
}
