import { OrmError } from "../errors/orm-error";
import type { ObjectName } from "../schema/model";
import type { SqlFragment } from "../schema/sql-fragment";
import type { TransactionOptions } from "./query-compiler";
import { ALL_FEATURES, FEATURE_NAMES, unsupported, type QueryFeature, type QueryFeatures } from "./query-features";

/** The smallest parts of SQL: names, literals, placeholders. */
export abstract class AnsiTextWriter {
  /** The database and its version, for messages. */
  protected readonly database: string;
  readonly #features: QueryFeatures;

  constructor(database = "standard SQL", features: QueryFeatures = ALL_FEATURES) {
    this.database = database;
    this.#features = features;
  }

  fragment(fragment: SqlFragment): { readonly sql: string; readonly parameters: readonly unknown[] } {
    const sql = fragment.strings.map((text, index) => (index === 0 ? text : this.placeholder(index) + text)).join("");
    return { sql, parameters: fragment.values };
  }

  quoteIdentifier(name: string): string {
    refuseNul(name);
    return name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`;
  }

  quoteName(name: ObjectName): string {
    const quoted = this.quoteIdentifier(name.name);
    return name.schema === undefined ? quoted : `${this.quoteIdentifier(name.schema)}.${quoted}`;
  }

  quoteString(value: string): string {
    refuseNul(value);
    return `'${value.replaceAll("'", "''")}'`;
  }

  literal(value: unknown): string {
    if (value === null || value === undefined) return "NULL";
    if (typeof value === "string") return this.quoteString(value);
    if (typeof value === "boolean") return this.booleanLiteral(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (value instanceof Date && !Number.isNaN(value.getTime()))
      return this.quoteString(value.toISOString().replace("T", " ").replace("Z", ""));
    if (value instanceof Uint8Array) return this.binaryLiteral(value);
    throw new OrmError("QUERY.INVALID_VALUE", `a value of type ${typeof value} cannot be written as SQL`, {
      hint: "Use a string, a finite number, a bigint, a boolean, a valid Date, a Buffer or null.",
    });
  }

  holdsValue(column: string, _type: string, value: string): string {
    return `${this.quoteIdentifier(column)} = ${this.quoteString(value)}`;
  }

  placeholder(_position: number): string {
    return "?";
  }

  begin(options: TransactionOptions): readonly string[] {
    return [
      ...(options.isolation === undefined ? [] : [`SET TRANSACTION ISOLATION LEVEL ${options.isolation}`]),
      options.readOnly === true ? "START TRANSACTION READ ONLY" : "START TRANSACTION",
    ];
  }

  protected booleanLiteral(value: boolean): string {
    return value ? "TRUE" : "FALSE";
  }

  protected binaryLiteral(value: Uint8Array): string {
    return `X'${Buffer.from(value).toString("hex")}'`;
  }

  protected quoteList(names: readonly string[]): string {
    return names.map((name) => this.quoteIdentifier(name)).join(", ");
  }

  /** A number that stands in the text itself. @throws OrmError `QUERY.INVALID_VALUE`. */
  protected wholeNumber(value: unknown, what: string): string {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
    throw new OrmError("QUERY.INVALID_VALUE", `${what} is ${String(value)}`, {
      hint: "Give a whole number that is not negative.",
    });
  }

  /** A word of SQL by its name in the AST. @throws OrmError `QUERY.INVALID_VALUE` for a name that is none. */
  protected word<T extends string>(words: Readonly<Record<T, string>>, name: T): string {
    if (Object.hasOwn(words, name)) return words[name];
    throw new OrmError("QUERY.INVALID_VALUE", `${JSON.stringify(name)} is no word of a query`, {
      hint: `Use one of: ${Object.keys(words).join(", ")}.`,
    });
  }

  protected has(feature: QueryFeature): boolean {
    return this.#features[feature];
  }

  /** @throws OrmError `DIALECT.UNSUPPORTED` where the database does not have the feature. */
  protected need(feature: QueryFeature, hint?: string): void {
    if (!this.#features[feature]) throw unsupported(FEATURE_NAMES[feature], this.database, hint);
  }

  protected refuse(what: string, hint?: string): never {
    throw unsupported(what, this.database, hint);
  }
}

function refuseNul(text: string): void {
  if (!text.includes("\0")) return;
  throw new OrmError("QUERY.INVALID_VALUE", "a name or a text contains the character NUL, which SQL cannot hold", {
    hint: "Remove the NUL character.",
  });
}
