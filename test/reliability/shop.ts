/** A small shop whose revisions mix schema changes with changes of data that must not run twice. */

function revision(index: number, up: string, down: string): [string, string] {
  const log = (text: string): string =>
    `await op.execute("INSERT INTO applied_log (rev) VALUES ('${text} r${index}')");`;
  return small(index, `${up}\n  ${log("up")}`, `${log("down")}\n  ${down}`);
}

/** One that leaves no trace in the log: without SQL of its own it may share a transaction. */
function small(index: number, up: string, down: string): [string, string] {
  const id = `r${index}`;
  return [
    `migrations/versions/${id}.js`,
    `exports.revision = "${id}";
exports.downRevision = ${index === 1 ? "null" : `"r${index - 1}"`};
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => {
  ${up}
};
exports.downgrade = async (op) => {
  ${down}
};
`,
  ];
}

const id = `{ name: "id", type: "integer" }`;
const primaryKey = `primaryKey: { columns: ["id"] }`;

/** The tables that are there before the first revision: a log of what ran, and old data. */
export const seed: readonly string[] = [
  "CREATE TABLE applied_log (rev varchar(32))",
  "CREATE TABLE legacy_orders (id integer PRIMARY KEY, customer varchar(50) NOT NULL, cents integer NOT NULL)",
  `INSERT INTO legacy_orders VALUES ${Array.from({ length: 60 }, (_, index) => `(${index + 1}, 'customer ${index % 7}', ${index * 7})`).join(", ")}`,
];

/** The tables whose rows a clean run and a broken one must agree in, with the columns that give their order. */
export const tables: Readonly<Record<string, string>> = {
  applied_log: "rev",
  orders: "id",
  counters: "k",
  coupons: "id",
};

/** The files of the project. */
export const shop: Readonly<Record<string, string>> = Object.fromEntries([
  revision(
    1,
    `await op.createTable("orders", { columns: [${id}, { name: "customer", type: "varchar(50)" }, { name: "cents", type: "integer" }], ${primaryKey} });
  await op.createTable("counters", { columns: [{ name: "k", type: "varchar(20)" }, { name: "n", type: "integer" }], primaryKey: { columns: ["k"] } });
  await op.execute("INSERT INTO counters (k, n) VALUES ('runs', 0)");`,
    `await op.dropTable("counters");
  await op.dropTable("orders");`,
  ),
  revision(
    2,
    `await op.execute("INSERT INTO orders (id, customer, cents) SELECT id, customer, cents FROM legacy_orders");
  await op.createIndex("orders", { name: "ix_orders_cents", columns: ["cents"] });`,
    `await op.dropIndex("orders", "ix_orders_cents");
  await op.execute("DELETE FROM orders");`,
  ),
  revision(
    3,
    `await op.addColumn("orders", { name: "status", type: "varchar(10)", default: "new" });
  await op.execute("UPDATE orders SET status = 'old' WHERE id <= 20");
  await op.execute("UPDATE counters SET n = n + 1");`,
    `await op.execute("UPDATE counters SET n = n - 1");
  await op.dropColumn("orders", "status");`,
  ),
  revision(
    4,
    `await op.execute("UPDATE orders SET cents = cents * 2");
  await op.renameColumn("orders", "customer", "buyer");
  await op.execute("UPDATE counters SET n = n + 1");`,
    `await op.execute("UPDATE counters SET n = n - 1");
  await op.renameColumn("orders", "buyer", "customer");
  await op.execute("UPDATE orders SET cents = cents / 2");`,
  ),
  revision(
    5,
    `await op.alterColumn("orders", "buyer", { type: "varchar(200)" });
  await op.createTable("items", { columns: [${id}, { name: "order_id", type: "integer" }], ${primaryKey}, foreignKeys: [{ name: "fk_items_order", columns: ["order_id"], references: { table: "orders", columns: ["id"] } }] });
  await op.dropIndex("orders", "ix_orders_cents");`,
    `await op.createIndex("orders", { name: "ix_orders_cents", columns: ["cents"] });
  await op.dropTable("items");
  await op.alterColumn("orders", "buyer", { type: "varchar(50)" });`,
  ),
  small(
    6,
    `await op.createTable("coupons", { columns: [${id}, { name: "code", type: "varchar(20)" }], ${primaryKey} });`,
    `await op.dropTable("coupons");`,
  ),
  small(
    7,
    `await op.createTable("uses", { columns: [${id}, { name: "coupon_id", type: "integer" }], ${primaryKey}, foreignKeys: [{ name: "fk_uses_coupon", columns: ["coupon_id"], references: { table: "coupons", columns: ["id"] } }] });`,
    `await op.dropTable("uses");`,
  ),
  small(
    8,
    `await op.bulkInsert("coupons", [{ id: 1, code: "spring" }, { id: 2, code: "autumn" }]);
  await op.createIndex("coupons", { name: "ix_coupons_code", columns: ["code"] });`,
    `await op.dropIndex("coupons", "ix_coupons_code");
  await op.execute("DELETE FROM coupons");`,
  ),
]);

/** How many revisions there are. */
export const revisionCount = Object.keys(shop).length;
