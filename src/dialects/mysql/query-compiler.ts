import { AnsiQueryCompiler, type BindingList } from "../../dialect/ansi-query-compiler";
import type { SelectQuery } from "../../sql/ast";
import type { DateText } from "./date-text";
import { writeStringLiteral } from "./string-literal";
import { parseType } from "./type-name";

/** "All rows" for OFFSET, which needs a LIMIT before it. */
const NO_LIMIT = "18446744073709551615";

/** Queries as MySQL and MariaDB write them. */
export class MysqlQueryCompiler extends AnsiQueryCompiler {
  readonly #dates: DateText;

  constructor(dates: DateText) {
    super();
    this.#dates = dates;
  }

  override quoteIdentifier(name: string): string {
    const standard = super.quoteIdentifier(name);
    return `\`${standard.slice(1, -1).replaceAll('""', '"').replaceAll("`", "``")}\``;
  }

  override holdsValue(column: string, type: string, value: string): string {
    if (parseType(type).name !== "set") return super.holdsValue(column, type, value);
    return `FIND_IN_SET(${this.quoteString(value)}, ${this.quoteIdentifier(column)}) > 0`;
  }

  /** Backslashes are escapes in our sessions; see `sessionModeOf`. */
  override quoteString(value: string): string {
    super.quoteString(value);
    return writeStringLiteral(value);
  }

  override literal(value: unknown): string {
    const isDate = value instanceof Date && !Number.isNaN(value.getTime());
    return isDate ? this.quoteString(this.#dates.format(value)) : super.literal(value);
  }

  /** `||` is OR here. */
  protected override binary(operator: string, left: string, right: string): string {
    return operator === "||" ? `CONCAT(${left}, ${right})` : super.binary(operator, left, right);
  }

  protected override limits(query: SelectQuery, out: BindingList): readonly string[] {
    const standard = super.limits(query, out);
    return query.offset !== undefined && query.limit === undefined ? [`LIMIT ${NO_LIMIT}`, ...standard] : standard;
  }

  /** Nulls sort first in ascending order; where the other end is asked for, whether a value is null sorts before the value. */
  protected override ordering(ordering: SelectQuery["orderBy"][number], out: BindingList): string {
    const { nulls, ...plain } = ordering;
    const usual = ordering.direction === "asc" ? "first" : "last";
    if (nulls === undefined || nulls === usual) return super.ordering(plain, out);
    const isNull = `${this.operand(ordering.expression, out)} IS NULL ${nulls === "first" ? "DESC" : "ASC"}`;
    return `${isNull}, ${super.ordering(plain, out)}`;
  }

  /** The older form of FOR SHARE, which both flavours know. */
  protected override lock(query: SelectQuery): string {
    return query.lock === "share" ? "LOCK IN SHARE MODE" : super.lock(query);
  }

  protected override insertDefaults(into: string): string {
    return `${into} () VALUES ()`;
  }
}
