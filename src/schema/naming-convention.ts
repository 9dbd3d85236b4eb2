import { createHash } from "node:crypto";
import { OrmError } from "../errors/orm-error";

/** What is named: an index, a unique constraint, a check, a foreign key, a primary key, an exclusion constraint. */
export type NamedKind = "ix" | "uq" | "ck" | "fk" | "pk" | "xc";

/** What a name may be made of. */
export interface NameParts {
  readonly kind: NamedKind;
  /** The table, without its schema. */
  readonly table: string;
  /** The columns that it is over, in their order; expressions take no part. */
  readonly columns: readonly string[];
  /** The table that a foreign key refers to, without its schema. */
  readonly referredTable?: string;
  readonly referredColumns?: readonly string[];
  /** The condition of a check or of a partial index. */
  readonly expression?: string;
}

/** A template with tokens, or a function. */
export type NameTemplate = string | ((parts: NameParts) => string);

/**
 * Names for what nobody named. A name that is given stays as it is. What is too long for the database is cut, and ends in a hash of the whole.
 *
 * Tokens: `%(table_name)s`, `%(column_0_name)s` (the first column; `column_1_name` the second), `%(column_0N_name)s` (all columns
 * in one word), `%(column_0_N_name)s` (all columns, with `_` between), `%(column_0_label)s` (`table_column`; also `0N`, `0_N`), `%(referred_table_name)s`,
 * `%(referred_column_0_name)s` (also `0N`, `0_N`), `%(constraint_name)s` (eight digits that stand for what is named).
 *
 * @example
 * namingConvention: {
 *   ix: "ix_%(table_name)s_%(column_0_N_name)s",
 *   uq: "uq_%(table_name)s_%(column_0_N_name)s",
 *   ck: "ck_%(table_name)s_%(constraint_name)s",
 *   fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
 *   pk: ({ table }) => `${table}Pk`,
 * }
 */
export type NamingConvention = { readonly [K in NamedKind]?: NameTemplate };

const TOKEN = /%\(([^)]*)\)s/g;
const COLUMN_TOKEN = /^(referred_)?column_(\d+)(N|_N)?_(name|label|key)$/;
const HASH_DIGITS = 8;

/** The name that a convention gives; `undefined` where it says nothing of the kind. @throws OrmError `CONFIG.INVALID` for a token that means nothing there. */
export function nameByConvention(convention: NamingConvention, parts: NameParts): string | undefined {
  const template = convention[parts.kind];
  if (template === undefined) return undefined;
  const name =
    typeof template === "function"
      ? template(parts)
      : template.replaceAll(TOKEN, (token, word: string) => {
          const value = valueOf(word, parts);
          if (value === undefined) throw unknownToken(parts, template, token);
          return value;
        });
  if (typeof name !== "string" || name === "") {
    throw invalid(parts.kind, `gives no name for ${describe(parts)}`, "Give a text, or take the key out.");
  }
  return name;
}

function valueOf(word: string, parts: NameParts): string | undefined {
  if (word === "table_name") return parts.table;
  if (word === "referred_table_name") return parts.referredTable;
  if (word === "constraint_name") return hashOf(parts);
  const match = COLUMN_TOKEN.exec(word);
  if (match === null) return undefined;
  const [, isReferred, from, all, form] = match;
  const [table, columns] =
    isReferred === undefined ? [parts.table, parts.columns] : [parts.referredTable, parts.referredColumns ?? []];
  const chosen = columns.slice(Number(from), all === undefined ? Number(from) + 1 : undefined);
  if (chosen.length === 0) return undefined;
  return chosen.map((column) => (form === "label" ? `${table}_${column}` : column)).join(all === "_N" ? "_" : "");
}

/** The same for the same thing: of its own words, so that it does not depend on the names of others. */
function hashOf({ columns, expression, referredTable, referredColumns }: NameParts): string {
  const words = [columns, expression ?? "", referredTable ?? "", referredColumns ?? []];
  return createHash("sha1").update(JSON.stringify(words)).digest("hex").slice(0, HASH_DIGITS);
}

function unknownToken(parts: NameParts, template: string, token: string): OrmError {
  return invalid(
    parts.kind,
    `${JSON.stringify(template)} has ${token}, which says nothing of ${describe(parts)}`,
    "Name it where it is declared, or take another token: table_name, column_0_name, column_0_N_name, column_0_label, referred_table_name, referred_column_0_name, constraint_name.",
  );
}

function describe({ kind, table, columns }: NameParts): string {
  const over = columns.length === 0 ? "" : ` over ${columns.join(", ")}`;
  return `the ${WORDS[kind]}${over} of table "${table}"`;
}

const WORDS: Readonly<Record<NamedKind, string>> = {
  ix: "index",
  uq: "unique constraint",
  ck: "check",
  fk: "foreign key",
  pk: "primary key",
  xc: "exclusion constraint",
};

function invalid(kind: NamedKind, what: string, hint: string): OrmError {
  return new OrmError("CONFIG.INVALID", `migrations.namingConvention.${kind} ${what}`, { hint });
}
