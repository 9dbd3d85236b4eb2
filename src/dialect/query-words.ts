import type { BinaryOperator, ComparisonOperator, ContainmentExpression, Join, Ordering } from "../sql/ast";
import type { DatePart, DateUnit } from "../sql/function-names";
import type { CompoundQueryOf } from "../sql/queries";
import type { FrameBoundOf, IndexHint, Lock, WindowFrameOf } from "../sql/select-clauses";

/** The words of SQL behind the names of the AST: what is not among them never gets into a text. */
type Words<T extends string> = Readonly<Record<T, string>>;

const COMPARISONS: Words<ComparisonOperator> = { "=": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=" };

export const WORDS = {
  comparison: COMPARISONS,
  operator: {
    ...COMPARISONS,
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "/",
    "%": "%",
    "||": "||",
    "is distinct from": "IS DISTINCT FROM",
    "is not distinct from": "IS NOT DISTINCT FROM",
  } satisfies Words<BinaryOperator>,
  containment: { contains: "@>", containedBy: "<@", overlaps: "&&" } satisfies Words<ContainmentExpression["operator"]>,
  quantifier: { any: "ANY", all: "ALL" },
  direction: { asc: "ASC", desc: "DESC" } satisfies Words<Ordering["direction"]>,
  nulls: { first: "NULLS FIRST", last: "NULLS LAST" } satisfies Words<NonNullable<Ordering["nulls"]>>,
  frameUnit: { rows: "ROWS", range: "RANGE", groups: "GROUPS" } satisfies Words<WindowFrameOf<unknown>["unit"]>,
  frameBound: {
    "unbounded preceding": "UNBOUNDED PRECEDING",
    preceding: "PRECEDING",
    "current row": "CURRENT ROW",
    following: "FOLLOWING",
    "unbounded following": "UNBOUNDED FOLLOWING",
  } satisfies Words<FrameBoundOf<unknown>["kind"]>,
  frameExclude: { "current row": "CURRENT ROW", group: "GROUP", ties: "TIES" } satisfies Words<
    NonNullable<WindowFrameOf<unknown>["exclude"]>
  >,
  join: { inner: "INNER", left: "LEFT", right: "RIGHT", full: "FULL", cross: "CROSS" } satisfies Words<Join["type"]>,
  compound: { union: "UNION", intersect: "INTERSECT", except: "EXCEPT" } satisfies Words<
    CompoundQueryOf<unknown>["operator"]
  >,
  lock: { update: "UPDATE", noKeyUpdate: "NO KEY UPDATE", share: "SHARE", keyShare: "KEY SHARE" } satisfies Words<
    Lock["strength"]
  >,
  lockedByOthers: { nowait: "NOWAIT", skipLocked: "SKIP LOCKED" } satisfies Words<NonNullable<Lock["others"]>>,
  indexHint: { use: "USE", ignore: "IGNORE", force: "FORCE" } satisfies Words<IndexHint["kind"]>,
  datePart: {
    year: "YEAR",
    month: "MONTH",
    day: "DAY",
    hour: "HOUR",
    minute: "MINUTE",
    second: "SECOND",
    dayOfWeek: "DOW",
    dayOfYear: "DOY",
  } satisfies Words<DatePart>,
  dateUnit: {
    year: "YEAR",
    month: "MONTH",
    week: "WEEK",
    day: "DAY",
    hour: "HOUR",
    minute: "MINUTE",
    second: "SECOND",
  } satisfies Words<DateUnit>,
} as const;
