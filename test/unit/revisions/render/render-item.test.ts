import { operationDefinitions } from "../../../../src/operations/definitions";
import type { Operation } from "../../../../src/operations/operation";
import type { RenderItem } from "../../../../src/revisions/render/render-item";
import { renderOperations } from "../../../../src/revisions/render/render-operations";

const { addColumn, alterColumn, createTable, createIndex, createCheckConstraint } = operationDefinitions;
const price = { name: "price", type: "numeric(12,2)", default: 0 };

function render(operations: readonly Operation[], renderItem: RenderItem) {
  const imports = new Set<string>();
  const { lines } = renderOperations(
    operations,
    operations.map(() => []),
    { renderItem, direction: "upgrade", imports },
  );
  return { lines, imports: [...imports] };
}

describe("renderItem", () => {
  it("writes a type in its own way, with what has to be imported, wherever a column has it", () => {
    const operations = [
      createTable.create("items", { columns: [{ name: "id", type: "integer" }, price] }),
      addColumn.create("users", price),
      alterColumn.create("users", "age", { type: "numeric(12,2)" }),
    ];
    const found = render(operations, ({ kind, item }, { imports }) => {
      if (kind !== "type" || item !== "numeric(12,2)") return undefined;
      imports.add('import { MONEY } from "../../src/types";');
      return "MONEY";
    });
    expect(found).toEqual({
      imports: ['import { MONEY } from "../../src/types";'],
      lines: [
        'await op.createTable("items", {\ncolumns: [{ name: "id", type: "integer" }, { name: "price", type: MONEY, default: 0 }] });',
        "",
        'await op.addColumn("users", { name: "price", type: MONEY, default: 0 });',
        'await op.alterColumn("users", "age", { type: MONEY });',
      ],
    });
  });

  it("leaves parts and whole calls out", () => {
    const operations = [
      createTable.create("items", {
        columns: [{ name: "id", type: "integer" }, price],
        checks: [{ name: "CK", expression: "price > 0" }],
      }),
      addColumn.create("users", price),
      createCheckConstraint.create("users", { name: "CK", expression: "price > 0" }),
      createIndex.create("users", { name: "IDX", columns: ["price"] }),
    ];
    const found = render(operations, ({ kind, item }) => {
      if (kind === "checkConstraint" || (kind === "operation" && item.kind === "createIndex")) return null;
      return kind === "column" && item.name === "price" ? null : undefined;
    });
    expect(found.lines).toEqual(['await op.createTable("items", {\ncolumns: [{ name: "id", type: "integer" }] });']);
  });

  it("writes a default, a column and a whole call", () => {
    const operations = [
      addColumn.create("users", price),
      addColumn.create("users", { name: "email", type: "text" }),
      createIndex.create("users", { name: "IDX", columns: ["price"] }),
    ];
    const found = render(operations, ({ kind, item }) => {
      if (kind === "default") return "ZERO";
      if (kind === "column" && item.name === "email") return "emailColumn()";
      return kind === "operation" && item.kind === "createIndex" ? "await indexPrices(op);" : undefined;
    });
    expect(found.lines).toEqual([
      'await op.addColumn("users", { name: "price", type: "numeric(12,2)", default: ZERO });',
      'await op.addColumn("users", emailColumn());',
      "await indexPrices(op);",
    ]);
  });

  it("is told the direction and the operation, also inside of autocommit", () => {
    const index = createIndex.create("users", { name: "IDX", columns: ["price"] });
    const seen: unknown[] = [];
    render([{ kind: "autocommit", operations: [index] }], ({ kind }, { operation, direction }) => {
      seen.push([kind, operation.kind, direction]);
      return undefined;
    });
    expect(seen).toEqual([
      ["operation", "autocommit", "upgrade"],
      ["operation", "createIndex", "upgrade"],
      ["index", "createIndex", "upgrade"],
    ]);
  });
});
