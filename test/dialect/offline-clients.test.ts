import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import type { DatabaseOptions } from "../support/database-provider";
import { snapshotOf, useScriptProject } from "../support/script-project";

/** How each client is told the database; the script comes from its standard input. */
const CLIENTS: Readonly<Record<string, (options: DatabaseOptions) => readonly string[]>> = {
  psql: ({ url = "" }) => ["-X", "-q", "-v", "ON_ERROR_STOP=1", url],
  mysql: ({ url = "" }) => {
    const { hostname, port, username, password, pathname } = new URL(url);
    const secret = password === "" ? [] : [`--password=${decodeURIComponent(password)}`];
    const where = [`--host=${hostname}`, `--port=${port || "3306"}`, `--user=${username}`, "--protocol=tcp"];
    return [...where, ...secret, "--default-character-set=utf8mb4", pathname.slice(1)];
  },
  sqlite3: ({ database = "" }) => ["-bail", database],
};

const REVISIONS = [
  {
    id: "a1",
    upgrade: `
      await op.createTable("users", {
        columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(80)", nullable: true }],
        primaryKey: { columns: ["id"] },
      });
      await op.createTable("posts", {
        columns: [{ name: "id", type: "integer" }, { name: "user", type: "integer" }],
        primaryKey: { columns: ["id"] },
        foreignKeys: [{ name: "FK_posts", columns: ["user"], references: { table: "users", columns: ["id"] }, onDelete: "CASCADE" }],
      });
      await op.bulkInsert("users", [{ id: 1, name: "it's; -- a 'quote' \\\\ and ünïcode 🦄" }, { id: 2, name: null }]);
      await op.bulkInsert("posts", [{ id: 1, user: 1 }, { id: 2, user: 2 }]);`,
    downgrade: `await op.dropTable("posts"); await op.dropTable("users");`,
  },
  {
    id: "b2",
    upgrade: `
      const { capabilities } = op.dialect;
      await op.alterColumn("users", "name", { type: "varchar(120)" });
      await op.execute("UPDATE users SET name = 'two' WHERE id = 2 -- the second; one");
      if (capabilities.schemas) {
        await op.execute("CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$");
      } else if (capabilities.transactionalDdl) {
        await op.execute("CREATE TRIGGER t AFTER INSERT ON posts BEGIN UPDATE users SET name = 'a;b' WHERE id = 0; END");
      } else {
        await op.execute("CREATE TRIGGER t BEFORE INSERT ON posts FOR EACH ROW BEGIN SET NEW.id = NEW.id; SET NEW.user = NEW.user; END");
      }`,
    downgrade: `
      const { capabilities } = op.dialect;
      await op.execute(capabilities.schemas ? "DROP FUNCTION f()" : "DROP TRIGGER t");
      await op.alterColumn("users", "name", { type: "varchar(80)" });`,
  },
];

/** What the databases' own clients make of a script. A client that is not installed leaves its tests out. */
describeEachDatabase("a script in the database's own client", (database) => {
  const project = useScriptProject(database);

  async function open(): Promise<{ place: Awaited<ReturnType<typeof project.open>>; run?: (text: string) => string }> {
    const place = await project.open();
    const client = place.dataSource.dialect.scriptStyle.usage.split(" ")[0]!;
    const args = CLIENTS[client]!(place.options);
    // A database inside of the process has no address that a client could connect to.
    const isReachable = !args.includes("");
    if (!isReachable || spawnSync(client, ["--version"]).status !== 0) return { place };
    return {
      place,
      run(text) {
        const file = path.join(project.root, "script.sql");
        writeFileSync(file, text);
        const { status, stdout, stderr } = spawnSync(client, args, { input: text, encoding: "utf8" });
        if (status !== 0) throw new Error(stderr);
        return stdout;
      },
    };
  }

  it("does what the runner does, up and down, and prints nothing", async () => {
    project.write(...REVISIONS);
    const { place, run } = await open();
    const online = await project.open();
    if (run === undefined) return expect(place.options).toBeDefined();
    await new Runner(online.dataSource).upgrade();
    expect(run((await project.script(place, "upgrade", "head")).text)).toBe("");
    expect(await snapshotOf(place, "users", "posts")).toEqual(await snapshotOf(online, "users", "posts"));
    run((await project.script(place, "downgrade", "b2:base")).text);
    expect((await snapshotOf(place)).schema).toMatchObject({ tables: [] });
    expect(await new Runner(place.dataSource).current()).toEqual([]);
  });

  it("stops where a statement fails, with the revision before it applied", async () => {
    project.write(REVISIONS[0]!, { id: "b2", upgrade: `await op.execute("SELECT nonsense FROM nowhere");` });
    const { place, run } = await open();
    if (run === undefined) return expect(place.options).toBeDefined();
    const { text } = await project.script(place, "upgrade", "head");
    expect(() => run(text)).toThrow(/nowhere/);
    expect((await new Runner(place.dataSource).current()).map(({ revision }) => revision)).toEqual(["a1"]);
  });
});
