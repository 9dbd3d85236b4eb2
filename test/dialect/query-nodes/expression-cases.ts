import type { AggregateExpression, ContainmentExpression, Expression, JsonPathExpression } from "../../../src/sql/ast";
import type { CastType, DatePart, DateUnit } from "../../../src/sql/function-names";
import {
  aggregate,
  as,
  asc,
  binary,
  call,
  column,
  countAll,
  literal,
  parameter,
  select,
  table,
  type NodeCase,
} from "./nodes";

const id = column("b.id");
const title = column("b.title");
const pages = column("b.pages");
const byId = { orderBy: [asc(id)] };
const first = { where: binary(id, "=", literal(1)) };
const none = { from: [] };
const idsWhere = (where: Expression) => select([id], { where, ...byId });
const cast = (operand: Expression, name: Exclude<CastType["name"], "decimal">): Expression => ({
  kind: "cast",
  operand,
  type: { name },
});
const decimal = { name: "decimal", precision: 10, scale: 2 } as const;
const moment = cast(column("b.published"), "timestamp");
const part = (name: DatePart): Expression => ({ kind: "datePart", part: name, operand: moment });
const later = (amount: Expression, unit: DateUnit): Expression => ({
  kind: "datePart",
  part: "day",
  operand: { kind: "dateAdd", operand: moment, amount, unit },
});
const json = (path: JsonPathExpression["path"], kind: JsonPathExpression["as"] = "text"): Expression => ({
  kind: "jsonPath",
  operand: column("b.details"),
  path,
  as: kind,
});
const filtered = (of: AggregateExpression): Expression => ({
  ...of,
  filter: binary(column("b.price"), ">", parameter(0)),
});
const containment = (
  operator: ContainmentExpression["operator"],
  container: ContainmentExpression["container"],
  left: Expression,
  right: Expression,
): Expression => ({ kind: "containment", operator, container, left, right });
const tags = (text: string): Expression => cast(literal(text), "json");
const list = { kind: "listParameter", slot: 0, size: 2 } as const;
const pair: Expression = { kind: "tuple", items: [column("b.author"), column("b.price")] };
const otherPrices = select([column("o.price")], {
  from: [table("book", "o")],
  where: binary(column("o.author"), "=", literal(1)),
});

/** What conditions and columns are made of. */
export const expressionCases = {
  "counts with operators": {
    query: select([binary(binary(pages, "*", literal(2)), "-", binary(literal(10), "%", literal(4)))], first),
    rows: [[398]],
  },
  "joins texts": {
    query: select([binary(title, "||", literal("!")), call("concat", title, literal("-"), parameter(0))], first),
    values: ["x"],
    rows: [["Engines!", "Engines-x"]],
  },
  "compares nulls": {
    query: select([id], {
      where: {
        kind: "logical",
        operator: "and",
        operands: [
          binary(pages, "is not distinct from", literal(null)),
          binary(column("b.author"), "is distinct from", literal(1)),
        ],
      },
    }),
    rows: [[3]],
  },
  "keeps apart what binds weaker": {
    query: select([id], {
      where: {
        kind: "logical",
        operator: "or",
        operands: [
          { kind: "not", operand: binary(id, "<", literal(4)) },
          binary({ kind: "isNull", operand: pages, negated: false }, "=", {
            kind: "in",
            operand: id,
            list: [literal(3)],
            negated: false,
          }),
        ],
      },
      ...byId,
    }),
    rows: [[1], [2], [3], [4]],
  },
  "matches patterns": {
    query: idsWhere({ kind: "like", operand: title, pattern: parameter(0), escape: "!" }),
    values: ["100!%%"],
    rows: [[3]],
  },
  "matches patterns in any case": {
    query: idsWhere({ kind: "like", operand: title, pattern: literal("%NE%"), isCaseInsensitive: true, negated: true }),
    rows: [[2], [3], [4]],
  },
  "finds values between": {
    query: idsWhere({
      kind: "between",
      operand: column("b.price"),
      low: parameter(0),
      high: parameter(1),
      negated: true,
    }),
    values: [6, 10],
    rows: [[1], [2]],
  },
  "finds values in a list": {
    query: idsWhere({ kind: "in", operand: id, list: [literal(1), parameter(0)], negated: false }),
    values: [3],
    rows: [[1], [3]],
  },
  "finds values in a bound list": {
    query: idsWhere({ kind: "in", operand: id, list, negated: true }),
    values: [[1, 3]],
    rows: [[2], [4]],
  },
  "finds nothing in an empty list": {
    query: idsWhere({ kind: "in", operand: id, list: [], negated: false }),
    rows: [],
  },
  "finds values in a subquery": {
    query: idsWhere({ kind: "in", operand: column("b.price"), list: otherPrices, negated: false }),
    rows: [[1], [2]],
  },
  "finds several values at once": {
    query: idsWhere({
      kind: "in",
      operand: pair,
      list: [
        { kind: "tuple", items: [literal(1), literal(20)] },
        { kind: "tuple", items: [literal(2), literal(7)] },
      ],
      negated: false,
    }),
    rows: [[2], [3]],
  },
  "compares several values at once": {
    query: idsWhere(binary(pair, ">", { kind: "tuple", items: [parameter(0), parameter(1)] })),
    values: [1, 5],
    rows: [[2], [3]],
  },
  "compares with any row": {
    query: idsWhere({
      kind: "quantified",
      operator: "=",
      operand: column("b.price"),
      quantifier: "any",
      over: otherPrices,
    }),
    rows: [[1], [2]],
  },
  "compares with all rows": {
    query: idsWhere({
      kind: "quantified",
      operator: ">=",
      operand: column("b.price"),
      quantifier: "all",
      over: otherPrices,
    }),
    rows: [[2]],
  },
  "compares with any element": {
    query: idsWhere({ kind: "quantified", operator: ">", operand: id, quantifier: "any", over: list }),
    values: [[2, 3]],
    rows: [[3], [4]],
  },
  "looks whether rows exist": {
    query: select([column("a.id")], {
      from: [table("author", "a")],
      where: {
        kind: "not",
        operand: {
          kind: "exists",
          query: select([literal(1)], { where: binary(column("b.author"), "=", column("a.id")) }),
        },
      },
    }),
    rows: [[3]],
  },
  "reads one value by a subquery": {
    query: select(
      [{ kind: "subquery", query: select([aggregate("max", column("o.price"))], { from: [table("book", "o")] }) }],
      first,
    ),
    rows: [[20]],
  },
  "decides by cases": {
    query: select(
      [
        {
          kind: "case",
          branches: [{ when: binary(column("b.price"), ">", literal(9)), then: literal("dear") }],
          otherwise: literal("cheap"),
        },
        {
          kind: "case",
          operand: id,
          branches: [
            { when: literal(1), then: literal("one") },
            { when: literal(2), then: literal("two") },
          ],
        },
      ],
      byId,
    ),
    rows: [
      ["cheap", "one"],
      ["dear", "two"],
      ["cheap", null],
      ["dear", null],
    ],
  },
  "casts values": {
    query: select(
      [
        cast(literal("12"), "integer"),
        cast(literal("12"), "bigint"),
        cast(literal("1.5"), "double"),
        { kind: "cast", operand: literal("1.25"), type: decimal },
        cast(literal(7), "text"),
        call("concat", cast(literal("2026-11-20"), "date"), literal("")),
      ],
      none,
    ),
    rows: [[12, 12, 1.5, 1.25, 7, "2026-11-20"]],
  },
  "calls functions of texts": {
    query: select(
      [
        call("upper", title),
        call("lower", title),
        call("length", literal("größe")),
        call("trim", literal("  a ")),
        call("ltrim", literal(" a")),
        call("rtrim", literal("a ")),
        call("replace", title, literal("n"), literal("N")),
        call("substring", title, parameter(0), literal(3)),
        call("position", title, literal("gin")),
      ],
      first,
    ),
    values: [2],
    rows: [["ENGINES", "engines", 5, "a", "a", "a", "ENgiNes", "ngi", 3]],
  },
  "calls functions of numbers": {
    query: select(
      [
        call("abs", literal(-3)),
        call("ceil", literal(1.2)),
        call("floor", literal(1.8)),
        call("round", literal(2.345), parameter(0)),
        call("greatest", literal(1), literal(3), literal(2)),
        call("least", literal(1), literal(3)),
        call("coalesce", literal(null), literal(4)),
        call("nullif", literal(5), literal(5)),
      ],
      none,
    ),
    values: [1],
    rows: [[3, 2, 1, 2.3, 3, 1, 4, null]],
  },
  "asks for the time": {
    query: select(
      [
        { kind: "case", branches: [{ when: binary(call("now"), ">=", call("currentDate")), then: literal("yes") }] },
        {
          kind: "case",
          branches: [
            {
              when: binary({ kind: "datePart", part: "year", operand: call("currentDate") }, ">", literal(2000)),
              then: literal("yes"),
            },
          ],
        },
      ],
      none,
    ),
    rows: [["yes", "yes"]],
  },
  "takes parts of dates": {
    query: select(
      [
        part("year"),
        part("month"),
        part("day"),
        part("hour"),
        part("minute"),
        part("second"),
        part("dayOfWeek"),
        part("dayOfYear"),
      ],
      first,
    ),
    rows: [[2026, 11, 20, 18, 27, 33, 5, 324]],
  },
  "moves dates": {
    query: select(
      [later(literal(1), "month"), later(parameter(0), "day"), later(literal(2), "week"), later(literal(-19), "hour")],
      first,
    ),
    values: [5],
    rows: [[20, 25, 4, 19]],
  },
  "filters what it aggregates": {
    query: select(
      [
        countAll,
        filtered(countAll),
        filtered(aggregate("sum", pages)),
        aggregate("min", pages),
        { ...aggregate("count", column("b.author")), distinct: true },
      ],
      {},
    ),
    values: [6],
    rows: [[4, 3, 400, 100, 2]],
  },
  "joins the texts of a group": {
    query: select(
      [{ ...aggregate("stringAgg", title, literal(", ")), orderBy: [{ expression: id, direction: "desc" }] }],
      {},
    ),
    rows: [["Orphan, 100% sure, Notes, Engines"]],
  },
  "makes a JSON array of a group": {
    query: select([aggregate("jsonAgg", id)], first),
    rows: [["[1]"]],
  },
  "looks into JSON": {
    query: select(
      [
        json(["tags", 1]),
        json(["size", "width"]),
        json(["size", "width"], "double"),
        json(["isNew"]),
        json(["isNew"], "boolean"),
        json(["none"]),
        json(["missing", "x"]),
        json(["tags"], "json"),
      ],
      first,
    ),
    rows: [["poem", 1.5, 1.5, "true", 1, null, null, '["math","poem"]']],
  },
  "looks into JSON by names that are bound": {
    query: select(
      [json([parameter(0)]), json([parameter(1), parameter(2)], "double"), json(['a"b']), json([parameter(3)])],
      first,
    ),
    values: ['a"b', "size", "width", '"]'],
    rows: [["quoted", 1.5, "quoted", null]],
  },
  "compares JSON": {
    query: idsWhere({
      kind: "logical",
      operator: "and",
      operands: [
        containment("contains", "json", json(["tags"], "json"), tags('["math"]')),
        containment("containedBy", "json", tags('["poem"]'), json(["tags"], "json")),
      ],
    }),
    rows: [[1]],
  },
  "finds what JSON has in common": {
    query: idsWhere(containment("overlaps", "json", json(["tags"], "json"), tags('["math", "x"]'))),
    rows: [[1]],
  },
  "compares arrays": {
    query: select([as("n", literal(1))], {
      from: [],
      where: {
        kind: "logical",
        operator: "and",
        operands: (["contains", "containedBy", "overlaps"] as const).map((operator) =>
          containment(operator, "array", { kind: "raw", strings: ["ARRAY[1, 2]"], expressions: [] }, list),
        ),
      },
    }),
    values: [[1, 2]],
    rows: [[1]],
  },
  "searches texts": {
    query: select([column("n.body")], {
      from: [table("note", "n")],
      where: { kind: "fullText", columns: [column("n.body")], search: parameter(0), mode: "plain" },
    }),
    values: ["fox quick"],
    rows: [["quick brown foxes, a fox"]],
  },
  "searches texts with operators": {
    query: select([column("n.body")], {
      from: [table("note", "n")],
      where: { kind: "fullText", columns: [column("n.body")], search: literal("lazy"), mode: "operators" },
    }),
    rows: [["lazy dogs"]],
  },
  "takes SQL with expressions in it": {
    query: select([{ kind: "raw", strings: ["", " + ", ""], expressions: [pages, parameter(0)] }], first),
    values: [1],
    rows: [[201]],
  },
  "takes all columns of a table": {
    query: select([{ kind: "star", table: "a" }], {
      from: [table("author", "a")],
      where: binary(column("a.id"), "=", literal(1)),
    }),
    rows: [[1, "Ada"]],
  },
} as const satisfies Readonly<Record<string, NodeCase>>;
